"""A pytest that could not start, and no existing tests that ran: told as what they are."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.gates.run.validity import run_findings
from pytest_tddgate.gates.verify_fail.scope import kept_words


def test_a_pytest_that_could_not_start_is_no_search_for_an_exit() -> None:
    """A plugin that cannot import the settings says so above."""
    (found,) = run_findings(RunSeen(exit_code=1))

    assert found.rule.id == "run-cut-short"
    assert found.what == "pytest could not start: it ended with exit code 1 before it had collected a test"
    assert found.remedy.startswith("read what it says above")


@pytest.mark.tdd_pins("the other side")
def test_a_run_that_ends_without_an_error_or_within_a_test_was_ended_by_something() -> None:
    """Nothing is said above of that."""
    silent = run_findings(RunSeen(exit_code=0)) + run_findings(RunSeen(exit_code=1, last_started="t.py::test_a"))

    assert [each.remedy.partition(" (")[0] for each in silent] == ["find what ends the process"] * 2


def test_that_no_existing_test_ran_does_not_mean_that_there_is_none() -> None:
    """A path on the command line leaves them out, and so does an import that fails."""
    assert kept_words(0, None, "") == "kept    no existing test ran"
