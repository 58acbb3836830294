"""What the gate makes of a run that repeats calls, with a runner that tells what a child would."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from pytest_tddgate.domain.generality.cliffs import CallOutcome, Point
from pytest_tddgate.domain.generality.replay import Agreement, Dependence, Replay
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import Implementation

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

pytestmark = pytest.mark.tdd_pins("written beside the implementation: the contract of cliffs says what it is for")

PATH = "/top/src/shop/pages.py"


def _found(**seen: Any) -> CheckResult:  # noqa: ANN401 - fields of what was seen of the calls
    """What is found in a run that ended by itself, looked at every call, and saw this."""
    return _found_in(RunSeen(announced=0, calls=CallsSeen(is_whole=True, **seen)))


def _found_in(run: RunSeen) -> CheckResult:
    """What is found in this run."""
    case = SimpleNamespace(layout=SimpleNamespace(top="/top"), runner=SimpleNamespace(run=lambda *_, **__: run))
    implementation = Implementation((TestId("tests/t.py", "test_it"),), {"src/shop/pages.py": frozenset({1})}, "base")
    return cliff_findings(implementation, cast("Case", case))


@pytest.mark.parametrize(
    "run",
    [
        RunSeen(announced=0),
        RunSeen(announced=0, calls=CallsSeen(is_whole=True), exit_code=-9),
        RunSeen(calls=CallsSeen(is_whole=True)),
    ],
)
def test_a_run_that_did_not_end_leaves_the_gate_undecided(run: RunSeen) -> None:
    """Silence is no pass."""
    found = _found_in(run)

    assert found.findings == ()
    assert len(found.missing) == 1


def test_a_run_without_calls_says_nothing() -> None:
    """Nothing that could be copied, or nothing that changed, was called."""
    assert _found() == CheckResult()


def test_a_cliff_is_told_with_its_points() -> None:
    """Three of them, and how many more; at the function's line."""
    error = CallOutcome("raised", "ValueError", "")
    points = tuple(Point(f"'{each}'", CallOutcome("returned", "list", str(each)), (error,) * 5) for each in range(4))

    (finding,) = _found(replays=(Replay(PATH, 3, "pages", points),)).findings

    assert str(finding.at) == "src/shop/pages.py:3"
    assert finding.what == (
        "pages answers ('0'), ('1'), ('2') and 1 more as tested, and has no answer of its own for any of 20 calls with "
        "neighbouring arguments"
    )


@pytest.mark.parametrize("heed", [Dependence.ORDER, Dependence.CALLER])
def test_a_function_that_heeds_something_else_is_a_cliff(heed: Dependence) -> None:
    """Whatever its points show."""
    (finding,) = _found(replays=(Replay(PATH, 3, "pages", depends_on=heed, seen=4),)).findings

    assert finding.rule.id == "cliff"
    assert " 4 " in finding.what


def test_a_value_that_agrees_with_everything_is_told_with_its_class() -> None:
    """And with the function that handed it out."""
    agreement = Agreement(PATH, 9, "pages", "Pages", "differs from nothing")

    (finding,) = _found(agreements=(agreement,)).findings

    assert finding.what == "pages hands out a value of the class Pages, which differs from nothing"


def test_a_function_that_reaches_outside_is_named() -> None:
    """Its calls were not repeated, and the report says so."""
    found = _found(replays=(Replay(PATH, 3, "save", is_outward=True),))

    assert found.notes == ("save reaches outside the process: its calls were not repeated",)
