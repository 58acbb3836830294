"""The audit: gates 2 to 6, derived again from history."""
