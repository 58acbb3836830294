"""Tries mutants of the change in forks of one session, each against the tests that reach it."""
