"""A report that was kept can be told again in every format."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pytest_tddgate.domain.reports.kept_statement import last_word, statement_of
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.reports.run_coverage import FileLines, RunCoverage
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.domain.reports.statement import Statement, stated
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place, verdict_of
from pytest_tddgate.render.json_report import json_text

RED = Finding(rule("not-green"), "a test failed", at=Place("tests/test_a.py", 7), details=("- a", "+ b"))
ADVICE = Finding(rule("pragma-added"), "a pragma", at=Place("src/vat.py"), level=Level.ADVISE)
UNKNOWN = MissingFact("the base cannot be seen", "git fetch", "it is the judge")
MEASURED = RunCoverage(91.25, (FileLines("src/vat.py", "sha256:" + "0" * 64, ((1, 2),), ((4, 4),)),))


def said(*findings: Finding, missing: tuple[MissingFact, ...] = ()) -> Statement:
    """What a green gate says."""
    verdict = verdict_of(*findings, missing=missing)
    rows = (Row("green", "kept", "vat", "2 tests"),)
    return stated(
        Report(Gate.GREEN, verdict, rows=rows, notes=("n",), table=(("a",),), feature="vat", coverage=MEASURED),
        again="pytest --tdd-gate=green",
    )


@pytest.mark.parametrize("statement", [said(RED, ADVICE), said(missing=(UNKNOWN,)), said()])
def test_what_is_told_again_is_what_was_said(statement: Statement) -> None:
    """Byte for byte."""
    raw = json.loads(json_text(statement))

    assert json_text(statement_of(raw)) == json_text(statement)


def test_a_rule_of_a_plug_in_is_told_by_its_own_words() -> None:
    """The process that tells it doesn't know the plug-in."""
    raw = json.loads(json_text(said(RED)))
    raw["findings"][0] |= {"rule": "no-print", "why": "logs", "next": "remove it"}

    (finding,) = statement_of(raw).report.verdict.findings

    assert (finding.rule.id, finding.reason, finding.remedy) == ("no-print", "logs", "remove it")


@pytest.mark.parametrize(
    "damage", [{"gate": "seventh"}, {"verdict": "fine"}, {"findings": [3]}, {"next": None}, {"exit_code": 99}]
)
def test_a_report_that_cannot_be_read_is_an_error_with_a_sentence(damage: dict[str, Any]) -> None:
    """A newer version may have written it, or a hand."""
    raw = json.loads(json_text(said(RED)))

    with pytest.raises(ValueError, match="cannot be read"):
        statement_of(raw | damage)


def kept(gate: str, at: str, verdict: str = "passed", head: str = "h", code: str = "c") -> RunRecord:
    """A record of a run."""
    return RunRecord(at, head, code, code, {"gate": gate, "feature": "", "verdict": verdict})


@pytest.mark.parametrize(
    ("records", "word"),
    [
        ([], "not run"),
        ([kept("green", "1")], "passed"),
        ([kept("green", "1", code="other")], "not run"),
        ([kept("audit", "1", head="other", code="")], "not run"),
        ([kept("audit", "1", code=""), kept("green", "2", "refused")], "refused"),
        ([kept("audit", "2", "undecided", code=""), kept("green", "1")], "undecided"),
        ([kept("lock", "2"), kept("verify-fail", "3")], "not run"),
    ],
)
def test_the_last_word_on_a_state_is_that_of_the_last_green_or_audit(records: list[RunRecord], word: str) -> None:
    """Green judges files, an audit judges a commit; nothing else is a whole answer."""
    found = last_word(records, head="h", code="c")

    assert (found.verdict if found else "not run") == word
