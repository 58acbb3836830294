"""The runs that nobody watches: each a pytest in a process of its own, made, fed, watched and ended."""
