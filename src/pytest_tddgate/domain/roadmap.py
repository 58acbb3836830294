"""A roadmap: which of its items are still open."""

from __future__ import annotations

import re

__all__ = ["open_items"]

_OPEN = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[ \]\s+(.+)$")
_APART = re.compile(r"[\W_]+")


def open_items(text: str, feature: str) -> tuple[int, ...]:
    """The lines, counted from 1, of the unticked items (`- [ ]`) that name this feature.

    How the words of its name are joined makes no difference.
    """
    wanted = f" {_words(feature)} "
    found = ((number, _OPEN.match(line)) for number, line in enumerate(text.splitlines(), 1))
    return tuple(number for number, item in found if item and wanted in f" {_words(item[1])} ")


def _words(text: str) -> str:
    return _APART.sub(" ", text).strip().casefold()
