"""The process that audits: its trees, its runs, and the workers that help."""
