"""Gate 4: the contract passes, coverage is reached, and nothing else broke."""
