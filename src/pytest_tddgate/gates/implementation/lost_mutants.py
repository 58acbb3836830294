"""Notes and missing facts about mutants that were handed to a worker and never came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["lost_facts", "lost_notes"]


def lost_notes(count: int, reasons: Iterable[str]) -> tuple[str, ...]:
    """The note about this number of lost mutants; none if it is 0."""
    return (f"mutants: {count} {_what_happened(count, reasons)}",) if count else ()


def lost_facts(count: int, reasons: Iterable[str]) -> tuple[MissingFact, ...]:
    """The missing fact about lost mutants, if a rule about mutants refuses; none if `count` is 0."""
    if not count:
        return ()
    what = f"{counted(count, 'mutant')} {_what_happened(count, reasons)}"
    why = "a mutant that was not tried may be one that no test notices"
    return (MissingFact(what, "look at the log of the workers, and run it again", why),)


def _what_happened(count: int, reasons: Iterable[str]) -> str:
    were, their = ("was", "its") if count == 1 else ("were", "their")
    return f"{were} not tried, because {their} batch never came back: {'; '.join(reasons)}"
