"""What a program can do about a refusal is carried beside the words, which nobody reads back."""

from __future__ import annotations

from pytest_tddgate.domain.reports.moves import Move, Verb, move_after
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.reports.status import Status
from pytest_tddgate.domain.rerun import AfterCommands, OnlyGateOptions
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Finding, MissingFact, verdict_of

AGAIN = "pytest tests/test_a.py -q --tdd-gate=review --tdd-feature vat"
RESTORE, AMEND = "git checkout c1 -- tests/test_a.py", 'tddgate amend vat --reason "…"'


def after(*findings: Finding, missing: tuple[MissingFact, ...] = ()) -> Move:
    """The move after review, with these findings or missing facts."""
    return move_after(Report(Gate.REVIEW, verdict_of(*findings, missing=missing)), AGAIN)


def test_a_remedy_names_what_somebody_may_decide_otherwise() -> None:
    """The first step is the one that needs nobody's consent."""
    broken = Finding(rule("contract-touched"), "tests/test_a.py changed", next_step=RESTORE, or_else=AMEND)

    assert (broken.first_step, broken.remedy) == (RESTORE, f"{RESTORE}; or: {AMEND}")


def test_a_rule_has_the_first_step_where_a_finding_has_none() -> None:
    """Its own words are general."""
    plain = Finding(rule("contract-touched"), "tests/test_a.py changed", or_else=AMEND)

    assert plain.remedy == f"{rule('contract-touched').next_step}; or: {AMEND}"


def test_a_status_asks_for_the_first_step() -> None:
    """Whether a locked test may change is for a person to say."""
    broken = Finding(rule("contract-touched"), "tests/test_a.py changed", next_step=RESTORE, or_else=AMEND)

    assert Status(problems=(broken,)).next_step == Move(Verb.RESTORE, RESTORE, "tests/test_a.py changed")


def test_commands_that_mend_a_finding_are_run_before_the_gate_is_asked_again() -> None:
    """What they print must not get into a report on stdout."""
    commands = ("ruff format tests/test_a.py", "tddgate amend vat --format-only")

    move = after(
        Finding(rule("format"), "tests/test_a.py", next_step="as ruff wants it", rerun=AfterCommands(commands))
    )

    mended = "ruff format tests/test_a.py >&2 && tddgate amend vat --format-only >&2"
    assert move == Move(Verb.RUN, f"{mended} && {AGAIN}", "as ruff wants it")


def test_options_that_are_in_the_way_are_dropped_where_the_fact_says_so() -> None:
    """Whatever its words are."""
    fact = MissingFact("coverage was switched off", "measure it", rerun=OnlyGateOptions())

    assert after(missing=(fact,)) == Move(Verb.RUN, "pytest --tdd-gate=review --tdd-feature vat", "measure it")


def test_where_there_is_no_option_to_drop_the_setup_has_to_change() -> None:
    """It may be in the environment, and the same command would go round in circles."""
    report = Report(
        Gate.REVIEW,
        verdict_of(missing=(MissingFact("coverage was switched off", "measure it", rerun=OnlyGateOptions()),)),
    )

    assert move_after(report, "pytest --tdd-gate=review") == Move(
        Verb.FIX_SETUP, "pytest --tdd-gate=review", "measure it"
    )


def test_words_alone_are_read_by_people() -> None:
    """A sentence that looks like two commands is one."""
    step = "ruff format tests/test_a.py, then: tddgate amend vat --format-only"

    assert after(Finding(rule("format"), "tests/test_a.py", next_step=step)) == Move(Verb.IMPLEMENT, AGAIN, step)
    fact = MissingFact("a test was left out", "run the gate without paths")
    assert after(missing=(fact,)) == Move(Verb.FIX_SETUP, AGAIN, "run the gate without paths")
