"""Whether pytest's settings only register more markers than before: that makes no test pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["only_gains_markers"]

_MARKERS = "markers"


def only_gains_markers(then: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Whether pytest's tables, by file, are those of then apart from more entries of `markers`."""
    had, has = _markers_in(then), _markers_in(now)
    return _without_markers(then) == _without_markers(now) and had <= has


def _without_markers(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: _without_markers(inner) for key, inner in value.items() if key != _MARKERS}


def _markers_in(value: object, place: str = "") -> set[tuple[str, str]]:
    """Each entry, a line or an item of a list, with the table that holds it."""
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, inner in value.items():
        if key == _MARKERS:
            entries = inner.splitlines() if isinstance(inner, str) else inner if isinstance(inner, list) else [inner]
            found |= {(place, str(each).strip()) for each in entries if str(each).strip()}
        else:
            found |= _markers_in(inner, f"{place}#{key}")
    return found
