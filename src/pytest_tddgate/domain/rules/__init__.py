"""The rules: every reason for which a gate may refuse, and which findings follow from others."""
