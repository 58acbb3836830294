"""The audit: derives from git history again, by runs of its own, what the author's gates said.

It works in stages, cheapest first, and reports all findings of a stage together: records, red at each lock, green
at the head, controls, order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.moves import Move, Verb, opened
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.gates.audit.amendments import AMENDED, amendment_rows
from pytest_tddgate.gates.audit.audit_found import AuditFound
from pytest_tddgate.gates.audit.policy import changes_only_policy, policy_findings, unreadable_settings
from pytest_tddgate.gates.audit.records import record_findings
from pytest_tddgate.gates.audit.seals import seals_of_range
from pytest_tddgate.gates.audit.subject import with_subject
from pytest_tddgate.gates.audit.waivers import proposed_rows
from pytest_tddgate.gates.case import leveled, waiver_rows
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.implementation.checks import implementation_of, read_findings

if TYPE_CHECKING:
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.implementation.examined import Implementation
    from pytest_tddgate.gates.implementation.seals import Seals

__all__ = ["judge"]


def judge(audit: AuditCase) -> Report:
    """The report on whether the range was made test first, and keeps its contracts."""
    found = AuditFound(audit)
    audit.tell("records")
    head = audit.bench.snapshot(audit.range.head)
    case = with_subject(audit.bench.read_only(head), audit)
    evolution = evolution_since(audit.range.fork, case, with_subject=True)
    found.add(CheckResult(tuple(record_findings(audit, evolution, case))))
    contracts = [each.contract for each in audit.range.registry.contracts.values()]
    red_tests = sorted({test for each in contracts for test in each.red_tests})
    implementation = replace(
        implementation_of(red_tests, {path for each in contracts for path in each.locked}, evolution, case),
        features=tuple(audit.range.new),
        gate=Gate.AUDIT,
    )
    found.add(CheckResult(read_findings(implementation, case)))
    seals = seals_of_range(audit, case)
    found.findings += _policy(seals, audit, case)
    found.rows += [_locked_row(feature, audit) for feature in audit.range.new]
    found.rows += (*amendment_rows(audit), *proposed_rows(audit, case), *seals.rows)
    found.notes += (*audit.range.other_projects, *_merged_notes(audit))
    if audit.has_edits:
        found.notes.append("the work tree holds changes that are not committed; the commits are judged")
    if audit.left_out:
        found.notes.append(
            f"not loaded: {', '.join(audit.left_out)}, which no lock file of the base names (uv.lock, …)"
        )
    if audit.unreadable_base:
        found.notes += (audit.unreadable_base, "this change mends them and nothing else: no test was run")
    elif audit.is_static:
        found.notes.append("static: no test was run; red, green, coverage and controls were not looked at")
        _run_later_gates(audit, evolution, implementation, found)
    elif found.is_open():
        from pytest_tddgate.gates.audit.stages import run_stages  # noqa: PLC0415 - a static audit runs nothing

        if run_stages(audit, evolution, implementation, seals, found):
            _run_later_gates(audit, evolution, implementation, found)
    else:
        found.notes.append("no test was run, because the records decide")
    return _report(audit, found)


def _run_later_gates(audit: AuditCase, evolution: Evolution, implementation: Implementation, found: AuditFound) -> None:
    """Run docs and review if the base asks for them; a static audit runs no linter or reviewer."""
    gates = audit.audit.gates
    if not gates:
        return
    from pytest_tddgate.gates.audit.review import docs_at_head, review_at_head  # noqa: PLC0415 - most audits need neither

    audit.tell(" and ".join(gates))
    if "docs" in gates:
        found.add(docs_at_head(audit, audit.bench.read_only(audit.bench.snapshot(audit.range.head))))
    if "review" in gates and audit.is_static:
        found.notes.append("static: review was not asked; no linter or reviewer was run")
    elif "review" in gates:
        found.add(review_at_head(audit, implementation, evolution))


def _policy(seals: Seals, audit: AuditCase, case: Case) -> list[Finding]:
    """Findings about policy and seals; they are only advice if the change holds nothing else.

    Settings that no gate can read are refused in every change.
    """
    unreadable = unreadable_settings(audit, case)
    found = leveled((*policy_findings(audit, case), *seals.findings), audit.settings)
    if not changes_only_policy(audit, case):
        return [*unreadable, *found]
    return [*unreadable, *(replace(each, level=Level.ADVISE) for each in found)]


def _locked_row(feature: str, audit: AuditCase) -> Row:
    locked = audit.range.new[feature]
    return Row("locked", counted(len(locked.contract.tests), "test"), feature, f"commit {locked.commit[:10]}")


def _merged_notes(audit: AuditCase) -> tuple[str, ...]:
    """A note if a newer base would leave out commits that are merged already."""
    count = audit.range.merged_count
    words = f"{count} of these commits {'is' if count == 1 else 'are'} in the remote's main branch already"
    return (f"{words}: --tdd-base=origin/main judges only the others",) if count else ()


def _report(audit: AuditCase, found: AuditFound) -> Report:
    span, new = audit.range, len(audit.range.new)
    contracts = f"{new or 'no'} new contract{'s' * (new != 1)}"
    kept = f", {len(span.kept)} of the base" if span.kept else ""
    header = f"base {span.fork[:10]} · head {span.head[:10]} · {counted(span.commits, 'commit')} · {contracts}{kept}"
    what = "the records hold" if audit.is_static else "derived again from history"
    tests = counted(len(audit.contract_tests), "contracted test")
    amendments = sum(row.state in AMENDED for row in found.rows)
    amended = f", {counted(amendments, 'amendment')}" if amendments else ""
    return Report(
        gate=Gate.AUDIT,
        verdict=found.verdict,
        header=(header, ""),
        rows=(*found.rows, *waiver_rows(audit.settings)),
        notes=tuple(found.notes),
        table=found.table,
        passed=f"{what}: {contracts}{amended}, {tests} in all.",
        move=_onward(audit) if found.verdict.is_passed else None,
        base=span.fork,
    )


def _onward(audit: AuditCase) -> Move:
    if audit.unreadable_base or not audit.is_static:
        return opened(Gate.AUDIT)
    command = f"pytest --tdd-gate=audit --tdd-base={audit.range.policy}"
    return Move(Verb.RUN, command, "run the tests too", line="pytest --tdd-gate=audit runs the tests too")
