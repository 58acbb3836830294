"""Makes next steps work in the folder where the gate was started, from which git and ruff resolve paths."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rerun import AfterCommands

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.reports.moves import Move
    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.reports.status import Status
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["status_from", "with_local_steps", "with_option", "with_steps_from"]

_OF_ONE_FEATURE = re.compile(r"pytest --tdd-gate=(green|docs|review)\b(?! --tdd-(?:feature|base))")
"""Commands that judge one feature and name neither it nor a base, so that the branch's or the newest one is judged."""


def with_local_steps(case: Case, report: Report) -> Report:
    """The report, with every next step rewritten to work where the gate was started."""
    option = ""
    if case.feature is not None and report.feature and not report.verdict.is_passed:
        from pytest_tddgate.gates.contracts.target import option_of  # noqa: PLC0415 - few runs need it

        option = option_of(report.feature, case)
    return with_steps_from(case.directory or case.layout.top, case.layout.top, with_option(report, option))


def with_option(report: Report, option: str) -> Report:
    """The report, with `option` (` --tdd-feature=NAME`, or empty) added to every command that judges one feature."""
    if not option:
        return report

    def named(text: str) -> str:
        return _OF_ONE_FEATURE.sub(lambda found: found[0] + option, text)

    def moved(move: Move) -> Move:
        return replace(move, command=named(move.command), detail=named(move.detail))

    report = _with_findings(report, lambda each: replace(each, next_step=named(each.first_step)))
    missing = tuple(replace(each, next_step=named(each.next_step)) for each in report.verdict.missing)
    return replace(
        report,
        verdict=replace(report.verdict, missing=missing),
        rows=tuple(replace(each, remark=named(each.remark)) for each in report.rows),
        move=moved(report.move) if report.move is not None else None,
    )


def with_steps_from(directory: str, top: str, report: Report) -> Report:
    """The report, with each finding's path in its next step relative to `directory` and quoted for a shell."""
    return _with_findings(report, lambda each: _from(directory, top, each))


def status_from(directory: str, top: str, status: Status) -> Status:
    """The status, with the paths in its findings' next steps relative to `directory`."""

    def told(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(_from(directory, top, each) for each in findings)

    features = tuple(replace(each, findings=told(each.findings)) for each in status.features)
    return replace(status, features=features, problems=told(status.problems))


def _with_findings(report: Report, told: Callable[[Finding], Finding]) -> Report:
    verdict = report.verdict
    findings, advice = tuple(map(told, verdict.findings)), tuple(map(told, verdict.advice))
    return replace(report, verdict=replace(verdict, findings=findings, advice=advice))


def _from(directory: str, top: str, finding: Finding) -> Finding:
    path = finding.at.path if finding.at is not None else ""
    words = {path, shlex.quote(path)} - {"", "''"}
    if not words:
        return finding
    alone = re.compile(rf"(?<=\s)({'|'.join(re.escape(each) for each in sorted(words, reverse=True))})(?=[;,\s]|$)")
    here = os.path.relpath(os.path.join(os.path.realpath(top), path), os.path.realpath(directory))

    def told(step: str) -> str:
        return alone.sub(lambda _: shlex.quote(here.replace(os.sep, "/")), step)

    rerun = finding.rerun
    if isinstance(rerun, AfterCommands):
        rerun = AfterCommands(tuple(map(told, rerun.commands)))
    return replace(finding, next_step=told(finding.first_step), rerun=rerun)
