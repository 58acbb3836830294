"""A file of the subject before and after a change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pytest_tddgate.domain.python.lines import changed_lines

__all__ = ["ChangedFile", "Spot"]


_lines = lru_cache(maxsize=256)(changed_lines)  # several checks ask for the same file


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """The bytes of a file now, and at the base (None: the file is new)."""

    after: bytes
    before: bytes | None = None

    @property
    def lines(self) -> frozenset[int]:
        """Its changed lines, counted from 1."""
        return _lines(self.before, self.after)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A line of a file, counted from 1, and what it does, as a clause to follow the line number: `reads …`.

    `is_doubtful`: honest code may do this as well.
    """

    line: int
    what: str
    is_doubtful: bool = False
