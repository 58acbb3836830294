"""The project's settings in `[tool.tddgate]`, and all mistakes in them at once."""
