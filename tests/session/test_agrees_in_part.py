"""Values that are equal to others than their own, or become equal to what they meet first; and those that compare."""

from __future__ import annotations

import collections
import sys
from typing import Any

import pytest

from pytest_tddgate.session.calls.agreeing import agreement_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="values are compared in forks")


def _made(base: type, equal: Any, *args: Any) -> object:  # noqa: ANN401 - a function that compares, and what it is made of
    """A value of a new class over `base` that compares so."""
    return type(base.__name__.title(), (base,), {"__eq__": equal, "__hash__": None})(*args)


def _learns(self: Any, other: Any) -> bool:  # noqa: ANN401 - as in every comparison
    if len(self) == 0:
        self.extend(other)
    return list.__eq__(self, other)


def _public(found: Any) -> dict[str, object]:  # noqa: ANN401 - ditto
    return {key: each for key, each in found.items() if key[0] != "_"}


class Learner:
    """Takes the first value that it meets for its own."""

    value: object = None

    def __eq__(self, other: object) -> bool:
        """Whether it is the first one."""
        self.value = other if self.value is None else self.value
        return bool(self.value == other)

    __hash__ = None  # type: ignore[assignment]


LEARNING = {"list": _made(list, _learns), "object": Learner()}
AGREEING = {
    "first": _made(list, lambda self, other: self[0] == other[0], [7]),
    "last": _made(list, lambda self, other: self[-1] == other[-1], [7, 8, 9]),
    "ends": _made(list, lambda self, other: (self[0], self[-1]) == (other[0], other[-1]), [7, 8, 9]),
    "as-far-as-it-goes": _made(list, lambda self, other: all(map(lambda a, b: a == b, list(self), other)), [7, 8]),
    "some": _made(list, lambda self, other: set(self) <= set(other), [7, 8]),
    "all-and-more": _made(list, lambda self, other: set(other) <= set(self), range(1, 30)),
    "tuple": _made(tuple, lambda self, other: self[0] == other[0], (7, 8)),
    "set": _made(set, lambda self, other: self.issubset(other), {7, 8}),
    "dict": _made(dict, lambda self, other: self.items() <= other.items(), {"a": 7}),
    "keys": _made(dict, lambda self, other: self.keys() == other.keys(), {"a": 7, "b": 8}),
    "user-list": _made(collections.UserList, lambda self, other: self.data[0] == other[0], [7]),
    "beginning": _made(str, lambda self, other: other.startswith(str(self)), "seven"),
    "part": _made(str, lambda self, other: other in str(self), "seven to nine"),
    "first-letter": _made(str, lambda self, other: self[0] == other[0], "seven"),
    "length-and-ends": _made(
        str, lambda self, other: (len(self), self[0], self[-1]) == (len(other), other[0], other[-1]), "seven"
    ),
    "at-most": _made(int, lambda self, other: int(self) <= other, 7),
    "at-least": _made(float, lambda self, other: float(self) >= other, 7.5),
}
HONEST = {
    "case": _made(str, lambda self, other: str(self).lower() == other.lower(), "Content-Type"),
    "digits": _made(str, lambda self, other: [*filter(str.isdigit, self)] == [*filter(str.isdigit, other)], "030 12"),
    "fragment": _made(str, lambda self, other: str(self).split("#")[0] == other.split("#")[0], "http://a.b/c#d"),
    "trailing-zero": _made(str, lambda self, other: float(str(self)) == float(other), "1.20"),
    "version": _made(str, lambda self, other: str(self).removesuffix(".0") == other.removesuffix(".0"), "1.2.0"),
    "path": _made(str, lambda self, other: str(self).rstrip("/") == other.rstrip("/"), "/usr/lib/"),
    "tolerant": _made(float, lambda self, other: abs(float(self) - other) <= 0.01, 7.5),
    "rounded": _made(int, lambda self, other: abs(int(self) - other) <= 1, 1000),
    "angle": _made(int, lambda self, other: int(self) % 360 == other % 360, 370),
    "any-order": _made(list, lambda self, other: sorted(self) == sorted(other), [7, 8]),
    "as-set": _made(list, lambda self, other: set(self) == set(other), [7, 8, 8]),
    "trailing-none": _made(
        list, lambda self, other: [*filter(None, self)] == [*filter(None, other)], [7, 8, None]
    ),
    "elementwise": _made(list, lambda self, other: [a == b for a, b in zip(self, other, strict=False)], [7, 8]),
    "counter": _made(collections.Counter, lambda self, other: +self == collections.Counter(other), "aab"),
    "by-key": _made(list, lambda self, other: [x["id"] for x in self] == [x["id"] for x in other], [{"id": 7}]),
    "no-private": _made(dict, lambda self, other: _public(self) == _public(other), {"a": 7, "_b": 8}),
    "identity": _made(list, lambda self, other: self is other, [7]),
    "empty": _made(list, lambda self, other: [*self] == other),
}  # fmt: skip


@pytest.mark.parametrize("value", LEARNING.values(), ids=LEARNING)
def test_a_value_that_becomes_what_it_meets(value: object) -> None:
    """In two processes it is equal to two values that differ."""
    found = agreement_in(value, {__file__}, set())

    assert found is not None
    assert found[1] == "is equal to whatever it is compared to first"


@pytest.mark.parametrize("value", AGREEING.values(), ids=AGREEING)
def test_a_value_that_agrees_in_part(value: object) -> None:
    """It is equal to a value that differs in an element, its length or its size."""
    assert agreement_in(value, {__file__}, set()) is not None


@pytest.mark.tdd_pins("nothing of it was refused before")
@pytest.mark.parametrize("value", HONEST.values(), ids=HONEST)
def test_a_comparison_that_leaves_something_out(value: object) -> None:
    """What does not matter may differ: case, order, repetition, a tolerance, an empty end."""
    assert agreement_in(value, {__file__}, set()) is None


def test_a_remainder_is_no_agreement() -> None:
    """Two values that differ have to leave other remainders, so that all are told apart."""
    parity = _made(int, lambda self, other: int(self) % 2 == other % 2, 7)

    assert agreement_in(parity, {__file__}, set()) is None


def test_an_empty_value_is_not_the_only_one_that_is_looked_at() -> None:
    """Nothing can be left out of what holds nothing."""
    kind = type("Pages", (list,), {"__eq__": lambda self, other: self[0] == other[0], "__hash__": None})
    known: set[Any] = set()

    assert agreement_in(kind(), {__file__}, known) is None
    assert agreement_in(kind([7]), {__file__}, known) is not None
