"""A new test that can never run is refused also where a missing module of the project hides that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

IMPORTS = """import os
import sys
import unittest

import pytest

from shop import basket
from shop.basket import total
"""
BODY = "    assert total([1, 2]) == 3\n"
UNRUN = f"""{IMPORTS}

@pytest.mark.skip
def test_skipped():
{BODY}

@pytest.mark.xfail(reason="not written yet")
def test_expected_to_fail():
{BODY}

@pytest.mark.skipif(True, reason="later")
def test_skipped_if_true():
{BODY}

@pytest.mark.skip
class TestSkipped:
    def test_of_a_skipped_class(self):
        assert total([1, 2]) == 3

@unittest.skip("later")
class TestUnittest(unittest.TestCase):
    def test_of_unittest(self):
        assert total([1, 2]) == 3

def test_skips_itself():
    pytest.skip("later")
{BODY}

@pytest.fixture
def later():
    pytest.skip("later")


def test_of_a_fixture_that_skips(later):
{BODY}

@pytest.mark.parametrize("price", [])
def test_of_no_case(price):
    assert total([price]) == price


def test_expects_its_own_failure():
    if total([1, 2]) != 3:
        pytest.xfail("not yet")


class TestWithInit:
    def __init__(self):
        self.name = "x"

    def test_with_init(self):
        assert total([1, 2]) == 3

class TestWithNew:
    def __new__(cls):
        return object.__new__(cls)

    def test_with_new(self):
        assert total([1, 2]) == 3

class TestOfNobody:
    __test__ = False

    def test_of_nobody(self):
        assert total([1, 2]) == 3

def test_function_of_nobody():
{BODY}

test_function_of_nobody.__test__ = False


def test_deleted():
{BODY}

del test_deleted


def test_replaced():
{BODY}

test_replaced = None

if len(sys.argv) > 1000:

    def test_of_a_block_that_never_runs():
{BODY.replace("    ", "        ")}

def test_honest():
{BODY}

def test_that_ends_the_process():
    total([1, 2])
    os._exit(1)
"""
FILES = {
    "skip": 'pytest.skip("later", allow_module_level=True)',
    "mark": "pytestmark = pytest.mark.skip",
    "expected": "pytestmark = [pytest.mark.xfail]",
    "autouse": "@pytest.fixture(autouse=True)\ndef later():\n    pytest.skip('later')",
    "nobody": "__test__ = False",
    "exit": "sys.exit(1)",
    "leave": "pytest.exit('now')",
    "raise": "raise RuntimeError('x')",
    "open": "CASES = open('no-such-file.json').read()",
}
RULES = ["not-run", "broken-test"]
BROKEN = {"exit", "leave", "raise", "open"}
HONEST = f"""{IMPORTS}

needs_c = pytest.mark.skipif(bool(basket.WITHOUT_C), reason="no C")
LIMITS = sorted(basket.limits())


@needs_c
def test_by_a_name_of_a_marker():
{BODY}

@pytest.mark.skipif(basket.IS_SLOW, reason="slow")
def test_by_a_condition():
{BODY}

@pytest.mark.skipif("LIMITS == []", reason="no limits")
def test_by_a_condition_as_a_text():
{BODY}

@pytest.mark.skipif(basket.IS_SLOW, reason="slow")
class TestByItsClass:
    def test_by_its_class(self):
        assert total([1, 2]) == 3

@pytest.mark.parametrize("limit", LIMITS)
def test_each_limit(limit):
    assert total([limit]) == limit


@pytest.mark.parametrize("limit", [each for each in basket.LIMITS])
def test_each_limit_of_a_list(limit):
    assert total([limit]) == limit


def test_with_another_module():
    other = pytest.importorskip("shop.other")
    assert other.total([1, 2]) == 3


class TestOfABase(basket.Base):
    def test_of_a_base(self):
        assert total([1, 2]) == 3

@basket.register
class TestDecorated:
    def test_of_a_decorated_class(self):
        assert total([1, 2]) == 3

@basket.register
def test_decorated():
{BODY}

if not basket.IS_SLOW:

    def test_in_a_block():
{BODY.replace("    ", "        ")}

def test_skips_without_a_backend():
    if basket.backend() != "c":
        pytest.skip("no C")
{BODY}

class TestOfUnittest(unittest.TestCase):
    def test_skips_without_a_backend(self):
        if basket.backend() != "c":
            self.skipTest("no C")
        assert total([1, 2]) == 3


@pytest.fixture
def backend():
    if basket.backend() != "c":
        pytest.skip("no C")


def test_of_a_backend(backend):
{BODY}

@pytest.mark.skipif(sys.platform == "plan9", reason="not on Plan 9")
def test_of_a_platform():
{BODY}

def test_a_signal():
    heard = []
    basket.listen(heard.append)
    os.kill(os.getpid(), 15)
    assert heard == [15]
"""
HONEST_FILES = {
    "mark": "pytestmark = pytest.mark.skipif(basket.IS_SLOW, reason='slow')",
    "skip": "if basket.BACKEND != 'c':\n    pytest.skip('no C', allow_module_level=True)",
    "exit": "if basket.BACKEND != 'c':\n    sys.exit(1)",
    "raise": "if basket.BACKEND != 'c':\n    raise RuntimeError('no C')",
    "values": "PRICE = basket.load()['price'] + 1",
    "written": "basket.write('prices.json')\nPRICES = open('prices.json').read()",
}


def with_files(project: Project, files: dict[str, str]) -> Project:
    """The project with a test file for each of these lines, which stand behind the imports."""
    for name, lines in files.items():
        text = f"{IMPORTS}\n{lines}\n\n\ndef test_total():\n{BODY}"
        project = project.with_file(f"tests/test_{name}.py", text)
    return project


def test_tests_that_never_run_are_refused_behind_a_missing_module(project: Project) -> None:
    """Skipped, expected to fail, never collected, or the end of the run: as where the module is there."""
    seen = project.with_file("tests/test_basket.py", UNRUN).gate("verify-fail", verdict="refused", rules=["not-run"])

    rows = dict(seen.last.rows)
    assert rows.pop("test_honest") == "red missing"
    assert rows.pop("test_that_ends_the_process") == "broken-test"
    assert set(rows.values()) == {"not-run"}
    assert len(rows) == UNRUN.count("def test_") - 2


def test_files_whose_tests_never_run_are_refused_behind_a_missing_module(project: Project) -> None:
    """The file skips itself, asks for nothing, or fails after the import whatever the module holds."""
    seen = with_files(project, FILES).gate("verify-fail", verdict="refused", rules=RULES)

    for name in FILES:
        rule = "broken-test" if name in BROKEN else "not-run"
        assert f"  -       {rule:11}  tests/test_{name}.py::test_total" in seen.last.output


@pytest.mark.tdd_pins("honest tests passed before")
def test_what_only_the_missing_module_decides_is_no_fault(project: Project) -> None:
    """A stand-in answers a condition by accident, holds no values, and is no base class of tests."""
    seen = with_files(project, HONEST_FILES).with_file("tests/test_basket.py", HONEST)

    seen = seen.gate("verify-fail", verdict="passed")

    assert set(seen.last.rows.values()) == {"red missing"}
