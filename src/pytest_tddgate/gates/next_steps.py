"""The steps of a report, as they work where the gate was started: git and ruff read a path from there."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from pytest_tddgate.domain.values import replace

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["steps_from"]


def steps_from(directory: str, top: str, report: Report) -> Report:
    """The report, with the path of each finding in its next step as it is from this folder, in a form for a shell."""
    verdict = report.verdict
    findings, advice = (
        tuple(_from(directory, top, each) for each in found) for found in (verdict.findings, verdict.advice)
    )
    return replace(report, verdict=replace(verdict, findings=findings, advice=advice))


def _from(directory: str, top: str, finding: Finding) -> Finding:
    path = finding.at.path if finding.at is not None else ""
    words = {path, shlex.quote(path)} - {"", "''"}
    alone = "|".join(re.escape(each) for each in sorted(words, reverse=True))
    if not alone or not re.search(rf"(?<=\s)({alone})(?=[;,\s]|$)", finding.remedy):
        return finding
    here = os.path.relpath(os.path.join(os.path.realpath(top), path), os.path.realpath(directory))
    step = re.sub(rf"(?<=\s)({alone})(?=[;,\s]|$)", lambda _: shlex.quote(here.replace(os.sep, "/")), finding.remedy)
    return replace(finding, next_step=step)
