"""The steps of a report, as they work where the gate was started: git and ruff read a path from there."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import Outcome

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.reports.status import Status
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["as_told", "naming", "status_from", "steps_from"]

_OF_ONE_FEATURE = re.compile(r"pytest --tdd-gate=(green|docs|review)\b(?! --tdd-(?:feature|base))")
"""Commands that judge one feature: the branch's or the newest, where neither it nor a base is named."""


def as_told(case: Case, report: Report) -> Report:
    """The report, with every step as it works for whoever started the gate."""
    option = ""
    if case.feature is not None and report.feature and report.verdict.outcome is not Outcome.PASSED:
        from pytest_tddgate.gates.contracts.target import option_of  # noqa: PLC0415 - few runs need it

        option = option_of(report.feature, case)
    return steps_from(case.directory or case.layout.top, case.layout.top, naming(report, option))


def naming(report: Report, option: str) -> Report:
    """The report, with `option` (` --tdd-feature=NAME`, or nothing) in every command that judges one feature."""
    if not option:
        return report

    def named(text: str) -> str:
        return _OF_ONE_FEATURE.sub(lambda found: found[0] + option, text)

    def of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(each, next_step=named(each.first_step)) for each in findings)

    verdict, lead = report.verdict, report.leads
    missing = tuple(replace(each, next_step=named(each.next_step)) for each in verdict.missing)
    verdict = replace(verdict, findings=of(verdict.findings), advice=of(verdict.advice), missing=missing)
    rows = tuple(replace(each, remark=named(each.remark)) for each in report.rows)
    leads = replace(lead, command=named(lead.command), detail=named(lead.detail)) if lead is not None else None
    return replace(report, verdict=verdict, rows=rows, leads=leads)


def steps_from(directory: str, top: str, report: Report) -> Report:
    """The report, with the path of each finding in its next step as it is from this folder, in a form for a shell."""
    verdict = report.verdict
    findings, advice = (
        tuple(_from(directory, top, each) for each in found) for found in (verdict.findings, verdict.advice)
    )
    return replace(report, verdict=replace(verdict, findings=findings, advice=advice))


def status_from(directory: str, top: str, status: Status) -> Status:
    """The status, with the steps of its findings as they are from this folder."""

    def told(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(_from(directory, top, each) for each in findings)

    features = tuple(replace(each, findings=told(each.findings)) for each in status.features)
    return replace(status, features=features, problems=told(status.problems))


def _from(directory: str, top: str, finding: Finding) -> Finding:
    path = finding.at.path if finding.at is not None else ""
    words = {path, shlex.quote(path)} - {"", "''"}
    if not words:
        return finding
    alone = re.compile(rf"(?<=\s)({'|'.join(re.escape(each) for each in sorted(words, reverse=True))})(?=[;,\s]|$)")
    here = os.path.relpath(os.path.join(os.path.realpath(top), path), os.path.realpath(directory))

    def told(step: str) -> str:
        return alone.sub(lambda _: shlex.quote(here.replace(os.sep, "/")), step)

    return replace(finding, next_step=told(finding.first_step), commands=tuple(map(told, finding.commands)))
