"""The words of green's report: a row for each contract, and the line that says that the gate passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import counted

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.contract import Contract, LockedTest
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["passed_line", "row_of"]


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
