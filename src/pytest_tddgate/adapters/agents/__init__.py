"""A module per coding agent: the format of its questions to a hook, and of the answers."""
