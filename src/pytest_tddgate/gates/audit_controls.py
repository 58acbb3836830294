"""The audit's controls: the final tests on the base's subject, and the contract over an emptied implementation."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_tddgate.domain.assertions import loses_assertions
from pytest_tddgate.domain.layout import Side
from pytest_tddgate.domain.rules import rule
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.controls import canary_findings, emptied_spans, sabotage_findings
from pytest_tddgate.gates.subject_lines import changed_subject_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.observation import RunSeen, TestId
    from pytest_tddgate.gates.audit_case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.evolution import Evolution

__all__ = ["head_controls", "loose_tests", "proven_tests", "reverted_findings"]


def proven_tests(audit: AuditCase) -> tuple[TestId, ...]:
    """The tests of the new contracts that were red: no pins, and no declared amendments that stayed green."""
    contracts = [locked.contract for locked in audit.range.new.values()]
    return tuple(each.test for contract in contracts for each in contract.tests if each.red not in {"pin", "amended"})


def loose_tests(audit: AuditCase, evolution: Evolution) -> tuple[TestId, ...]:
    """New tests of the range that no contract holds."""
    known = {each.test for locked in audit.range.registry.contracts.values() for each in locked.contract.tests}
    return tuple(test for test in evolution.new_tests() if test not in known)


def head_controls(audit: AuditCase, evolution: Evolution, case: Case) -> tuple[Finding, ...]:
    """Canary and sabotage in the head's tree."""
    tests = proven_tests(audit)
    if not tests:
        return ()
    named = {name for own in audit.range.new.values() for each in own.contract.amendments for name in each.changed}
    amended = tuple(test for test in tests if str(test) in named)
    spans = emptied_spans(changed_subject_lines(evolution, case), case)
    return (*canary_findings(tests, case), *sabotage_findings(tests, spans, case, amended))


def reverted_findings(audit: AuditCase, evolution: Evolution) -> tuple[Finding, ...]:
    """What the final tests show on the fork's subject: those of new contracts are red, loose ones are green."""
    tests, loose = proven_tests(audit), loose_tests(audit, evolution)
    amended = _amended_tests(evolution)
    wanted = {*tests, *loose, *amended}
    if not wanted:
        return ()
    head, fork = audit.bench.snapshot(audit.range.head), audit.bench.snapshot(audit.range.fork)
    layout = audit.bench.read_only(head).layout
    case = audit.bench.show(head.with_subject_of(fork, lambda path: layout.side_of(path) is Side.SUBJECT))
    files = sorted({test.file for test in wanted})
    run = case.runner.run(
        "control",
        targets=files,
        files=files,
        expected=[str(test) for test in wanted],
        extra={"first_party": sorted(case.layout.names)},
    )
    passed = _passed(run)
    return (
        *_still_green(tests, passed),
        *_not_locked(loose, passed, run),
        *_weakened([test for test in amended if test in passed], evolution, audit),
    )


def _passed(run: RunSeen) -> frozenset[TestId]:
    """The tests of which every case ran and passed."""
    outcomes: defaultdict[TestId, set[str]] = defaultdict(set)
    for each in run.tests:
        if each.item is not None:
            outcomes[each.item.test].add(each.outcome)
    return frozenset(test for test, seen in outcomes.items() if seen == {"passed"})


def _still_green(tests: Iterable[TestId], passed: frozenset[TestId]) -> Iterator[Finding]:
    for test in tests:
        if test in passed:
            yield Finding(
                rule("control-not-red"),
                f"{test} passes on the base's subject: what turned it green is not the code",
                at=Place(test.file),
            )


def _not_locked(loose: Iterable[TestId], passed: frozenset[TestId], run: RunSeen) -> Iterator[Finding]:
    """A finding for each loose test that asks for new behaviour. A pin says that it was written afterwards."""
    pinned = {each.item.test for each in run.tests if each.item and each.item.pins is not None}
    skipped = {each.item.test for each in run.tests if each.item and each.outcome in {"skipped", "xfailed"}}
    for test in loose:
        if test not in passed and test not in pinned and test not in skipped:
            what = f"{test} is new, red on the base's subject, and in no contract"
            yield Finding(rule("not-locked"), what, at=Place(test.file))


def _amended_tests(evolution: Evolution) -> tuple[TestId, ...]:
    """Existing tests of the fork that an amendment of the range changes."""
    return tuple(test for test, using in evolution.changed_tests().items() if not using)


def _weakened(passed: Iterable[TestId], evolution: Evolution, audit: AuditCase) -> Iterator[Finding]:
    """A finding for each amended test that is green without the change and asserts less than it did."""
    for test in passed:
        before = audit.history.blobs(evolution.base, [test.file]).get(test.file, b"")
        after = audit.history.blobs(audit.range.head, [test.file]).get(test.file, b"")
        if loses_assertions(before, after, test.name):
            yield Finding(rule("weakened-test"), f"{test} asserts less than it did at the base", at=Place(test.file))
