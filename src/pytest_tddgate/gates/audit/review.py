"""What an audit judges beside tests if the base asks for it: docs, and the parts of review that can be repeated."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.linter_settings import steers_linters
from pytest_tddgate.adapters.programs import answers_of
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.checklist import item_findings, item_row
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.docs import gate as docs
from pytest_tddgate.gates.review.bypassed import bypass_findings
from pytest_tddgate.gates.review.checklist import panel_items, unasked_items, workspace_item
from pytest_tddgate.gates.review.panel_answers import panel_of, said_by

if TYPE_CHECKING:
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["docs_at_head", "review_at_head"]
_OF_LINTERS = frozenset({"lint", "format", "types"})
"""Unasked items of a review that are reported here; those about gates are not, since the audit runs its own gates."""


def docs_at_head(audit: AuditCase, case: Case) -> CheckResult:
    """Gaps in the docs of the change at the head (`case`); the base says where the changelog and pages are."""
    customs = audit.bench.read_only(audit.bench.snapshot(audit.range.policy))
    try:
        prepared = docs.since(audit.range.fork, tuple(audit.range.new), case, customs)
        findings = docs.findings_of(prepared, case)
    except CannotDecide as problem:
        return CheckResult(missing=(_missing(problem),))
    row = Row("docs", counted(len(prepared.changes), "change"), "of the public API", f"{len(findings)} gaps")
    return CheckResult(findings, rows=(row,))


def review_at_head(audit: AuditCase, implementation: Implementation, evolution: Evolution) -> CheckResult:
    """What linters, the type checker and reviewers say about the head, and what is left over there.

    The head is laid out with the base's linter settings. Run records are not needed: green was seen in this audit.
    """
    head, policy = audit.bench.snapshot(audit.range.head), audit.bench.snapshot(audit.range.policy)
    try:
        case = audit.bench.show(head.with_files_of(policy, steers_linters))
    except CannotDecide as problem:
        return CheckResult(missing=(_missing(problem),))
    panel = panel_of(implementation, evolution, case)
    said = said_by(panel, partial(answers_of, [each.program for each in panel.members]), case.tell)
    unasked = unasked_items(audit.settings.review, {each.kind for each in panel.members})
    items = (
        *panel_items(panel.members, said.remarks, frozenset(said.silent)),
        *(each for each in unasked if each.name in _OF_LINTERS),
        workspace_item(case),
    )
    told = said.items_told(panel)
    left, unknown = item_findings(each for each in items if each.name not in told)
    return CheckResult(
        (*said.findings, *bypass_findings(evolution, case), *left),
        (*panel.absent, *said.silent.values(), *unknown),
        tuple(item_row(each) for each in items),
    )


def _missing(problem: CannotDecide) -> MissingFact:
    return MissingFact(problem.what, problem.next_step, problem.why)
