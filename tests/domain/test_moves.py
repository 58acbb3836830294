"""What a machine is told to do next: one verb of a closed set, and the command that follows."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.reports.moves import Verb
from pytest_tddgate.domain.reports.report import Report
from pytest_tddgate.domain.reports.statement import stated, unjudged
from pytest_tddgate.domain.rules.every import RULES, rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.verdict import Finding, MissingFact, verdict_of

AGAIN = "pytest --tdd-gate=green -n 2"


def report(*rules: str, gate: Gate = Gate.GREEN, missing: tuple[MissingFact, ...] = ()) -> Report:
    """A report with a finding of each of these rules."""
    findings = [Finding(rule(each), "it happened") for each in rules]
    return Report(gate, verdict_of(*findings, missing=missing), passed="done.")


def test_every_rule_has_a_verb() -> None:
    """It stands at the rule itself."""
    assert all(isinstance(each.verb, Verb) for each in RULES.values())


def test_every_verb_is_one_word_of_the_closed_set() -> None:
    """Whoever reads them can dispatch on each; none asks a machine to amend."""
    assert {each.value for each in Verb} == {
        "write_tests",
        "fix_tests",
        "lock",
        "implement",
        "cover",
        "restore",
        "commit",
        "rework_history",
        "fix_setup",
        "ask_person",
        "run",
        "merge",
    }


@pytest.mark.parametrize(
    ("rules", "gate", "verb"),
    [
        (("already-green", "nothing-new"), Gate.VERIFY_FAIL, "fix_tests"),
        (("nothing-new",), Gate.LOCK, "write_tests"),
        (("not-green",), Gate.GREEN, "implement"),
        (("low-diff-coverage",), Gate.GREEN, "cover"),
        (("contract-touched",), Gate.AUDIT, "restore"),
        (("code-before-test",), Gate.AUDIT, "rework_history"),
        (("unsigned-amendment",), Gate.AUDIT, "ask_person"),
        (("run-cut-short",), Gate.VERIFY_FAIL, "fix_tests"),
        (("run-cut-short",), Gate.GREEN, "implement"),
    ],
)
def test_a_refusal_asks_for_what_mends_its_first_finding(rules: tuple[str, ...], gate: Gate, verb: str) -> None:
    """The same command judges again; what a finding says is the detail."""
    move = stated(report(*rules, gate=gate), again=AGAIN).move

    assert (move.verb.value, move.command, move.detail) == (verb, AGAIN, rule(rules[0]).next_step)


@pytest.mark.parametrize(
    ("gate", "verb", "command", "detail"),
    [
        (Gate.VERIFY_FAIL, "lock", "pytest --tdd-gate=lock", "lock what is red"),
        (Gate.LOCK, "implement", "pytest --tdd-gate=green", "write the implementation, then pytest --tdd-gate=green"),
        (Gate.GREEN, "commit", "pytest --tdd-gate=docs", "commit the implementation"),
        (Gate.DOCS, "run", "pytest --tdd-gate=review", "pytest --tdd-gate=review"),
        (Gate.REVIEW, "run", "pytest --tdd-gate=audit", "pytest --tdd-gate=audit"),
        (Gate.AUDIT, "merge", "", "merge"),
    ],
)
def test_a_gate_that_opens_leads_to_the_next(gate: Gate, verb: str, command: str, detail: str) -> None:
    """An audit is the last."""
    statement = stated(report(gate=gate), again=AGAIN)

    assert (statement.verdict, statement.exit_code) == ("passed", 0)
    assert (statement.move.verb.value, statement.move.command, statement.move.detail) == (verb, command, detail)


def test_a_missing_fact_is_to_be_had_first() -> None:
    """Whatever else is known."""
    statement = stated(report(missing=(MissingFact("it is unknown", "find it out"),)), again=AGAIN)

    assert (statement.verdict, statement.exit_code) == ("undecided", 11)
    assert (statement.move.verb, statement.move.command, statement.move.detail) == (
        Verb.FIX_SETUP,
        AGAIN,
        "find it out",
    )


@pytest.mark.parametrize(
    ("code", "verdict", "verb"),
    [
        (ExitCode.UNDECIDED, "undecided", Verb.FIX_SETUP),
        (ExitCode.USAGE, "none", Verb.FIX_SETUP),
        (ExitCode.INTERRUPTED, "none", Verb.RUN),
        (ExitCode.INTERNAL, "none", Verb.ASK_PERSON),
    ],
)
def test_what_could_not_be_judged_is_stated_too(code: ExitCode, verdict: str, verb: Verb) -> None:
    """What was in the way is the missing fact."""
    statement = unjudged(Gate.LOCK, code, MissingFact("no repository", "git init", "why"), again=AGAIN)

    assert (statement.verdict, statement.exit_code, statement.move.verb) == (verdict, code, verb)
    assert [each.what for each in statement.report.verdict.missing] == ["no repository"]
    assert (statement.report.gate, statement.move.detail) == (Gate.LOCK, "git init")


def test_advice_changes_no_move() -> None:
    """It refuses nothing."""
    advised = Report(Gate.GREEN, verdict_of(Finding(rule("pragma-added"), "it is", level=Level.ADVISE)))

    assert stated(advised, again=AGAIN).move.verb is Verb.COMMIT
