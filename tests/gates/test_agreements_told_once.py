"""A class that agrees with everything is told where it is handed out, and not once more for its own comparison."""

from __future__ import annotations

from pytest_tddgate.domain.generality.replay import Agreement
from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import Implementation
from tests.fakes import FakeRepository, FakeRunner, case_of

PLACE, TEST = "src/shop/pages.py", "tests/test_pages.py"


def lines(*functions: str) -> list[str]:
    """The places of the findings where each of these functions showed a value of the class Pages."""
    implementation = Implementation((TestId(TEST, "test_it"),), {PLACE: frozenset(range(1, 9))}, "c0", locked=(TEST,))
    agreements = tuple(
        Agreement(f"/shop/{PLACE}", line, function, "Pages", "is equal to everything")
        for line, function in enumerate(functions, 1)
    )
    run = RunSeen(announced=0, calls=CallsSeen(is_whole=True, agreements=agreements))
    case = case_of(FakeRepository([{}], {PLACE: "", TEST: ""}), FakeRunner(calls=run))
    return [str(each.at) for each in cliff_findings(implementation, case).findings]


def test_the_functions_are_told_and_not_the_comparison() -> None:
    """The function is what has to change."""
    assert lines("Pages.__eq__", "pages") == [f"{PLACE}:2"]
    assert lines("pages", "Pages.__eq__", "numbers") == [f"{PLACE}:1", f"{PLACE}:3"]
    assert lines("Pages.__eq__") == [f"{PLACE}:1"]
