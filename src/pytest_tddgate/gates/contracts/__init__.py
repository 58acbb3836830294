"""The contracts of a repository: found, kept or broken, amended, withdrawn."""
