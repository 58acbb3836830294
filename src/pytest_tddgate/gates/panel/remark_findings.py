"""Turns remarks into findings: one per file for a program's remarks, one per remark for a reviewer's."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.lines import ranges_of
from pytest_tddgate.domain.reports.remarks import joined_remarks
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.reports.linter_output import Remark

__all__ = ["findings_of"]

_RULES = {True: "reviewer-refused", False: "reviewer-advised"}
_SHOWN = 5  # remarks about one file


def findings_of(remarks: Iterable[Remark], kind: str) -> list[Finding]:
    """The remarks as findings of the rule `kind`, or of the reviewers' rules if it is empty.

    The same words from several sources are reported once.
    """
    joined = joined_remarks(remarks)
    if not kind:
        return [_alone(each, _RULES[each.refuses]) for each in joined]
    by_file = (list(found) for _, found in groupby(joined, key=lambda each: (each.path, each.who)))
    found = (_alone(one, kind) if not more else _together([one, *more], kind) for one, *more in by_file)
    return list(found)


def _alone(remark: Remark, rule_id: str) -> Finding:
    place = Place(remark.path, remark.line)
    by_hand = f"mend {place}" if rule_id == "lint" else ""
    found = Finding(rule(rule_id), f"{remark.who}: {remark.message}", at=place, next_step=remark.suggestion or by_hand)
    advice = replace(found.rule, level=Level.ADVISE)
    return found if remark.refuses or rule_id in _RULES.values() else replace(found, rule=advice)


def _together(remarks: Sequence[Remark], kind: str) -> Finding:
    first, more = remarks[0], len(remarks) - _SHOWN
    shown = [f"{each.line}: {each.message}" for each in remarks[:_SHOWN]]
    return Finding(
        rule(kind),
        f"{first.who}: {counted(len(remarks), 'remark')} about {first.path}",
        at=Place(first.path, first.line),
        next_step=_step(remarks),
        details=(*shown, *([f"and {more} more"] if more > 0 else [])),
    )


def _step(remarks: Sequence[Remark]) -> str:
    """A command if ruff can fix some of the remarks, and the lines that remain to be mended by hand."""
    command = next((each.suggestion for each in remarks if each.is_fixable), "")
    left = {each.line for each in remarks if not each.is_fixable}
    lines = f"line{'s' * (len(left) > 1)} {ranges_of(left)}"
    if not left:
        return command
    if all(each.hidden_by for each in remarks):
        return remarks[0].suggestion
    return f"{command}, then mend {lines}" if command else f"mend {remarks[0].path}, {lines}"
