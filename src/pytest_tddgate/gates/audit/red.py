"""Red again: judges each new contract's tests at its lock commit, as gate 2 did when they were locked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.contracts.layout import Side, is_below
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.rules.audit import CONTRACT_UNPROVEN
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.audit.records import is_squashed
from pytest_tddgate.gates.case import leveled_refusals
from pytest_tddgate.gates.change.base_outcomes import Outcomes, outcomes_of
from pytest_tddgate.gates.run.skips import left_elsewhere, not_judged_here
from pytest_tddgate.gates.run.validity import crash_facts
from pytest_tddgate.gates.verify_fail import gate as verify_fail
from pytest_tddgate.gates.verify_fail.scope import changes_only_test_modules

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.contracts.snapshot import Snapshot
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked
    from pytest_tddgate.gates.verify_fail.gate import Prepared, RedFacts

__all__ = ["Replayed", "replayed", "replays_of"]

_CALLED = {"pin": "a pin", "amended": "an amendment that stayed green"}


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the replay of one lock showed.

    `at_base` are the outcomes of the existing tests, None if the subject was not the fork's or a file could not be
    collected.
    """

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    row: Row | None = None
    at_base: Outcomes | None = None


def replayed(feature: str, audit: AuditCase, *, is_first: bool) -> Replayed:
    """The result of gate 2 for the contract of this feature, in the tree of its lock commit.

    The first replay runs the whole suite. A later one runs only the files with new tests, if its lock adds nothing but
    tests: all others are seen at the base and at the head. Raises CannotDecide if the lock commit has no parent.
    """
    locked, contract = audit.range.new[feature], audit.range.first[feature]
    parent = audit.history.parent_of(locked.commit)
    if parent is None:
        raise CannotDecide(
            f"the lock commit of {feature} has no parent",
            why="its tests are run on the commit before it",
            next_step="name a base that has the code: --tdd-base=REV",
        )
    tree = _tree_of_lock(locked, parent, audit)
    case = audit.bench.show(tree)
    reason = contract.amendments[0].reason if contract.amendments else None
    layout = replace(case.layout, names=case.layout.names | _names_at_head(audit))
    case = replace(case, base=parent, amend=reason, feature=feature, layout=layout)
    prepared = verify_fail.prepare_suite(case)
    prepared = replace(prepared, is_partial=not is_first and changes_only_test_modules(prepared.evolution, case.layout))
    run = _run_of(prepared, case)
    facts = verify_fail.facts_of(case, prepared, run, audit.audit.setup)
    proven = _proven(contract, facts, case)
    # Advice about the tests is for their author, who saw it at the lock.
    refused = tuple(each for each in facts.findings if _counts(each))
    skipped = left_elsewhere(contract.tests, run, case)
    refused = tuple(each for each in refused if not _says_skipped(each, skipped))
    is_seen = not crash_facts(run) and all(each.rule.id != "run-cut-short" for each in refused)
    unrun = {*skipped, *_unrun(contract, refused)}  # of these, and of what an end cut off, nobody knows if it was new
    findings = (*refused, *(_unproven(contract, facts, unrun) if is_seen else ()))
    row = Row(
        "red", f"{len(proven)} of {len(contract.tests)} tests at the lock", feature, f"commit {locked.commit[:10]}"
    )
    unknown = (*facts.missing, *not_judged_here(skipped))
    return Replayed(findings, unknown, row, None if prepared.is_partial else _at_base(tree, case, run, audit))


def replays_of(audit: AuditCase) -> Iterator[Replayed]:
    """The replay of each new contract, oldest lock first; made elsewhere and side by side if the audit can."""
    features = tuple(audit.range.new)
    if audit.replays is not None:
        audit.tell(f"red at {len(features)} locks, side by side")
        yield from audit.replays(features)
        return
    for number, feature in enumerate(features):
        audit.tell(f"red at the lock of {feature}")
        yield replayed(feature, audit, is_first=number == 0)


def _names_at_head(audit: AuditCase) -> frozenset[str]:
    """The import names of packages that exist at the head: what the change adds is first-party at the lock already."""
    head = audit.bench.snapshot(audit.range.head)
    packages = audit.bench.read_only(head).layout.packages
    there = {package for package in packages if any(is_below(path, package) for path in head.entries)}
    return frozenset(PurePosixPath(each).name.removesuffix(".py") for each in there)


def _run_of(prepared: Prepared, case: Case) -> RunSeen:
    orders = prepared.orders
    if not prepared.is_partial:
        return case.runner.visible(orders)
    return case.runner.run(
        Role.RED, targets=orders.files, files=orders.files, expected=orders.expected, extra=orders.extra
    )


def _counts(finding: Finding) -> bool:
    return finding.level is Level.REFUSE or finding.rule.id == "amended-green"


def _tree_of_lock(locked: Locked, parent: str, audit: AuditCase) -> Snapshot:
    """The lock commit; if it holds code as well, with the subject of its parent."""
    at_lock, before = audit.bench.snapshot(locked.commit), audit.bench.snapshot(parent)
    reader = audit.bench.read_only(at_lock)
    if not is_squashed(locked, reader):
        return at_lock
    return at_lock.with_files_of(before, lambda path: reader.layout.side_of(path) is Side.SUBJECT)


def _proven(contract: Contract, facts: RedFacts, case: Case) -> list[str]:
    """The contract's tests that are new in the replay and not refused, except tests that an old error hid before."""
    return [
        str(each.test)
        for each in contract.tests
        if each.test in facts.judged and facts.judged[each.test].hidden_by not in facts.old
        if not leveled_refusals(facts.by_test[each.test], case.settings)
    ]


def _says_skipped(finding: Finding, skipped: Mapping[TestId, str]) -> bool:
    """Whether a finding says that one of these tests was skipped."""
    return finding.rule.id == "not-run" and any(finding.what.startswith(f"{test} was skipped") for test in skipped)


def _unrun(contract: Contract, refused: Iterable[Finding]) -> Iterator[TestId]:
    """The tests of the contract that the findings say did not run."""
    told = [each.what for each in refused if each.rule.id == "not-run"]
    yield from (each.test for each in contract.tests if any(what.startswith(f"{each.test} ") for what in told))


def _unproven(contract: Contract, facts: RedFacts, unrun: Container[TestId]) -> Iterator[Finding]:
    """A finding for each test of the contract that was not new in the replay, or was red though declared otherwise."""
    for each in contract.tests:
        if each.test in unrun:
            continue
        if each.test not in facts.judged:
            what = f"{each.test} is in the contract of {contract.feature} and was not new at its lock commit"
            yield Finding(CONTRACT_UNPROVEN, what, at=Place(contract_path(contract.feature)))
        elif each.red in {"pin", "amended"} and facts.judged[each.test].kind is not None:
            what = f"{each.test} is called {_CALLED[each.red]} in the contract of {contract.feature}, and was red"
            yield Finding(CONTRACT_UNPROVEN, what, at=Place(contract_path(contract.feature)))


def _at_base(tree: Snapshot, case: Case, run: RunSeen, audit: AuditCase) -> Outcomes | None:
    """The outcomes of the existing tests; None unless they ran on the fork's subject and none was hidden."""
    then = audit.bench.snapshot(audit.range.fork)
    paths = {path for path in {*tree.entries, *then.entries} if case.layout.side_of(path) is Side.SUBJECT}
    is_same = all(tree.entries.get(path) == then.entries.get(path) for path in paths)
    hidden = [each.path for each in run.collect_errors if each.path in then.entries]
    return outcomes_of(run) if is_same and not hidden else None
