"""Mutants of the change in forks of one session, each tried by the tests that reach it."""
