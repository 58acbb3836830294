"""Reads Python source: what it declares, what changed, and what of it runs."""
