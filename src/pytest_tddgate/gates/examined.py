"""What a check of an implementation is given, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.observation import TestId
    from pytest_tddgate.domain.report import Row
    from pytest_tddgate.domain.verdict import Finding, MissingFact

__all__ = ["Examined", "Implementation"]


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
