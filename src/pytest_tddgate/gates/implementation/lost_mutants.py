"""What is said of mutants that were handed out to a worker, and of which nothing came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["lost_facts", "lost_notes"]


def lost_notes(count: int, reasons: Iterable[str]) -> tuple[str, ...]:
    """The note about so many mutants; none where none is lost."""
    return (f"mutants: {count} {_told(count, reasons)}",) if count else ()


def lost_facts(count: int, reasons: Iterable[str]) -> tuple[MissingFact, ...]:
    """The missing fact, for where a rule about mutants refuses; none where none is lost."""
    if not count:
        return ()
    what = f"{counted(count, 'mutant')} {_told(count, reasons)}"
    why = "a mutant that was not tried may be one that no test notices"
    return (MissingFact(what, "look at the log of the workers, and run it again", why),)


def _told(count: int, reasons: Iterable[str]) -> str:
    were, their = ("was", "its") if count == 1 else ("were", "their")
    return f"{were} not tried, because {their} batch never came back: {'; '.join(reasons)}"
