"""Where a broken test of a project stands that lies below the top of its repository: as seen from the top."""

from __future__ import annotations

from dataclasses import replace

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.run.observation import TestId, TestSeen
from pytest_tddgate.domain.verdict import Place
from pytest_tddgate.gates.change.evolution import Evolution
from pytest_tddgate.gates.green.existing_outcomes import other_tests
from pytest_tddgate.gates.verify_fail.existing_outcomes import existing_tests
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

LAYOUT = Layout("/shop", "app", ("app/src",), ("app/src/shop",), frozenset({"shop"}), tests=("app/tests",))
FILES = {"app/tests/test_cart.py": "def test_total(): ...\n"}
PLACE = Place("app/tests/test_cart.py")


def total(outcome: str) -> TestSeen:
    """The test: pytest names its file from its rootdir, the gates from the top."""
    found = seen("tests/test_cart.py::test_total", outcome)
    assert found.item is not None
    return replace(found, item=replace(found.item, test=TestId("app/tests/test_cart.py", "test_total")))


BROKEN = run_of(total("failed"))


def runner() -> FakeRunner:
    """It passed at the base, and fails again here."""
    return FakeRunner(base=run_of(total("passed")), again=BROKEN)


def test_a_test_that_broke_before_the_lock_stands_where_git_has_it() -> None:
    """An annotation leads to the file, and a waiver's path is meant from the top."""
    case = case_of(FakeRepository([FILES], FILES), runner(), layout=LAYOUT)

    (finding,) = existing_tests(BROKEN, Evolution("c0"), case).findings

    assert (finding.rule.id, finding.at) == ("existing-test-broken", PLACE)


def test_a_test_that_broke_at_green_stands_where_git_has_it() -> None:
    """The same file, the same place."""
    case = case_of(FakeRepository([FILES], FILES), runner(), layout=LAYOUT)

    (finding,) = other_tests(BROKEN, set(), Evolution("c0"), case, is_lost=False).findings

    assert (finding.rule.id, finding.at) == ("not-green", PLACE)
