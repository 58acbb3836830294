"""The words of green's report: a row for each contract, the line of a passed gate, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.line_ends import is_same_text
from pytest_tddgate.domain.reports.moves import Move, Verb, opened
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.rule import Gate

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.contract import Contract, LockedTest
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["move_after_green", "passed_line", "row_of"]

_DOCS = "pytest --tdd-gate=docs"


def row_of(feature: str, locked: Locked, findings: tuple[Finding, ...]) -> Row:
    """The row of a contract; the contract is broken if a finding is about one of its files."""
    files = {*locked.contract.locked, *(each.test.file for each in locked.contract.tests)}
    is_broken = any(finding.at and finding.at.path in files for finding in findings)
    tests = counted(len(locked.contract.tests), "test")
    return Row("broken", "", feature, tests) if is_broken else Row("green", "kept", feature, tests)


def passed_line(contract: Contract, tests: tuple[LockedTest, ...]) -> str:
    """The sentence of a passed gate: the contract in work, and how many `tests` all contracts have."""
    name = contract.feature or "the change"
    return f"{name} is green: {len(contract.tests)} of its tests, {counted(len(tests), 'contracted test')} in all."


def move_after_green(evolution: Evolution, case: Case, option: str) -> Move:
    """The docs gate, after a commit if a changed file outside the tests is not as it is at HEAD.

    `option` names the feature, if the command has to name it.
    """
    docs = f"{_DOCS}{option}"
    paths = (*evolution.subject_paths, *evolution.other_paths)
    committed = case.repository.blobs("HEAD", paths)
    if not all(is_same_text(case.repository.read(path), committed.get(path)) for path in paths):
        return opened(Gate.GREEN, docs)
    return Move(Verb.RUN, docs, docs)
