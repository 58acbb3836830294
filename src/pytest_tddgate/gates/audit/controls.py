"""The audit's controls: the final tests on the base's subject, and the contracts on an emptied implementation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.red.assertions import loses_assertions
from pytest_tddgate.domain.red.pins import is_below_name, pins_in
from pytest_tddgate.domain.reports.check_result import CheckResult, joined
from pytest_tddgate.domain.rules.audit import NOT_LOCKED
from pytest_tddgate.domain.rules.green import CONTROL_NOT_RED
from pytest_tddgate.domain.rules.red import WEAKENED_TEST
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.change.subject_lines import changed_subject_lines, reverted_sources
from pytest_tddgate.gates.run.by_test import passed_tests
from pytest_tddgate.gates.run.controls import canary_findings, sabotage_findings
from pytest_tddgate.gates.run.validity import run_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pytest_tddgate.domain.contracts.snapshot import Snapshot
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.base_outcomes import Outcomes
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = [
    "head_controls",
    "passing",
    "passing_on_base",
    "reverted_control",
    "uncontracted_tests",
]

_OTHER_BASE = "name a base that has it: the remote's main branch, --tdd-base=origin/main"


def uncontracted_tests(audit: AuditCase, evolution: Evolution) -> tuple[TestId, ...]:
    """New tests of the range that no contract holds."""
    known = {each.test for locked in audit.range.registry.contracts.values() for each in locked.contract.tests}
    return tuple(test for test in evolution.new_tests() if test not in known)


def head_controls(audit: AuditCase, evolution: Evolution, seen: Outcomes, case: Case) -> CheckResult:
    """What the canary and the sabotage show in the head's tree; `seen` are the outcomes of its tests."""
    tests = audit.proven_tests
    canary = canary_findings((), case) if seen.by_node else ()  # no target, so beside all tests: any file can patch
    if not tests:
        return CheckResult(canary)
    named = {name for own in audit.range.new.values() for each in own.contract.amendments for name in each.changed}
    amended = tuple(test for test in tests if str(test) in named)
    changed = changed_subject_lines(evolution, case)
    reverted = None if canary else reverted_sources(changed, evolution.base, case)
    return joined((CheckResult(canary), sabotage_findings(tests, changed, case, amended, reverted)))


def reverted_control(audit: AuditCase, evolution: Evolution, seen: Outcomes) -> CheckResult:
    """What the final tests show on the fork's subject: tests of new contracts must be red, loose ones green."""
    tests = audit.proven_tests
    loose = _without_pins(uncontracted_tests(audit, evolution), audit)
    amended = _without_pins(_amended_tests(evolution), audit)
    wanted = {*tests, *loose, *amended}
    if not wanted:
        return CheckResult()
    case, passed, missing = passing_on_base(audit.range.head, wanted, audit)
    if missing:
        return CheckResult(missing=missing)
    findings = (
        *_still_green(tests, passed),
        *_not_locked([test for test in loose if seen.has_passed(test, case.layout)], passed, audit),
        *_weakened([test for test in amended if test in passed], evolution, audit),
    )
    return CheckResult(findings)


def passing_on_base(
    commit: str, tests: Collection[TestId], audit: AuditCase
) -> tuple[Case, frozenset[TestId], tuple[MissingFact, ...]]:
    """The case in which tests of a commit ran on the fork's subject, the passed ones, and how the run was cut short."""
    then, fork = audit.bench.snapshot(commit), audit.bench.snapshot(audit.range.fork)
    layout = audit.bench.read_only(then).layout
    case, passed, cut = passing(
        then.with_files_of(fork, lambda path: layout.side_of(path) is Side.SUBJECT), tests, audit
    )
    return case, passed, tuple(replace(each, what=f"on the base's code, {each.what}") for each in cut)


def passing(
    tree: Snapshot, tests: Collection[TestId], audit: AuditCase
) -> tuple[Case, frozenset[TestId], tuple[MissingFact, ...]]:
    """The case in which tests ran in a tree, the passed ones, and how the run was cut short."""
    case = audit.bench.show(tree)
    run = case.run_tests(Role.CONTROL, tests, by_file=True)
    if cut := run_findings(run):
        why = "a test that did not report was not seen to be red"
        return case, frozenset(), (MissingFact(cut[0].what, "find out what ends that run", why),)
    return case, passed_tests(run), ()


def _still_green(tests: Iterable[TestId], passed: Collection[TestId]) -> Iterator[Finding]:
    for test in tests:
        if test in passed:
            what = f"{test} passes on the base's subject: so the code is not what makes it pass"
            yield Finding(CONTROL_NOT_RED, what, at=Place(test.file))


def _without_pins(tests: Iterable[TestId], audit: AuditCase) -> tuple[TestId, ...]:
    """The tests without declared pins: a pin itself says that it was written after the code."""
    tests = tuple(tests)
    sources = audit.history.blobs(audit.range.head, {test.file for test in tests})
    pins = {path: pins_in(source) for path, source in sources.items()}
    return tuple(test for test in tests if not is_below_name(test.name, pins.get(test.file, frozenset())))


def _not_locked(loose: Iterable[TestId], passed: Collection[TestId], audit: AuditCase) -> Iterator[Finding]:
    """A finding for each loose test (green at the head) that fails on the base's subject: it asks for new behaviour."""
    loose = [test for test in loose if test not in passed]
    merged = audit.history.blobs(audit.range.merged, {test.file for test in loose}) if audit.range.merged else {}
    for test in loose:
        what = f"{test} is new, not green on the base's subject, and in no contract"
        is_merged = test.name.rpartition("::")[2].encode() in merged.get(test.file, b"")
        next_step = _OTHER_BASE if is_merged else ""
        yield Finding(NOT_LOCKED, what, at=Place(test.file), next_step=next_step)


def _amended_tests(evolution: Evolution) -> tuple[TestId, ...]:
    """Existing tests of the fork that the range changes; an earlier stage refuses those that no amendment names."""
    return tuple(test for test, using in evolution.changed_tests().items() if not using)


def _weakened(passed: Iterable[TestId], evolution: Evolution, audit: AuditCase) -> Iterator[Finding]:
    """A finding for each amended test that is green without the change and asserts less than at the base."""
    for test in passed:
        before = audit.history.blobs(evolution.base, [test.file]).get(test.file, b"")
        after = audit.history.blobs(audit.range.head, [test.file]).get(test.file, b"")
        if loses_assertions(before, after, test.name):
            yield Finding(WEAKENED_TEST, f"{test} asserts less than it did at the base", at=Place(test.file))
