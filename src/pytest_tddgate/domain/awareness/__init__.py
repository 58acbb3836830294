"""Code that knows when it is tested, or agrees with everything."""
