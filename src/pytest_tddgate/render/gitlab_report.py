"""A report as GitLab's code quality JSON: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pytest_tddgate.render.places import NOWHERE, fingerprints, one_line

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.verdict import Finding, Place

__all__ = ["gitlab_text"]


def gitlab_text(statement: Statement) -> str:
    """A list of findings, missing facts and advice; those without a place are shown at the project's settings file."""
    verdict = statement.report.verdict
    parts = [
        *(_of_finding(each, "critical") for each in verdict.findings),
        *(("undecided", "major", each.what, each.next_step, None) for each in verdict.missing),
        *(_of_finding(each, "minor") for each in verdict.advice),
    ]
    prints = fingerprints((rule_id, at, what) for rule_id, _, what, _, at in parts)
    issues = [
        {
            "check_name": f"tddgate/{rule_id}",
            "description": f"{one_line(what)}. Next: {next_step}",
            "fingerprint": fingerprint,
            "severity": severity,
            "location": {"path": (at or NOWHERE).path, "lines": {"begin": (at or NOWHERE).line or 1}},
        }
        for (rule_id, severity, what, next_step, at), fingerprint in zip(parts, prints, strict=True)
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _of_finding(finding: Finding, severity: str) -> tuple[str, str, str, str, Place | None]:
    return finding.rule.id, severity, finding.what, finding.remedy, finding.at
