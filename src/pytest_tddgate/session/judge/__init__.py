"""The process that judges: it gathers facts, watches the child, decides, and reports."""
