"""What is asked of an implementation that passes: whether it is general, and whether it is minimal."""
