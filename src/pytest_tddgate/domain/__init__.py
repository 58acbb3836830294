"""Frozen values and pure functions: what the gates mean, without pytest, git, files or a clock."""
