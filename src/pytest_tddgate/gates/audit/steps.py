"""Next steps for an audit: it judges history, so it takes no declarations as the gates of a work tree do."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.audit.case import AuditCase

__all__ = ["with_later_steps"]

_OPTION = "--tdd-amend"
_RESTORED = frozenset({"existing-test-changed", "harness-changed"})


def with_later_steps(findings: Iterable[Finding], audit: AuditCase) -> Iterator[Finding]:
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
