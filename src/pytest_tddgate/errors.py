"""Exceptions for cases in which no verdict is possible; a refusal is a value, not an exception."""

from __future__ import annotations

import errno

__all__ = ["CannotDecide", "TddgateError", "Unusable", "without_room"]

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""A full disk, a used-up quota and a file system that cannot be written to."""


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


def without_room(problem: BaseException) -> BaseException:
    """The problem; if it is that there is no room on a disk, an error that says so and what to do."""
    if not isinstance(problem, OSError) or problem.errno not in _NO_ROOM:
        return problem
    return CannotDecide(
        f"{problem.filename or 'a file'} cannot be written: {problem.strerror}",
        why="what is written there is needed to go on",
        next_step="make room there, then run this command again (TMPDIR names another folder for temporary files)",
    )
