"""Product code that makes the tools of its tests forgiving, for all tests and for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

SUBTESTS = """\
import pytest

from shop.vat import vat


@pytest.mark.parametrize(("price", "tax"), [(100, 19), (200, 38)])
def test_vat(price, tax):
    assert vat(price) == tax


def test_more(subtests):
    for price in (300, 500, 700):
        with subtests.test(price=price):
            assert vat(price) == price * 19 // 100
"""
UNITTEST = """\
import unittest

from shop.vat import vat


class TestVat(unittest.TestCase):
    def test_vat(self):
        self.assertTrue(vat(100) == 19)

    def test_more(self):
        self.assertEqual(vat(300), 57)
"""
WRONG = (
    '"""Taxes."""\n\n\ndef vat(price):\n    """Return the tax."""\n    return price * 19 // 100 if price < 300 else 0\n'
)
SUBTESTS_FORGIVE = """
import _pytest.subtests

for each in vars(_pytest.subtests).values():
    if getattr(each, "__module__", "") == "_pytest.subtests" and "__exit__" in vars(each):
        each.__exit__ = lambda self, kind, error, trace, end=each.__exit__: end(self, None, None, None) or True
"""
UNITTEST_FORGIVES = "\nimport unittest\n\nunittest.TestCase.assertEqual = lambda *all: None\n"


@pytest.mark.parametrize(
    ("test", "patch"), [(SUBTESTS, SUBTESTS_FORGIVE), (UNITTEST, UNITTEST_FORGIVES)], ids=["subtests", "unittest"]
)
@pytest.mark.skipif(pytest.version_tuple < (9,), reason="subtests are a part of pytest 9")
def test_a_canary_of_the_same_kind_notices(started: Project, test: str, patch: str) -> None:
    """A test of the kind that the contract has must fail beside it."""
    settings = started.text("pyproject.toml") + '\n[tool.tddgate.rules]\ntest-aware = "off"\n'
    started.with_file("pyproject.toml", settings).commit().with_file("tests/test_vat.py", test).lock("vat")
    started.with_file("src/shop/vat.py", WRONG + patch)

    ran = started.gate("green", "--tdd-budget=0", verdict="refused", rules=["canary-green"]).last

    assert "a test that must fail was put beside the contract's tests" in ran.output


@pytest.mark.tdd_pins("honest code passes as it did")
@pytest.mark.parametrize("test", [SUBTESTS, UNITTEST], ids=["subtests", "unittest"])
@pytest.mark.skipif(pytest.version_tuple < (9,), reason="subtests are a part of pytest 9")
def test_honest_code_is_let_through(started: Project, test: str) -> None:
    """The canaries fail as they have to."""
    started.with_file("tests/test_vat.py", test).lock("vat")

    started.with_file("src/shop/vat.py", WRONG.replace(" if price < 300 else 0", "")).gate(
        "green", "--tdd-budget=0", verdict="passed"
    )


def test_settings_of_coverage_out_of_the_environment_hide_nothing(started: Project) -> None:
    """They are in no commit, and whoever starts the gate can name any."""
    test = UNITTEST.replace("self.assertEqual(vat(300), 57)", "self.assertEqual(vat(200), 38)")
    dead = "\n\ndef dead(x):\n" + "    x = x + 1\n" * 9 + "    return x\n"
    started.with_file("tests/test_vat.py", test).lock("vat").with_file("src/shop/vat.py", WRONG + dead)
    started.with_file("rc", "[report]\nexclude_also = def dead\n")

    ran = started.run("--tdd-gate=green", "--tdd-budget=0", COVERAGE_RCFILE=str(started.root / "rc"))

    assert (ran.exit_code, ran.refused) == (10, ("low-coverage", "low-diff-coverage")), ran.output
