"""What an audit has found so far, in the words of an audit: next steps that fit commits, not a work tree."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.gates.audit.other_code import is_foreign, not_this_code
from pytest_tddgate.gates.case import Found, leveled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.reports.check_result import CheckResult
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.audit.case import AuditCase

__all__ = ["AuditFound"]

_OPTION = "--tdd-amend"
_RESTORED = frozenset({"existing-test-changed", "harness-changed"})


class AuditFound(Found):
    """Everything that an audit has found so far, at the levels of the base's settings; `table` is that of coverage."""

    def __init__(self, audit: AuditCase) -> None:
        """Nothing is found yet."""
        super().__init__(audit.settings)
        self.table: tuple[tuple[str, ...], ...] = ()
        self._audit = audit

    def add(self, result: CheckResult) -> None:
        """Add what a check found. A finding of foreign code makes the others void."""
        found = leveled(_with_later_steps(result.findings, self._audit), self.settings)
        foreign = [each for each in found if is_foreign(each)]
        self.findings += found if not foreign else ()
        super().add(replace(result, findings=(), missing=(*result.missing, *map(not_this_code, foreign))))


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
