"""What an audit has found so far, in the words of an audit.

Next steps fit commits, not a work tree. Findings of foreign code become missing facts: the environment, not the change,
may be to blame.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.case import Found, leveled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.reports.check_result import CheckResult
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.audit.case import AuditCase

__all__ = ["AuditFound", "not_known_at_base"]

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
        foreign = [each for each in found if _is_foreign(each)]
        self.findings += found if not foreign else ()
        super().add(replace(result, findings=(), missing=(*result.missing, *map(_not_this_code, foreign))))


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


def _is_foreign(finding: Finding) -> bool:
    """Whether the finding says that code came from elsewhere."""
    return finding.rule.id == "foreign-subject"


def _not_this_code(finding: Finding) -> MissingFact:
    """The missing fact in place of a finding of foreign code."""
    return MissingFact(
        finding.what,
        "uninstall the project from this environment, or build it in the tree: [tool.tddgate.audit] setup",
        "the tests did not run the commit's code",
    )


def not_known_at_base(cut: Finding) -> MissingFact:
    """The missing fact after a run at the base that the finding `cut` makes void."""
    if _is_foreign(cut):
        return _not_this_code(cut)
    why = "nobody can tell which tests passed there"
    return MissingFact(f"at the base, {cut.what}", "find out what ends that run", why)
