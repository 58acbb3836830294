"""What an implementation that is green shows of itself: whether it is general, and whether it is minimal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.gates.leaks import leak_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_tddgate.domain.observation import TestId
    from pytest_tddgate.domain.report import Row
    from pytest_tddgate.domain.verdict import Finding, MissingFact
    from pytest_tddgate.gates.case import Case

__all__ = ["Examined", "Implementation", "examined", "read_findings"]


@dataclass(frozen=True, slots=True)
class Implementation:
    """A change of the subject, and the contract's tests that ask for it.

    `changed` maps each changed Python file of the subject (repository-relative path) to its changed lines, counted from
    1; `base` is the commit since which they changed.
    """

    tests: tuple[TestId, ...]
    changed: Mapping[str, frozenset[int]]
    base: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check of an implementation found, and what it has to say beside that."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()


_READ: tuple[Callable[[Implementation, Case], Iterable[Finding]], ...] = (leak_findings,)
"""The checks that only read files."""
_RUN: tuple[Callable[[Implementation, Case], Examined], ...] = ()
"""The checks that run the contract's tests, cheapest first."""


def read_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """What the files show, without a run."""
    return tuple(finding for check in _READ for finding in check(implementation, case))


def examined(implementation: Implementation, case: Case) -> Examined:
    """What runs of the contract's tests show; for a change of the subject that some test asks for."""
    if not implementation.tests or not implementation.changed:
        return Examined()
    found = [check(implementation, case) for check in _RUN]
    return Examined(
        tuple(each for part in found for each in part.findings),
        tuple(each for part in found for each in part.missing),
        tuple(each for part in found for each in part.rows),
        tuple(each for part in found for each in part.notes),
    )
