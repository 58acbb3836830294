"""A report as JSON, in the schema `tddgate/report/1`: docs/schemas/report-1.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.reports.run_coverage import coverage_to_json

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["SCHEMA", "json_text"]

SCHEMA = "tddgate/report/1"


def json_text(statement: Statement) -> str:
    """One object, in which every key is always present."""
    report, move = statement.report, statement.move
    raw = {
        "schema": SCHEMA,
        "gate": report.gate.value,
        "feature": report.feature,
        "base": report.base,
        "verdict": statement.verdict,
        "exit_code": int(statement.exit_code),
        "next": {"verb": move.verb.value, "command": move.command, "detail": move.detail},
        "findings": [_raw_finding(each) for each in report.verdict.findings],
        "missing": [{"what": each.what, "why": each.why, "next": each.next_step} for each in report.verdict.missing],
        "advice": [_raw_finding(each) for each in report.verdict.advice],
        "rows": [
            {"state": each.state, "kind": each.kind, "about": each.about, "remark": each.remark} for each in report.rows
        ],
        "notes": list(report.notes),
        "table": [list(each) for each in report.table],
        "coverage": coverage_to_json(report.coverage),
    }
    return json.dumps(raw, indent=2, ensure_ascii=False) + "\n"


def _raw_finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "level": finding.level.value,
        "what": finding.what,
        "why": finding.reason,
        "next": finding.remedy,
        "path": finding.at.path if finding.at else None,
        "line": (finding.at.line or None) if finding.at else None,
        "details": list(finding.details),
    }
