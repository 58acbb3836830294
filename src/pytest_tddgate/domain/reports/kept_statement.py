"""Restores the statement in a stored report, so that it can be rendered again in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.reports.run_coverage import coverage_of_json
from pytest_tddgate.domain.reports.run_record import last_of
from pytest_tddgate.domain.reports.statement import NO_VERDICT, Statement
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.rules.rule import Gate, Level, Rule
from pytest_tddgate.domain.verdict import Finding, MissingFact, Outcome, Place, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.reports.run_record import RunRecord

__all__ = ["last_word", "statement_of"]


def statement_of(raw: Mapping[str, Any]) -> Statement:
    """The statement in a report of the schema `tddgate/report/1`; raises ValueError if it cannot be read."""
    try:
        return _statement(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ValueError(f"the record cannot be read: {problem!r}") from None


def last_word(records: Iterable[RunRecord], head: str, code: str, folder: str = "") -> RunRecord | None:
    """The last verdict on this state: an audit's on this commit, or green's on this code; None if there is none.

    `folder` is the project's folder below the repository's top.
    """
    return last_of(each for each in records if _is_about(each, head, code, folder))


def _is_about(record: RunRecord, head: str, code: str, folder: str) -> bool:
    if record.gate == Gate.GREEN.value:
        return bool(code) and record.code == code
    return record.gate == Gate.AUDIT.value and (record.head, record.folder) == (head, folder)


def _statement(raw: Mapping[str, Any]) -> Statement:
    verdict = str(raw["verdict"])
    report = Report(
        gate=Gate(raw["gate"]),
        verdict=Verdict(
            Outcome.UNDECIDED if verdict == NO_VERDICT else Outcome(verdict),
            tuple(_finding(each) for each in raw["findings"]),
            tuple(_finding(each) for each in raw["advice"]),
            tuple(MissingFact(str(each["what"]), str(each["next"]), str(each["why"])) for each in raw["missing"]),
        ),
        rows=tuple(_row(each) for each in raw["rows"]),
        notes=tuple(map(str, raw["notes"])),
        table=tuple(tuple(map(str, each)) for each in raw["table"]),
        feature=str(raw["feature"]),
        base=str(raw["base"]),
        coverage=coverage_of_json(raw.get("coverage")),
    )
    step = raw["next"]
    move = Move(Verb(step["verb"]), str(step["command"]), str(step["detail"]))
    return Statement(report, verdict, ExitCode(raw["exit_code"]), move)


def _row(raw: Mapping[str, Any]) -> Row:
    return Row(str(raw["state"]), str(raw["kind"]), str(raw["about"]), str(raw["remark"]))


def _finding(raw: Mapping[str, Any]) -> Finding:
    """A finding with its own texts, which settings or a waiver may have changed."""
    why, next_step = str(raw["why"]), str(raw["next"])
    known = RULES.get(raw["rule"]) or Rule(str(raw["rule"]), (), "a rule of a plug-in", why, next_step, Verb.IMPLEMENT)
    return Finding(
        known,
        str(raw["what"]),
        at=Place(str(raw["path"]), int(raw["line"] or 0)) if raw["path"] is not None else None,
        why=why,
        next_step=next_step,
        level=Level(raw["level"]),
        details=tuple(map(str, raw.get("details", ()))),
    )
