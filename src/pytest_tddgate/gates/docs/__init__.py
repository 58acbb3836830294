"""Gate 5: what the change brings is documented."""
