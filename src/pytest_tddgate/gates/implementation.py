"""What an implementation that is green shows of itself: whether it is general, and whether it is minimal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.gates.leaks import leak_findings
from pytest_tddgate.gates.made_for_tests import agreement_findings, awareness_findings
from pytest_tddgate.gates.subject_lines import changed_data_files, changed_subject_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_tddgate.domain.observation import TestId
    from pytest_tddgate.domain.report import Row
    from pytest_tddgate.domain.verdict import Finding, MissingFact
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.evolution import Evolution

__all__ = ["Examined", "Implementation", "examined", "implementation_of", "read_findings"]


@dataclass(frozen=True, slots=True)
class Implementation:
    """A change of the subject, and the contract's tests that ask for it.

    `changed` maps each changed Python file of the subject (repository-relative path) to its changed lines, counted from
    1; `data` are changed files that are no code; `base` is the commit since which they changed. `locked` are the paths
    of the contract's files.
    """

    tests: tuple[TestId, ...]
    changed: Mapping[str, frozenset[int]]
    base: str
    data: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()


def implementation_of(
    tests: Iterable[TestId], locked: Iterable[str], evolution: Evolution, case: Case
) -> Implementation:
    """What changed since the evolution's base, for these tests; `locked` are the paths of their contracts' files."""
    changed = changed_subject_lines(evolution, case)
    data = changed_data_files(evolution)
    return Implementation(tuple(tests), changed, evolution.base, data, tuple(sorted(locked)))


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check of an implementation found, and what it has to say beside that."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()


_READ: tuple[Callable[[Implementation, Case], Iterable[Finding]], ...] = (
    leak_findings,
    awareness_findings,
    agreement_findings,
)
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
