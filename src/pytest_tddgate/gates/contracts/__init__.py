"""The contracts of a repository: how they are found, checked, amended and withdrawn."""
