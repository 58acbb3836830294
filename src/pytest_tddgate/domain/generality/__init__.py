"""Detects behaviour that exists only at the tested points."""
