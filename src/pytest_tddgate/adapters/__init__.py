"""Where facts come from: git, files, settings, coverage."""
