"""Checks of an implementation that passes its tests: whether it is general, and whether it is minimal."""
