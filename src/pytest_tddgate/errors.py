"""Exceptions for cases in which no verdict is possible; a refusal is a value, not an exception."""

from __future__ import annotations

__all__ = ["CannotDecide", "TddgateError", "Unusable"]


class TddgateError(Exception):
    """No verdict is possible. Says `what` happened, `why` it matters, and the `next_step` that fixes it."""

    def __init__(self, what: str, *, why: str = "", next_step: str = "") -> None:
        """Keep the three parts of the message, each one sentence in the user's words."""
        super().__init__(what)
        self.what = what
        self.why = why
        self.next_step = next_step


class Unusable(TddgateError):
    """The options, settings or repository cannot be used: exit code 4, which pytest uses for usage errors."""


class CannotDecide(TddgateError):
    """A fact that the gate needs is not available: the verdict is `undecided`, exit code 11."""
