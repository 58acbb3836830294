"""What a test leaves in the memory of a project is seen, wherever the project could keep it."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.mutants.memory_snapshot import MemorySnapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = """\
import functools
import unittest

SEEN = []
TABLE = {"a": [1]}
count = 1000


@functools.lru_cache
def cached(value):
    return value


def counter():
    calls = []

    def called():
        calls.append(1)

    return called


called = counter()


def with_default(value, known=[]):
    known.append(value)


def marked():
    pass


marked.calls = 0


class Shop:
    prices = {}

    def __init__(self):
        self.open = True


shop = Shop()


class TestShop(unittest.TestCase):
    def test_shop(self):
        pass
"""


@pytest.fixture
def project() -> Iterator[ModuleType]:
    """A module with every kind of memory."""
    module = ModuleType("project_of_remains")
    sys.modules[module.__name__] = module
    exec(compile(SOURCE, "project_of_remains.py", "exec"), vars(module))  # noqa: S102 - our own
    yield module
    del sys.modules[module.__name__]


def test_what_nobody_touched_is_there(project: ModuleType) -> None:
    """Reading changes nothing, nor does a value that is set to the same again."""
    snapshot = MemorySnapshot([project])

    project.marked()
    vars(project)["count"] = int("1000")

    assert snapshot.is_unchanged()


@pytest.mark.parametrize(
    "change",
    [
        "SEEN.append(1)",
        "TABLE['a'].append(2)",
        "TABLE.update(b=1)",
        "globals().update(count=1001)",
        "globals().update(new=1)",
        "cached(1)",
        "called()",
        "with_default(1)",
        "setattr(marked, 'calls', 1)",
        "Shop.prices.update(a=1)",
        "setattr(Shop, 'closed', True)",
        "setattr(shop, 'open', False)",
    ],
)
def test_what_was_changed_is_seen(project: ModuleType, change: str) -> None:
    """In containers, modules, caches, closures, defaults, attributes of functions, classes and objects."""
    snapshot = MemorySnapshot([project])

    eval(change, vars(project))  # noqa: S307 - our own

    assert not snapshot.is_unchanged()


def test_what_is_put_back_is_there(project: ModuleType) -> None:
    """As a fixture or a test does it that cleans up."""
    snapshot = MemorySnapshot([project])

    project.SEEN.append(1)
    project.SEEN.clear()

    assert snapshot.is_unchanged()


def test_the_environment_is_seen(project: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables, and what is imported."""
    snapshot = MemorySnapshot([project])

    with monkeypatch.context() as patch:
        patch.setenv("LEFT_BY_A_TEST", "1")
        left = snapshot.is_unchanged()

    assert (left, snapshot.is_unchanged()) == (False, True)


def test_what_unittest_keeps_does_not_count(project: ModuleType) -> None:
    """It gives each class of tests a new list after each test."""
    snapshot = MemorySnapshot([project])

    project.TestShop.doClassCleanups()
    first = snapshot.is_unchanged()
    project.TestShop.doClassCleanups()

    assert (first, snapshot.is_unchanged()) == (True, True)


def test_what_unittest_keeps_hides_nothing_else(project: ModuleType) -> None:
    """What a test leaves in its class is seen."""
    snapshot = MemorySnapshot([project])

    project.TestShop.doClassCleanups()
    project.TestShop.left = 1

    assert not snapshot.is_unchanged()


def test_what_warnings_and_pickle_keep_does_not_count(project: ModuleType) -> None:
    """They write into modules and classes."""
    snapshot = MemorySnapshot([project])

    vars(project)["__warningregistry__"] = {"version": 1}
    project.Shop.__slotnames__ = []

    assert snapshot.is_unchanged()


def test_values_of_parameters_are_seen(project: ModuleType) -> None:
    """A list that a test is given is the same list for the next."""
    value = [3, 1, 2]
    snapshot = MemorySnapshot([project], [value, "text", 1])

    value.sort()

    assert not snapshot.is_unchanged()


def test_more_than_can_be_looked_at_is_never_the_same(project: ModuleType) -> None:
    """Nobody would know."""
    project.SEEN.extend(range(60_000))

    assert not MemorySnapshot([project]).is_unchanged()
