"""Whom a gate can ask about a change: linters, a type checker, reviewers, and what their answers amount to."""
