"""Which tests a file keeps from being collected in this environment: by a block, or by a skip of the whole file."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.uncollected_here import uncollected_here

FACTS = {"sys.platform": "linux", "os.name": "posix", "sys.version_info": (3, 11, 0, "final", 0)}
TEST = "def test_it(): assert shop.total() == 3\n"
BLOCK = f"    {TEST}"
IMPORTS = "import os, sys, unittest, pytest, shop\n"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (f"if sys.platform == 'win32':\n{BLOCK}", "if sys.platform == 'win32'"),
        (f"if os.name == 'posix':\n    pass\nelse:\n{BLOCK}", "unless os.name == 'posix'"),
        (f"if sys.version_info >= (3, 14):\n{BLOCK}", "if sys.version_info >= (3, 14)"),
        (f"if sys.platform == 'win32' and shop.FAST:\n{BLOCK}", "if sys.platform == 'win32' and shop.FAST"),
        (f"IS_WIN = sys.platform == 'win32'\nif IS_WIN:\n{BLOCK}", "if IS_WIN"),
        (f"if sys.platform == 'win32':\n    try:\n    {BLOCK}    finally: pass\n", "if sys.platform == 'win32'"),
        (f"if sys.platform != 'win32':\n    pytest.skip('W', allow_module_level=True)\n{TEST}", "skips itself"),
        (f"if os.name != 'nt':\n    raise unittest.SkipTest('W')\n{TEST}", "skips itself"),
        (
            f"if os.name == 'nt':\n    pass\nelse:\n    pytest.skip('W', allow_module_level=True)\n{TEST}",
            "skips itself",
        ),
    ],
)
def test_what_asks_for_the_environment_leaves_a_test_to_another(source: str, why: str) -> None:
    """The reason is the condition, as it is written."""
    found = uncollected_here((IMPORTS + source).encode(), FACTS)

    assert list(found) == ["test_it"]
    assert why in found["test_it"]


@pytest.mark.parametrize(
    "source",
    [
        TEST,
        f"if sys.platform == 'linux':\n{BLOCK}",
        f"if len(sys.argv) > 1000:\n{BLOCK}",
        f"if shop.FAST:\n{BLOCK}",
        f"if sys.platform == 'win32':\n{BLOCK}{TEST}",
        f"if sys.platform == 'win32':\n    pytest.skip('W', allow_module_level=True)\n{TEST}",
        f"pytest.skip('later', allow_module_level=True)\n{TEST}",
        f"if sys.platform != 'win32':\n    def test_other(): pytest.skip('W')\n{TEST}",
        "if sys.platform == 'win32':\n",
    ],
)
def test_nothing_else_does(source: str) -> None:
    """Neither a condition that holds here, nor one of something else, nor a test that is defined beside the block."""
    assert "test_it" not in uncollected_here((IMPORTS + source).encode(), FACTS)


def test_a_method_has_the_name_of_its_class() -> None:
    """A class may stand in the block, or the block in a class."""
    inner = f"class TestB:\n    if sys.platform == 'win32':\n    {BLOCK.replace('()', '(self)')}"
    outer = f"if sys.platform == 'win32':\n    class TestA:\n    {BLOCK.replace('()', '(self)')}"

    assert list(uncollected_here((IMPORTS + outer + inner).encode(), FACTS)) == ["TestA::test_it", "TestB::test_it"]
