"""The kinds of behaviour that a class tries with the tests that it inherits in its file."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import Kind, kinds_of, sources_of
from pytest_tddgate.domain.run.observation import TestId

SOURCE = b"""
import pytest
from other import Foreign

class Contract:
    def test_missing(self, store):
        with pytest.raises(KeyError):
            store.get("a")

class Between(Contract): ...

class TestMemory(Between, Foreign):
    def test_kept(self, store):
        assert store.get("b") == 2

class TestLoop(TestLoop): ...
"""


def test_an_inherited_test_is_read_where_it_is_written() -> None:
    """In a base of a base."""
    (test,) = sources_of("tests/test_store.py", SOURCE, ["TestMemory::test_missing"])

    assert (test.id, Kind.ERROR in kinds_of(test)) == (TestId("tests/test_store.py", "TestMemory::test_missing"), True)


@pytest.mark.tdd_pins("read before, or unknown")
@pytest.mark.parametrize(
    ("name", "count"),
    [("TestMemory::test_kept", 1), ("TestMemory::test_of_another_file", 0), ("TestLoop::test_it", 0), ("test_it", 0)],
)
def test_others_are_read_as_before(name: str, count: int) -> None:
    """What no class of the file holds stays unknown."""
    assert len(sources_of("tests/test_store.py", SOURCE, [name])) == count
