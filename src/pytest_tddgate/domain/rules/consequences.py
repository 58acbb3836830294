"""Drops findings that follow from others, so that one cause is not reported five times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.rule import Level

if TYPE_CHECKING:
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["OF_COVERAGE", "causes_of"]

_EDITED = frozenset({"contract-touched", "existing-test-changed"})
_FOREIGN = "foreign-subject"
_OF_TESTS = frozenset({"not-green", "test-missing"})
OF_COVERAGE = frozenset({"low-coverage", "low-diff-coverage"})
"""Rules whose findings may be caused by tests that did not run or that ran other code."""


def causes_of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings without those that follow from a refused edit of a test, or from a refused foreign subject."""
    causes = [each for each in findings if each.level is Level.REFUSE]
    edited = {each.at.path for each in causes if each.rule.id in _EDITED and each.at}
    is_foreign = any(each.rule.id == _FOREIGN for each in causes)

    def follows(finding: Finding) -> bool:
        if finding.rule.id in OF_COVERAGE:
            return is_foreign or bool(edited)
        return finding.rule.id in _OF_TESTS and (is_foreign or (finding.at is not None and finding.at.path in edited))

    return tuple(each for each in findings if not follows(each))
