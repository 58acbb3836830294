"""Finds the known word that was probably meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["like", "nearest"]


def like(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word that is most similar to this one; empty if none reaches `cutoff` (0 to 1, which means equal)."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)), "")


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the most similar known word, or an empty text."""
    close = like(word, known)
    return f"; did you mean {close!r}?" if close else ""
