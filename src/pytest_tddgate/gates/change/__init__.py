"""What changed since the base, and what was there before."""
