"""One module for each coding agent: how it asks a hook, and which answer it understands."""
