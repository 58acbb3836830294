"""Tests of a class that pytest does not collect, and that classes in the same file inherit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

BODY = """
    def test_put(self):
        store = self.make()
        store.put("a", 1)
        assert store.get("a") == 1


"""
TESTS = {
    "plain": f"class StoreContract:\n    make = None\n{BODY}class TestMemory(StoreContract):\n    make = Memory\n",
    "unittest": f"class StoreMixin:{BODY}class MemoryTest(StoreMixin, unittest.TestCase):\n    make = Memory\n",
}
IMPORTS = "import unittest\n\nfrom shop.store import Memory\n\n\n"
CODE = (
    "class Memory:\n    def put(self, key, value):\n        self.value = value\n\n    def get(self, key):\n"
    "        return self.value\n"
)


def test_they_are_locked_as_the_classes_run_them(project: Project) -> None:
    """The module is missing, so that only the source shows them."""
    for name, text in TESTS.items():
        project = project.with_file(f"tests/test_{name}.py", IMPORTS + text)

    locked = project.lock("store")

    assert "2 tests" in locked.last.output
    assert "TestMemory::test_put" in locked.last.output
    locked.with_file("src/shop/store.py", CODE).commit("feat: store").gate("green", verdict="passed")


@pytest.mark.tdd_pins("undecided before")
def test_a_mixin_that_nobody_collects_holds_no_tests(project: Project) -> None:
    """The class below it is not collected either."""
    text = TESTS["plain"].replace("TestMemory", "MemoryStore")

    project.with_file("tests/test_store.py", IMPORTS + text).gate("verify-fail", verdict="undecided")
