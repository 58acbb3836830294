"""The runs of an audit, in stages: red at each lock, green at the head, controls, order. A static audit has none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.gates.audit.amended_forms import earlier_forms
from pytest_tddgate.gates.audit.controls import head_controls, reverted_control
from pytest_tddgate.gates.audit.green import green_at_head
from pytest_tddgate.gates.audit.order import early_code, reached, uncontracted_findings
from pytest_tddgate.gates.audit.other_code import not_known_at_base
from pytest_tddgate.gates.audit.outside import outside_control
from pytest_tddgate.gates.audit.red import replays_of
from pytest_tddgate.gates.audit.seals import held_out_of
from pytest_tddgate.gates.audit.swaps import merged_writes, swap_findings
from pytest_tddgate.gates.change.base_outcomes import Outcomes, outcomes_of
from pytest_tddgate.gates.implementation.checks import run_checks
from pytest_tddgate.gates.run.whole_suite import void_findings, whole_suite_request

if TYPE_CHECKING:
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.audit.findings_so_far import FindingsSoFar
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.implementation.examined import Implementation
    from pytest_tddgate.gates.implementation.seals import Seals

__all__ = ["run_stages"]


def run_stages(
    audit: AuditCase, evolution: Evolution, implementation: Implementation, seals: Seals, found: FindingsSoFar
) -> bool:
    """Add to `found` what the runs show; returns whether all stages were run, since an early one may decide."""
    at_base = _red(audit, found)
    if not found.is_open():
        return False
    at_base = at_base or _outcomes_at_base(audit, found)
    if at_base is None:
        return False
    audit.tell("green at the head")
    head = audit.bench.snapshot(audit.range.head)
    case = audit.bench.show(head)
    green = green_at_head(audit, evolution, at_base, case)
    found.add(green.findings, audit, green.missing)
    found.rows += green.rows
    found.notes += green.notes
    found.table = green.table
    if green.is_unbuilt:
        return False
    written = audit.bench.written()
    audit.tell("the contracts on their own")
    case = audit.bench.show(head)  # the subject may have overwritten tests
    alone = reached(audit, evolution, green.lost, case)
    found.add((*alone.findings, *uncontracted_findings(evolution, alone.reach, case)), audit)
    swaps = swap_findings(merged_writes(written, audit.bench.written()), audit, case)
    found.add(swaps.findings, audit)
    found.notes += swaps.notes
    if not found.is_open():
        return False
    audit.tell("controls at the head")
    audit.bench.show(head)  # drops what the runs left in the tree
    findings, missing = head_controls(audit, evolution, green.seen, case)
    found.add(findings, audit, missing)
    if found.is_open():
        audit.tell("the implementation itself")
        asking = tuple(
            each
            for each in implementation.tests
            if green.seen.has_passed(each, case.layout) and not at_base.has_passed(each, case.layout)
        )
        held_out = held_out_of(seals, audit, at_base, green.seen, case)
        of_itself = run_checks(replace(implementation, tests=asking, held_out=held_out), case)
        found.add(of_itself.findings, audit, of_itself.missing)
        found.rows += of_itself.rows
        found.notes += of_itself.notes
    audit.tell("the final tests on the base's code")
    controls = (reverted_control(audit, evolution, green.seen), outside_control(audit, green.seen, case))
    for findings, missing in (*controls, earlier_forms(audit)):
        found.add(findings, audit, missing)
    audit.tell("what came first")
    findings, missing = early_code(audit, alone.reach, case)
    found.add(findings, audit, missing)
    if proven := audit.proven_tests:
        found.rows.append(
            Row("red", f"{counted(len(proven), 'test')} without the code", "controls held" if found.is_open() else "")
        )
    return True


def _red(audit: AuditCase, found: FindingsSoFar) -> Outcomes | None:
    """Replay each lock; returns the existing tests' outcomes in the first replay that can stand for the base."""
    at_base = None
    for replay in replays_of(audit):
        found.add(replay.findings, audit, replay.missing)
        found.rows += [replay.row] if replay.row else []
        at_base = at_base or replay.at_base
    return at_base


def _outcomes_at_base(audit: AuditCase, found: FindingsSoFar) -> Outcomes | None:
    """The outcomes of all tests in a run at the fork; None, with a missing fact, if it was cut short."""
    audit.tell("the tests at the base")
    case = audit.bench.show(audit.bench.snapshot(audit.range.fork))
    extra = whole_suite_request(case)
    run = case.runner.visible(Orders(role=Role.VISIBLE, top=case.layout.top, extra=extra))
    if cut := void_findings(run, case):
        found.missing.append(not_known_at_base(cut[0]))
        return None
    return outcomes_of(run)
