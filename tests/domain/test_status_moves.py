"""What a status asks for next: the verbs of the reports, so that one dispatch serves both."""

from __future__ import annotations

from pytest_tddgate.domain.contracts.contract import Contract
from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.status import FeatureStatus, Status
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding


def feature(*passed: str, findings: tuple[Finding, ...] = ()) -> FeatureStatus:
    """A locked feature whose later gates have passed as named."""
    return FeatureStatus(Contract("discount"), "c0ffee", findings, frozenset(passed))


def test_nothing_locked_asks_for_tests() -> None:
    """The same move as that of a gate that found nothing new."""
    step = Status().next_step

    assert (step.verb, step.command) == (Verb.WRITE_TESTS, "pytest --tdd-gate=verify-fail")


def test_tests_that_are_not_locked_ask_for_a_run() -> None:
    """They are there: nothing is to be written before it."""
    step = Status((feature(),), unlocked=("tests/test_a.py::test_a",)).next_step

    assert step == Move(Verb.RUN, "pytest --tdd-gate=verify-fail", "1 new test is not locked")


def test_a_contract_that_never_was_green_asks_for_code() -> None:
    """As the lock itself said."""
    step = Status((feature(),)).next_step

    assert (step.verb, step.command) == (Verb.IMPLEMENT, "pytest --tdd-gate=green")


def test_later_gates_ask_for_a_run() -> None:
    """What they want done, they say themselves; the audit comes after all."""
    docs = Status((feature("green"),)).next_step
    audit = Status((feature("green", "docs", "review"),)).next_step

    assert (docs.verb, docs.command) == (Verb.RUN, "pytest --tdd-gate=docs")
    assert (audit.verb, audit.command) == (Verb.RUN, "pytest --tdd-gate=audit")


def test_what_is_broken_comes_first() -> None:
    """With the finding's own remedy, and what was found as the detail."""
    broken = Finding(rule("contract-touched"), "tests/test_a.py is not what was locked", next_step="git restore it")

    step = Status((feature(findings=(broken,)),), unlocked=("tests/test_b.py::test_b",)).next_step

    assert step == Move(Verb.RESTORE, "git restore it", "tests/test_a.py is not what was locked")
