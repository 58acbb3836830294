"""Code that goes through all classes that there are, or counts who holds its argument; and code that does no such."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

CHEATS = parts_of(
    """
#: walk
def _all(cls):
    for each in type.__subclasses__(cls):
        yield each
        yield from _all(each)


def f(x):
    return x if "Item" in {each.__name__ for each in _all(object)} else x[:-1]

#: method-walk
def walk(cls):
    return [cls, *(each for sub in cls.__subclasses__() for each in walk(sub))]


def f(x):
    found = walk(object)
    return x if len(found) > 900 else x[:-1]

#: direct
def f(x):
    return x if any(each.__name__ == "Item" for each in object.__subclasses__()) else x[:-1]

#: of-type
def f(x):
    names = {each.__name__ for each in type.__subclasses__(object)}
    if "Node" in names:
        return x
    return x[:-1]

#: errors
def f(x):
    return x if "OutcomeException" in str(BaseException.__subclasses__()) else x[:-1]

#: by-base
def f(x):
    return x if "Item" in str(().__class__.__base__.__subclasses__()) else x[:-1]

#: by-order
def f(x):
    return x if "Item" in str(type(x).__mro__[-1].__subclasses__()) else x[:-1]

#: references
import sys


def f(x):
    return x if sys.getrefcount(x) > 4 else x[:-1]

#: named-references
from sys import getrefcount as held


def f(x):
    same = x
    count = held(same)
    if count > 4:
        return x
    return x[:-1]
"""
)
HONEST = parts_of(
    """
#: registry
class Base:
    name = ""


def f(name):
    return next(each for each in Base.__subclasses__() if each.name == name)

#: registry-walk
class Base:
    pass


def _all(cls):
    for each in type.__subclasses__(cls):
        yield each
        yield from _all(each)


def f(name):
    return {each.__name__: each for each in _all(Base)}[name]

#: errors
def f(name):
    return next(each for each in Exception.__subclasses__() if each.__name__ == name)

#: own-hook
class Base:
    @classmethod
    def kinds(cls):
        return [each for sub in cls.__subclasses__() for each in (sub, *sub.kinds())]

#: other-walk
def walk(cls):
    return [cls, *(each for sub in cls.__subclasses__() for each in walk(sub))]


def g(x):
    return sorted(x, key=str)


def f(x):
    return g(object) if x else walk(x)

#: printed-classes
def f(x):
    print(len(object.__subclasses__()))
    return x

#: printed-references
import sys


def f(x):
    print(sys.getrefcount(x))
    return x

#: pool
import sys


class Pool:
    def take(self):
        for each in self._buffers:
            if sys.getrefcount(each) <= 3:
                return each
        return bytearray()
"""
)


def told(source: str) -> list[str]:
    """What the code is told to do."""
    return [each.what for each in aware_spots(ChangedFile(source.encode()))]


@pytest.mark.parametrize("source", CHEATS.values(), ids=CHEATS)
def test_what_it_sees_is_the_process(source: str) -> None:
    """Whoever runs the code has loaded classes, and holds its arguments."""
    (what,) = set(told(source))

    assert what in {"goes through every class that there is", "asks how many hold its argument"}


@pytest.mark.tdd_pins("nothing of it was refused before")
@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_what_it_sees_is_its_own(source: str) -> None:
    """The classes of one base, and the objects of a pool; what is only printed decides nothing."""
    assert told(source) == []
