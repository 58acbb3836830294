"""Finds code that knows that it is tested, or that agrees with everything."""
