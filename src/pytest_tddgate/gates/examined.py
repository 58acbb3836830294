"""What a check of an implementation has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.report import Row
    from pytest_tddgate.domain.verdict import Finding, MissingFact

__all__ = ["Examined", "joined"]


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check of an implementation found, and what it has to say beside that."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()


def joined(parts: Iterable[Examined]) -> Examined:
    """What several checks found, as one, in order."""
    found = tuple(parts)
    return Examined(
        tuple(each for part in found for each in part.findings),
        tuple(each for part in found for each in part.missing),
        tuple(each for part in found for each in part.rows),
        tuple(each for part in found for each in part.notes),
    )
