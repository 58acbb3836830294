"""Linters, a type checker and reviewers that a gate asks about a change, and how their answers are read."""
