"""Converts the command line's options to the types that gates use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.gates.case import Effort, SealedGiven

if TYPE_CHECKING:
    from pytest_tddgate.session.request import Request

__all__ = ["effort_given", "sealed_given"]


def sealed_given(request: Request) -> SealedGiven:
    """Where the sealed files are, and whether their tests' names may be shown."""
    return SealedGiven(request.sealed, request.shows_sealed, request.directory)


def effort_given(request: Request) -> Effort:
    """The budget for mutants, and the processes or workers that try them."""
    match request.workers:
        case int(count):
            return Effort(request.budget, count)
        case str(engine):
            return Effort(request.budget, engine=engine)
