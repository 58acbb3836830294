"""Finds examples of the tests in code and data that should be general."""
