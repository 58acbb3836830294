"""A pytest that ended with an internal error: no threshold failed, and nobody knows what did not run."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.gates.change.evolution import Evolution
from pytest_tddgate.gates.run import validity
from pytest_tddgate.gates.verify_fail.gate import Prepared, facts_of
from pytest_tddgate.session.pipe.stream import Stream
from tests.fakes import FakeRepository, case_of, run_of

WHAT = "pytest ended with an internal error: KeyError: 'report'; the last test seen was t.py::test_a"


def _crashed() -> RunSeen:
    return RunSeen(exit_code=3, announced=3, crashed="KeyError: 'report'", last_started="t.py::test_a")


def test_the_child_tells_the_error() -> None:
    """It comes down the pipe like any other observation."""
    stream = Stream()

    stream.feed(b'["start", "t.py::test_a"]\n["crashed", "KeyError: \'report\'"]\n["end", 3]\n')

    assert stream.run(3).crashed == "KeyError: 'report'"


def test_an_internal_error_is_a_missing_fact() -> None:
    """A repaired plugin may show that all is well."""
    (found,) = validity.crash_facts(_crashed())

    assert found.what == WHAT
    assert found.next_step == "mend the plugin, conftest or hook that raises it"


def test_a_hidden_run_with_an_internal_error_is_void() -> None:
    """A base, a control or an example that did not end says nothing."""
    (found,) = validity.run_findings(_crashed())

    assert (found.rule.id, found.what) == ("run-cut-short", WHAT)


def test_red_tests_cannot_be_judged_after_an_internal_error() -> None:
    """An audit says so for the lock commit, and calls nothing unproven."""
    case = case_of(FakeRepository([{"tests/test_tax.py": "def test_a(): ...\n"}]))
    prepared = Prepared(Evolution("c0"), Orders(Role.VISIBLE, "/shop"))

    found = facts_of(case, prepared, _crashed())

    assert (found.findings, [each.what for each in found.missing]) == ((), [WHAT])


@pytest.mark.tdd_pins("what was told stays where pytest did not crash")
@pytest.mark.parametrize("run", [run_of(), RunSeen(exit_code=1, announced=1)])
def test_any_other_end_is_no_internal_error(run: RunSeen) -> None:
    """A threshold that fails the run ends with another exit code."""
    assert validity.run_findings(run) == ()
