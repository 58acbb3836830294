"""Collects what an audit has found so far, and gives the verdict on it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import Finding, MissingFact, Verdict, verdict_of
from pytest_tddgate.gates.audit.other_code import is_foreign, not_this_code
from pytest_tddgate.gates.case import leveled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.reports.report import Row
    from pytest_tddgate.gates.audit.case import AuditCase

__all__ = ["FindingsSoFar"]

_OPTION = "--tdd-amend"
_RESTORED = frozenset({"existing-test-changed", "harness-changed"})


@dataclass(slots=True)
class FindingsSoFar:
    """Everything that the audit has found so far."""

    findings: list[Finding] = field(default_factory=list)
    missing: list[MissingFact] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    table: tuple[tuple[str, ...], ...] = ()

    def add(self, findings: Iterable[Finding], audit: AuditCase, missing: Iterable[MissingFact] = ()) -> None:
        """Add findings, with the base's levels, and missing facts. A finding of foreign code makes the others void."""
        found = leveled(_with_later_steps(findings, audit), audit.settings)
        foreign = [each for each in found if is_foreign(each)]
        self.findings += found if not foreign else ()
        self.missing += [*missing, *map(not_this_code, foreign)]

    @property
    def verdict(self) -> Verdict:
        """The verdict on everything found so far."""
        return verdict_of(*self.findings, missing=tuple(self.missing))

    def is_open(self) -> bool:
        """Whether nothing found so far keeps the audit from passing."""
        return self.verdict.is_passed


def _with_later_steps(findings: Iterable[Finding], audit: AuditCase) -> Iterator[Finding]:
    """The findings; steps with `--tdd-amend` become ones that restore or declare a change after its lock."""
    feature = next(iter(audit.range.new), "FEATURE")
    for each in findings:
        if _OPTION not in each.remedy:
            yield each
        elif each.rule.id in _RESTORED:
            restore = f"git checkout {audit.range.fork[:10]} -- {shlex.quote(each.at.path) if each.at else '.'}"
            yield replace(each, next_step=restore, or_else=f'tddgate amend {feature} --reason "…"')
        else:
            yield replace(each, next_step=each.remedy.replace(_OPTION, "the amendment"))
