"""Honest tests that do not run as they are written: a base class whose subclasses run them, and other platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

BODY = """        store = self.make()
        store.put("a", 1)
        assert store.get("a") == 1
"""
HEIRS = """
class {name}Memory({name}Store):{flag}
    make = Memory

class {name}Disk({name}Store):{flag}
    make = Disk
"""
IMPORTS = "import unittest\nimport pytest\nfrom shop.store import Disk, Memory\n"
ABSTRACT = {
    "del": "class UnitStore(unittest.TestCase):\n    make = None\n\n    def test_put(self):\n"
    + BODY
    + HEIRS.format(name="Unit", flag="")
    + "\ndel UnitStore\n",
    "flag": "class TestStore:\n    __test__ = False\n\n    def test_put(self):\n"
    + BODY
    + HEIRS.format(name="Test", flag="\n    __test__ = True"),
    "setup": "class TestStore(unittest.TestCase):\n    make = None\n\n    @classmethod\n    def setUpClass(cls):\n"
    "        if cls is TestStore:\n            raise unittest.SkipTest('abstract')\n\n    def test_put(self):\n"
    + BODY
    + HEIRS.format(name="Test", flag=""),
    "fixture": "class TestStore:\n    make = None\n\n    @pytest.fixture(autouse=True)\n    def concrete(self):\n"
    "        if self.make is None:\n            pytest.skip('abstract')\n\n    def test_put(self):\n"
    + BODY
    + HEIRS.format(name="Test", flag=""),
}
STORE = (
    "class Memory:\n    def put(self, key, value):\n        {}\n    def get(self, key):\n        {}\nDisk = Memory\n"
)
NOTHING = STORE.format("pass", "pass")
CODE = STORE.format("self.value = value", "return self.value")
NEVER = f"""
class TestNever:
    __test__ = False

    def test_put(self):
{BODY}
class TestNeverEither(TestNever):
    make = Memory
"""
ELSEWHERE = """import sys

from shop.ends import native

if sys.platform == "plan9":

    def test_there():
        assert native("a") == "a:"


def test_here():
    assert native("a") == "a;"
"""
FILE_ELSEWHERE = """import sys

import pytest

from shop.ends import native

if sys.platform != "plan9":
    pytest.skip("Plan 9", allow_module_level=True)


def test_there():
    assert native("a") == "a:"
"""
ENDS = "def native(text):\n    return f'{text};'\n"


@pytest.mark.parametrize("has_module", [False, True])
def test_the_tests_of_an_abstract_class_are_locked_as_its_subclasses_run_them(
    project: Project,
    has_module: bool,  # noqa: FBT001
) -> None:
    """They can be green, behind a missing module too."""
    if has_module:
        project = project.with_file("src/shop/store.py", NOTHING).commit()
    for name, text in ABSTRACT.items():
        project = project.with_file(f"tests/test_{name}.py", IMPORTS + "\n" + text)

    locked = project.lock("store")

    assert "8 tests" in locked.last.output
    locked.with_file("src/shop/store.py", CODE).commit("feat: store").gate("green", verdict="passed")


@pytest.mark.parametrize("has_module", [False, True])
@pytest.mark.tdd_pins("refused before")
def test_a_class_that_nobody_runs_is_no_base(project: Project, has_module: bool) -> None:  # noqa: FBT001
    """Its subclass is not collected either."""
    if has_module:
        project = project.with_file("src/shop/store.py", NOTHING).commit()
    red = "def test_red():\n    assert Memory().get('a') == 1\n"

    project.with_file("tests/test_store.py", f"{IMPORTS}\n{red}{NEVER}").gate(
        "verify-fail", verdict="refused", rules=["not-run"]
    )


@pytest.mark.parametrize("has_module", [False, True])
def test_what_a_block_or_a_file_leaves_to_another_platform_is_named(
    project: Project,
    has_module: bool,  # noqa: FBT001
) -> None:
    """As a `skipif` does it."""
    if has_module:
        project = project.with_file("src/shop/ends.py", "def native(text):\n    return text\n").commit()
    project = project.with_file("tests/test_ends.py", ELSEWHERE).with_file("tests/test_file.py", FILE_ELSEWHERE)

    locked = project.lock("ends")

    assert "2 new tests do not run here, and are not locked: " in locked.last.output
    locked.with_file("src/shop/ends.py", ENDS).commit("feat: ends").gate("green", verdict="passed")


def test_a_file_of_another_platform_alone_is_told_where_to_go(project: Project) -> None:
    """Nothing is red here; to take the skip away would be wrong."""
    project.with_file("tests/test_file.py", FILE_ELSEWHERE).gate(
        "verify-fail", verdict="refused", rules=["not-run"], says="run the gate where it runs"
    )
