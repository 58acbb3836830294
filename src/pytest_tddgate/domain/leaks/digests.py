"""Finds constants of tests by their hash, checksum, encoding or sum of character codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.example_sides import CompoundSide
from pytest_tddgate.domain.leaks.rarity import canonical, digests_of, rarity_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Digests"]

_DIGEST = re.compile(r"\+\d+|[0-9a-fA-F]{6,128}|[A-Za-z0-9+/]{22,88}={0,2}")
_PREFIX = 6  # characters by which digests are looked up
_CHECKSUM = 100_000  # smaller numbers are not taken for checksums


class Digests:
    """The digests of values; each value has the numbers of the examples that hold it."""

    def __init__(self, values: Mapping[str, tuple[Any, set[int]]]) -> None:
        """`values`: one key per distinct value -> the value, and the numbers of its examples."""
        self._values = values
        self._hashed: dict[str, list[str]] | None = None

    def examples_of(self, cell: Any) -> set[int]:
        """The numbers of the examples that hold a value of which this constant of the subject is a digest."""
        is_number = isinstance(cell, int) and abs(cell) >= _CHECKSUM
        text = cell if isinstance(cell, str) else canonical(cell).strip("'")
        if not is_number and not (isinstance(cell, str | bytes) and _DIGEST.fullmatch(text)):
            return set()
        text = text.lower() if re.fullmatch(r"[0-9a-fA-F]+", text) else text
        near = (self._values[each] for each in self._with_digest(text[:_PREFIX]))
        return {
            number
            for value, numbers in near
            if any(digest == text or (not is_number and digest.startswith(text)) for digest in _digests_of(value))
            for number in numbers
        }

    def _with_digest(self, prefix: str) -> list[str]:
        """The keys of the values that have a digest with this prefix.

        A value has some hundred digests: only their prefixes are kept, computed once per distinct value.
        """
        if self._hashed is None:
            self._hashed = {}
            for text, (value, _) in self._values.items():
                for each in {digest[:_PREFIX] for digest in _digests_of(value)}:
                    self._hashed.setdefault(each, []).append(text)
        return self._hashed.get(prefix, [])


def _digests_of(value: Any) -> frozenset[str]:
    if isinstance(value, CompoundSide):
        return digests_of(value.values)
    return digests_of(value) if rarity_of(value) or isinstance(value, str) else frozenset()
