"""A report as SARIF 2.1.0, with the additions that GitHub's code scanning needs.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_tddgate import __version__
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Outcome
from pytest_tddgate.render.places import NOWHERE, fingerprints, one_line

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.rules.rule import Rule
    from pytest_tddgate.domain.verdict import Finding, Place

__all__ = ["sarif_text"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.REFUSE: "error", Level.ADVISE: "warning", Level.OFF: "none"}
_MOST = 5000  # results that code scanning accepts per run
_DECIDED = {Outcome.PASSED.value, Outcome.REFUSED.value}


def sarif_text(statement: Statement) -> str:
    """One log with one run; missing facts are tool notifications, because they belong to no place in the code."""
    verdict = statement.report.verdict
    findings = [*verdict.findings, *verdict.advice][:_MOST]
    rules = list({each.rule.id: each.rule for each in findings}.values())
    places = {rule.id: index for index, rule in enumerate(rules)}
    prints = fingerprints((each.rule.id, each.at, each.what) for each in findings)
    run = {
        "tool": {
            "driver": {"name": "pytest-tddgate", "version": __version__, "rules": [_raw_rule(each) for each in rules]}
        },
        "automationDetails": {"id": f"tddgate/{statement.report.gate.value}/"},
        "invocations": [_invocation(statement)],
        "results": [
            _result(finding, places[finding.rule.id], fingerprint)
            for finding, fingerprint in zip(findings, prints, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _raw_rule(rule: Rule) -> dict[str, Any]:
    help_text = f"Why: {rule.why}.\nWhat to do: {rule.next_step}.\nMore: tddgate explain {rule.id}"
    help_markdown = f"**Why:** {rule.why}.\n\n**What to do:** {rule.next_step}.\n\n`tddgate explain {rule.id}`"
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.detects},
        "fullDescription": {"text": f"{rule.detects}: {rule.why}"},
        "help": {"text": help_text, "markdown": help_markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _invocation(statement: Statement) -> dict[str, Any]:
    return {
        "executionSuccessful": statement.verdict in _DECIDED,
        "exitCode": int(statement.exit_code),
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": f"{each.what}. Next: {each.next_step or statement.move.detail}"}}
            for each in statement.report.verdict.missing
        ],
    }


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": f"{one_line(finding.what)}. Next: {finding.remedy}"},
        "locations": [{"physicalLocation": _location(finding.at or NOWHERE)}],
        "partialFingerprints": {"tddgate/v1": fingerprint},
    }


def _location(at: Place) -> dict[str, Any]:
    uri = quote(at.path, errors="surrogateescape")
    location: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}
    return location | {"region": {"startLine": at.line}} if at.line else location
