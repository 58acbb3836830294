"""Finds constants of tests by their hash, checksum, encoding or sum of character codes."""

from __future__ import annotations

import contextlib
import re
from array import array
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.example_sides import CompoundSide
from pytest_tddgate.domain.leaks.rarity import canonical, checksums_of, hashes_of, rarity_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    _Kind = Callable[[Any], frozenset[str]]

__all__ = ["Digests"]

_BASE64 = 22  # characters of the shortest hash
_DIGEST = re.compile(rf"\+\d+|[0-9a-fA-F]{{6,128}}|[A-Za-z0-9+/]{{{_BASE64},88}}={{0,2}}")
_PREFIX = 6  # characters by which digests are looked up
_CHECKSUM = 100_000  # smaller numbers are not taken for checksums
_SHORTEST_HASH = 25  # digits: of the shortest hashes, MD5, one in 10**13 is a smaller number


class Digests:
    """The digests of values; each value has the numbers of the examples that hold it."""

    def __init__(self, values: Mapping[str, tuple[Any, set[int]]]) -> None:
        """`values`: one key per distinct value -> the value, and the numbers of its examples."""
        self._values = values
        self._prefixes: dict[_Kind, tuple[array[int], array[int]]] = {}
        self._known: dict[tuple[str, bool], frozenset[int]] = {}

    def examples_of(self, cell: Any) -> frozenset[int]:
        """The numbers of the examples that hold a value of which this constant of the subject is a digest."""
        is_number = isinstance(cell, int) and abs(cell) >= _CHECKSUM
        text = cell if isinstance(cell, str) else canonical(cell).strip("'")
        if not is_number and not (isinstance(cell, str | bytes) and _DIGEST.fullmatch(text)):
            return frozenset()
        text = text.lower() if re.fullmatch(r"[0-9a-fA-F]+", text) else text
        if (text, is_number) not in self._known:
            self._known[text, is_number] = frozenset(self._holding(text, is_number=is_number))
        return self._known[text, is_number]

    def _holding(self, text: str, *, is_number: bool) -> Iterator[int]:
        for kind in (checksums_of, hashes_of) if _may_be_hash(text, is_number=is_number) else (checksums_of,):
            for value, numbers in self._near(text[:_PREFIX], kind):
                if any(each == text or (not is_number and each.startswith(text)) for each in _digests(value, kind)):
                    yield from numbers

    def _near(self, prefix: str, kind: _Kind) -> Iterator[tuple[Any, set[int]]]:
        """The values that have a digest with this prefix, and perhaps a few others.

        A test tree has millions of digests: only the hashes of their prefixes are kept, each with the position of its
        value, and those of a kind only if the subject has a constant that may be of this kind.
        """
        values = list(self._values.values())
        if kind not in self._prefixes:
            prefixes, owners = self._prefixes[kind] = array("q"), array("q")
            for position, (value, _) in enumerate(values):
                found = {hash(digest[:_PREFIX]) for digest in _digests(value, kind)}
                prefixes.extend(found)
                owners.extend([position] * len(found))
        prefixes, owners = self._prefixes[kind]
        at = -1
        with contextlib.suppress(ValueError):  # there is no further one
            while True:
                at = prefixes.index(hash(prefix), at + 1)
                yield values[owners[at]]


def _may_be_hash(text: str, *, is_number: bool) -> bool:
    """Whether a constant can be a hash or its start: of long texts, hardly one in forty has no digit."""
    if is_number:
        return len(text) >= _SHORTEST_HASH
    return re.fullmatch(r"\+\d+", text) is None and (len(text) < _BASE64 or re.search(r"\d", text) is not None)


def _digests(value: Any, kind: _Kind) -> frozenset[str]:
    if isinstance(value, CompoundSide):
        return kind(value.values)
    return kind(value) if rarity_of(value) or isinstance(value, str) else frozenset()
