"""The items of a roadmap that name a feature, and whether they are ticked."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["RoadmapItem", "items_of", "open_items"]

_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[([ xX])\]\s+(.+)$")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """An item with a checkbox, at its line, counted from 1."""

    line: int
    is_ticked: bool


def items_of(text: str, feature: str) -> tuple[RoadmapItem, ...]:
    """The items (`- [ ]`, `- [x]`) that name this feature.

    Separators between the words of its name do not matter.
    """
    wanted = f" {_words(feature)} "
    found = ((number, _ITEM.match(line)) for number, line in enumerate(text.splitlines(), 1))
    return tuple(
        RoadmapItem(number, item[1] != " ")
        for number, item in found
        if item and feature and wanted in f" {_words(item[2])} "
    )


def open_items(text: str, feature: str) -> tuple[int, ...]:
    """The lines of the feature's items that are not ticked."""
    return tuple(each.line for each in items_of(text, feature) if not each.is_ticked)


def _words(text: str) -> str:
    return _APART.sub(" ", text).strip().casefold()
