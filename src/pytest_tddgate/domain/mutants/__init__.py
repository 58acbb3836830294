"""Mutants: small mistakes in the changed code, which some test should notice."""
