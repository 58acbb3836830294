"""Exceptions for the cases in which no verdict is possible; a refusal is a value, never one of these."""

from __future__ import annotations

__all__ = ["CannotDecide", "TddgateError", "Unusable"]


class TddgateError(Exception):
    """No verdict is possible. `what` happened, `why` it matters, and the `next` step that mends it."""

    def __init__(self, what: str, *, why: str = "", next_step: str = "") -> None:
        """Keep the three parts of the message: each is one sentence in the user's words."""
        super().__init__(what)
        self.what = what
        self.why = why
        self.next_step = next_step


class Unusable(TddgateError):
    """Options, settings or the repository cannot be used as they are: exit code 4, pytest's own for usage."""


class CannotDecide(TddgateError):
    """A fact that the gate needs cannot be had: the verdict is `undecided`, exit code 11."""
