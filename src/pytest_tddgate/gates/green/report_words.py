"""What the report of green says of each contract, and of all of them when they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.remarks import counted
from pytest_tddgate.domain.reports.report import Row

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.contract import Contract, LockedTest
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["passed_line", "row_of"]


def row_of(feature: str, locked: Locked, findings: tuple[Finding, ...]) -> Row:
    """The row of a contract: broken where a finding is about one of its files."""
    files = {*locked.contract.locked, *(each.test.file for each in locked.contract.tests)}
    is_broken = any(finding.at and finding.at.path in files for finding in findings)
    count = len(locked.contract.tests)
    return Row("-" if is_broken else "green", "broken" if is_broken else "kept", feature, counted(count, "test"))


def passed_line(contract: Contract, tests: tuple[LockedTest, ...]) -> str:
    """The sentence of a passed gate: the contract in work, and how many `tests` all contracts have."""
    name = contract.feature or "the change"
    return f"{name} is green: {len(contract.tests)} of its tests, {counted(len(tests), 'contracted test')} in all."
