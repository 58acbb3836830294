"""What changed since the base, and what existed before."""
