"""Changes of coverage settings that hide more code: new exclusion patterns, or less code to measure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["hides_more"]

_LINES = frozenset({"exclude_lines", "exclude_also"})
_BRANCHES = frozenset({"partial_branches", "partial_also"})
_MEASURED = ("include", "source")
_ADDED = ("omit", "plugins")
_DEFAULTS = re.compile(
    r"(?:#|\^|\\s[*+]?|\s)*"
    r"(?:pragma:? ?no ?(?:cover|branch)|if (?:typing\\?\.|\(typing\\\.\)\?)?TYPE_CHECKING:?)\$?"
)
"""Patterns for code that coverage excludes by default, as projects write them."""


def hides_more(before: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    """The keys, sorted, by which the settings `now` hide code that the settings `before` did not hide."""
    keys = {key for key in _ADDED if _values(now, key) - _values(before, key)}
    keys |= {key for key in _MEASURED if _measures_less(_values(before, key), _values(now, key))}
    for group in (_LINES, _BRANCHES):
        known = frozenset[str]().union(*(_values(before, key) for key in group))
        keys |= {key for key in group if any(not _DEFAULTS.fullmatch(each) for each in _values(now, key) - known)}
    return tuple(sorted(keys))


def _measures_less(before: frozenset[str], now: frozenset[str]) -> bool:
    """Whether a setting that lists what to measure now leaves something out; an absent setting measures everything."""
    return bool(now) and (not before or bool(before - now))


def _values(settings: Mapping[str, object], key: str) -> frozenset[str]:
    """The values that a setting lists, in TOML or in an ini file."""
    value = settings.get(key, ())
    between = r"\n" if key in _LINES | _BRANCHES else r"[,\n]"
    listed = re.split(between, value) if isinstance(value, str) else value if isinstance(value, list) else ()
    return frozenset(str(each).strip() for each in listed if str(each).strip())
