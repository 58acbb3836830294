"""What runs beside the tests: it observes, carries out orders, and decides nothing."""
