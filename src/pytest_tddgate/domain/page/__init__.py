"""The page about the whole project, as values."""
