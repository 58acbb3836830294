"""Gate 6: linters, reviewers and the completion checklist."""
