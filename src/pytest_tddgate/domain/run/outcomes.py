"""How a test can end, in pytest's words and our `hung` and `incomplete`, and which of them mean the same to a gate."""

from __future__ import annotations

__all__ = ["did_not_run", "has_failed"]


def has_failed(outcome: str) -> bool:
    """Whether a test with this outcome failed, was ended at its time limit, or never reported its end."""
    return outcome in {"failed", "hung", "incomplete"}


def did_not_run(outcome: str) -> bool:
    """Whether a test with this outcome was skipped, or declared to fail: it shows nothing."""
    return outcome in {"skipped", "xfailed", "xpassed"}
