"""The HTML page about the whole project, as values."""
