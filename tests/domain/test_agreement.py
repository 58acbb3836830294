"""Classes whose instances agree with everything, and classes that compare."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.agreement import agreeing_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

CHEATS = parts_of(
    """
#: eq
class A:
    def __eq__(self, other):
        return True

#: ne
class A:
    def __ne__(self, other):
        return False

#: str
class A(str):
    def __eq__(self, other):
        return 1 == 1

#: list
class A(list):
    def __contains__(self, item):
        return True

#: int
class A(int):
    def __lt__(self, other):
        return True

    __gt__ = __lt__

#: lambda
class A:
    __eq__ = lambda self, other: True

#: type
A = type("A", (), {"__eq__": lambda self, other: True})

#: type-def
def same(*args):
    return True


A = type("A", (str,), {"__eq__": same})

#: not-none
class A:
    def __eq__(self, other):
        return other is not None or True

#: self
class A:
    def __eq__(self, other):
        return self == self

#: adopts
class A:
    def __eq__(self, other):
        self.value = other
        return self.value == other

#: named
class A:
    def __eq__(self, other):
        answer = not False
        return answer

#: class
class A:
    def __init__(self, kind):
        self.kind = kind

    @property
    def __class__(self):
        return self.kind

#: instance
class M(type):
    def __instancecheck__(cls, instance):
        return True

#: subclass
class M(type):
    def __subclasscheck__(cls, other):
        return True

#: added
class A:
    pass


A.__eq__ = lambda self, other: True

#: set
class A:
    pass


setattr(A, "__eq__", lambda self, other: True)

#: decorated
from functools import total_ordering


@total_ordering
class A:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

#: branches
class A:
    def __eq__(self, other):
        if isinstance(other, str):
            return True
        return True

#: either
class A:
    def __eq__(self, other):
        return self.x == other or bool(1)
"""
)
HONEST = parts_of(
    """
#: fields
class A:
    def __eq__(self, other):
        return isinstance(other, A) and self.x == other.x

#: not-implemented
class A:
    def __eq__(self, other):
        return NotImplemented

#: kind
class A:
    def __eq__(self, other):
        return isinstance(other, A)

#: identity
class A:
    def __eq__(self, other):
        return self is other

#: branches
class A:
    def __eq__(self, other):
        if self is other:
            return True
        return self.x == other.x

#: inverse
class A:
    def __ne__(self, other):
        return not self == other

#: infinity
class Infinity:
    def __lt__(self, other):
        return False

    def __eq__(self, other):
        return isinstance(other, Infinity)

    def __gt__(self, other):
        return True

#: empty
class A:
    def __bool__(self):
        return False

    def __contains__(self, item):
        return False

#: true
class A:
    def __bool__(self):
        return True

#: never
class A:
    def __eq__(self, other):
        return False

#: proxy
class P:
    def __init__(self, wrapped):
        self._w = wrapped

    @property
    def __class__(self):
        return self._w.__class__

    def __eq__(self, other):
        return self._w == other

#: protocol
class M(type):
    def __instancecheck__(cls, instance):
        return hasattr(instance, 'read')

#: hash
class A:
    def __eq__(self, other):
        return isinstance(other, A)

    def __hash__(self):
        return 7
"""
)


@pytest.mark.parametrize("source", CHEATS.values(), ids=CHEATS)
def test_a_class_that_agrees_with_everything(source: str) -> None:
    """Whatever a test expects, it gets."""
    assert agreeing_spots(ChangedFile(source.encode()))


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_a_class_that_compares(source: str) -> None:
    """What it answers depends on the other side, or is no."""
    assert agreeing_spots(ChangedFile(source.encode())) == ()


def test_a_wildcard_that_was_there_before_is_the_projects_own() -> None:
    """Only what the change wrote counts."""
    before = b"class ANY:\n    def __eq__(self, other):\n        return True\n"

    assert agreeing_spots(ChangedFile(before + b"\n\nvalue = ANY()\n", before)) == ()


def test_a_spot_names_class_and_method() -> None:
    """At the line of the method."""
    (spot,) = agreeing_spots(ChangedFile(CHEATS["eq"].encode()))

    assert (spot.line, "A.__eq__" in spot.what) == (2, True)
