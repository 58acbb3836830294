"""Runs in the background, each a pytest in a process of its own: started, watched and ended."""
