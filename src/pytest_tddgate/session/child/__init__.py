"""The plugins in the process of the tests: they observe, carry out orders, and decide nothing."""
