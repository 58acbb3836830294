"""Under which names the subclasses in a file run the test of a class."""

from __future__ import annotations

from pytest_tddgate.domain.python.inherited_tests import inherited_names
from pytest_tddgate.domain.python.syntax import parse_module

SOURCE = b"""
class TestStore:
    def test_put(self): ...

class TestMemory(TestStore): ...
class TestDisk(Mixin, TestStore): ...
class TestSmallDisk(TestDisk): ...

class TestOwn(TestStore):
    def test_put(self): ...

class TestOther(stores.TestStore): ...

class Base:
    class TestInner:
        def test_get(self): ...

class TestOuter(Base.TestInner): ...

def test_alone(): ...
"""


def test_direct_and_indirect_subclasses_are_heirs() -> None:
    """A class that defines the test anew is none, and neither is one of another base."""
    module = parse_module(SOURCE)

    assert inherited_names("TestStore::test_put", module) == (
        "TestMemory::test_put",
        "TestDisk::test_put",
        "TestSmallDisk::test_put",
    )
    assert inherited_names("Base::TestInner::test_get", module) == ("TestOuter::test_get",)
    assert inherited_names("test_alone", module) == ()
