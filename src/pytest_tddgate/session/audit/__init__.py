"""The process that audits: its trees, its runs, and its workers."""
