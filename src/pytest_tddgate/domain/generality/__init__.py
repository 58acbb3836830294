"""Behaviour that exists at the tested points only."""
