"""The examples of tests, found again in code and data that should be general."""
