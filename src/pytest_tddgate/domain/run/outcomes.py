"""Test outcomes, pytest's and our `hung` and `incomplete`, grouped by what they mean to a gate."""

from __future__ import annotations

__all__ = ["did_not_run", "has_failed"]


def has_failed(outcome: str) -> bool:
    """Whether a test with this outcome failed, was stopped at its time limit, or never reported its end."""
    return outcome in {"failed", "hung", "incomplete"}


def did_not_run(outcome: str) -> bool:
    """Whether a test with this outcome shows nothing: it was skipped, or marked as an expected failure."""
    return outcome in {"skipped", "xfailed", "xpassed"}
