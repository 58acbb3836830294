"""What a check found: every check of a gate returns this, and the gate adds the results up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.reports.report import Row
    from pytest_tddgate.domain.verdict import Finding, MissingFact

__all__ = ["CheckResult", "joined"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found: findings, facts that it could not get, and rows and notes for the report."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()


def joined(parts: Iterable[CheckResult]) -> CheckResult:
    """What several checks found, in order, as one result."""
    found = tuple(parts)
    return CheckResult(
        tuple(each for part in found for each in part.findings),
        tuple(each for part in found for each in part.missing),
        tuple(each for part in found for each in part.rows),
        tuple(each for part in found for each in part.notes),
    )
