"""The audit: what the author's gates said, derived again from git history by runs of its own.

It works in stages, cheapest first, and shows all findings of a stage at once: records, red at each lock, green at the
head, controls, order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.remarks import counted
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Outcome, Verdict, verdict_of
from pytest_tddgate.gates.audit.amendments import amendment_rows, earlier_forms
from pytest_tddgate.gates.audit.controls import head_controls, merged_notes, proven_tests, reverted_control
from pytest_tddgate.gates.audit.green import contract_tests, green_at_head
from pytest_tddgate.gates.audit.order import early_code, reached, uncontracted_findings
from pytest_tddgate.gates.audit.other_code import is_foreign, not_known_at_base, not_this_code
from pytest_tddgate.gates.audit.outside import outside_control
from pytest_tddgate.gates.audit.policy import is_policy_alone, policy_findings
from pytest_tddgate.gates.audit.records import record_findings
from pytest_tddgate.gates.audit.red import replays_of
from pytest_tddgate.gates.audit.steps import with_later_steps
from pytest_tddgate.gates.audit.subject import with_subject
from pytest_tddgate.gates.audit.swaps import both, swaps_of
from pytest_tddgate.gates.audit.waivers import proposed_rows
from pytest_tddgate.gates.case import leveled, waiver_rows
from pytest_tddgate.gates.change.base_outcomes import Outcomes, outcomes_of
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.implementation.checks import examined, implementation_of, read_findings
from pytest_tddgate.gates.implementation.seals import held_out_of, seals_of_range
from pytest_tddgate.gates.run.whole_suite import of_whole_suite, void_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.implementation.checks import Implementation
    from pytest_tddgate.gates.implementation.seals import Seals

__all__ = ["judge"]


@dataclass(slots=True)
class _Found:
    """What the audit has gathered so far."""

    findings: list[Finding] = field(default_factory=list)
    missing: list[MissingFact] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    table: tuple[tuple[str, ...], ...] = ()

    def add(self, findings: Iterable[Finding], audit: AuditCase, missing: Iterable[MissingFact] = ()) -> None:
        """Take these in, with the levels of the base. Code from elsewhere makes what its run showed void."""
        found = leveled(with_later_steps(findings, audit), audit.settings)
        foreign = [each for each in found if is_foreign(each)]
        self.findings += found if not foreign else ()
        self.missing += [*missing, *map(not_this_code, foreign)]

    @property
    def verdict(self) -> Verdict:
        """What follows from it."""
        return verdict_of(*self.findings, missing=tuple(self.missing))

    def is_open(self) -> bool:
        """Whether nothing has decided yet."""
        return self.verdict.outcome is Outcome.PASSED


def judge(audit: AuditCase) -> Report:
    """Whether the range was made test first, and holds what its contracts say."""
    found = _Found()
    audit.tell("records")
    head = audit.bench.snapshot(audit.range.head)
    case = with_subject(audit.bench.read_only(head), audit)
    evolution = evolution_since(audit.range.fork, case, with_subject=True)
    found.add(record_findings(audit, evolution, case), audit)
    contracts = [each.contract for each in audit.range.registry.contracts.values()]
    asking = sorted({test for each in contracts for test in each.asking})
    implementation = replace(
        implementation_of(asking, {path for each in contracts for path in each.locked}, evolution, case),
        features=tuple(audit.range.new),
        gate=Gate.AUDIT,
    )
    found.add(read_findings(implementation, case), audit)
    seals = seals_of_range(audit, case)
    found.findings += _policy(seals, audit, case)
    found.rows += [_locked_row(feature, audit) for feature in audit.range.new]
    found.rows += (*amendment_rows(audit), *proposed_rows(audit, case), *seals.rows)
    found.notes += (*audit.range.elsewhere, *merged_notes(audit))
    if audit.has_edits:
        found.notes.append("the work tree holds changes that are not committed; the commits are judged")
    if audit.left_out:
        found.notes.append(
            f"not loaded: {', '.join(audit.left_out)}, which no lock file of the base names (uv.lock, …)"
        )
    if audit.is_static:
        found.notes.append("static: no test was run; red, green, coverage and controls were not looked at")
        _run_later_gates(audit, evolution, implementation, found)
    elif found.is_open():
        _run_stages(audit, evolution, implementation, seals, found)
    else:
        found.notes.append("no test was run, because the records alone decide")
    return _report(audit, found)


def _run_stages(
    audit: AuditCase, evolution: Evolution, implementation: Implementation, seals: Seals, found: _Found
) -> None:
    at_base = _red(audit, found)
    if not found.is_open():
        return
    at_base = at_base or _outcomes_at_base(audit, found)
    if at_base is None:
        return
    audit.tell("green at the head")
    head = audit.bench.snapshot(audit.range.head)
    case = audit.bench.show(head)
    green = green_at_head(audit, evolution, at_base, case)
    found.add(green.findings, audit, green.missing)
    found.rows += green.rows
    found.notes += green.notes
    found.table = green.table
    written = audit.bench.written()
    audit.tell("the contracts on their own")
    case = audit.bench.show(head)  # the subject may have written other tests
    alone = reached(audit, evolution, green.lost, case)
    found.add((*alone.findings, *uncontracted_findings(evolution, alone.reach, case)), audit)
    swaps = swaps_of(both(written, audit.bench.written()), audit, case)
    found.add(swaps.findings, audit)
    found.notes += swaps.notes
    if not found.is_open():
        return
    audit.tell("controls at the head")
    audit.bench.show(head)  # whatever the runs have left in the tree
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
        of_itself = examined(replace(implementation, tests=asking, held_out=held_out), case)
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
    if proven := proven_tests(audit):
        found.rows.append(
            Row("red", f"{counted(len(proven), 'test')} without the code", "controls held" if found.is_open() else "")
        )
    _run_later_gates(audit, evolution, implementation, found)


def _run_later_gates(audit: AuditCase, evolution: Evolution, implementation: Implementation, found: _Found) -> None:
    """Docs and review, where the base asks for them; a static audit asks nobody."""
    gates = audit.audit.gates
    if not gates:
        return
    from pytest_tddgate.gates.audit.review import docs_at_head, review_at_head  # noqa: PLC0415 - most audits need neither

    audit.tell(" and ".join(gates))
    if "docs" in gates:
        shown = docs_at_head(audit, audit.bench.read_only(audit.bench.snapshot(audit.range.head)))
        found.add(shown.findings, audit, shown.missing)
        found.rows += shown.rows
    if "review" in gates and audit.is_static:
        found.notes.append("static: review was not asked; linters and reviewers are programs that take their time")
    elif "review" in gates:
        shown = review_at_head(audit, implementation, evolution)
        found.add(shown.findings, audit, shown.missing)
        found.rows += shown.rows


def _red(audit: AuditCase, found: _Found) -> Outcomes | None:
    """Replay each lock; what the existing tests did at the first, where that can stand for the base."""
    at_base = None
    for replay in replays_of(audit):
        found.add(replay.findings, audit, replay.missing)
        found.rows += [replay.row] if replay.row else []
        at_base = at_base or replay.at_base
    return at_base


def _outcomes_at_base(audit: AuditCase, found: _Found) -> Outcomes | None:
    """What every test does at the fork: a run of its own; None, with a missing fact, where it did not end by itself."""
    audit.tell("the tests at the base")
    case = audit.bench.show(audit.bench.snapshot(audit.range.fork))
    extra = of_whole_suite(case)
    run = case.runner.visible(Orders(role=Role.VISIBLE, top=case.layout.top, extra=extra))
    if cut := void_findings(run, case):
        found.missing.append(not_known_at_base(cut[0]))
        return None
    return outcomes_of(run)


def _policy(seals: Seals, audit: AuditCase, case: Case) -> list[Finding]:
    """Findings about policy and seals; a change of nothing else may hold them, and is advised about."""
    found = leveled((*policy_findings(audit, case), *seals.findings), audit.settings)
    if not is_policy_alone(audit, case):
        return list(found)
    return [replace(each, level=Level.ADVISE) for each in found]


def _locked_row(feature: str, audit: AuditCase) -> Row:
    locked = audit.range.new[feature]
    return Row("locked", counted(len(locked.contract.tests), "test"), feature, f"commit {locked.commit[:10]}")


def _report(audit: AuditCase, found: _Found) -> Report:
    span, new = audit.range, len(audit.range.new)
    contracts = f"{new or 'no'} new contract{'s' * (new != 1)}"
    kept = f", {len(span.kept)} of the base" if span.kept else ""
    header = f"base {span.fork[:10]} · head {span.head[:10]} · {counted(span.commits, 'commit')} · {contracts}{kept}"
    what = "the records hold" if audit.is_static else "derived again from history"
    tests = counted(len(contract_tests(audit)), "contracted test")
    return Report(
        gate=Gate.AUDIT,
        verdict=found.verdict,
        header=(header, ""),
        rows=(*found.rows, *waiver_rows(audit.settings)),
        notes=tuple(found.notes),
        table=found.table,
        passed=f"{what}: {contracts}, {tests} in all.",
        next_step="merge" if not audit.is_static else "pytest --tdd-gate=audit runs the tests too",
        opens=Move(Verb.RUN, f"pytest --tdd-gate=audit --tdd-base={span.policy}", "run the tests too")
        if audit.is_static
        else None,
        base=span.fork,
    )
