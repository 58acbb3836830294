"""What the command line said, as a gate takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_tddgate.gates.case import Effort, SealedGiven

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["effort_given", "sealed_given"]


def sealed_given(request: dict[str, Any]) -> SealedGiven:
    """Where the sealed files are, and whether their names may be shown."""
    return SealedGiven(request["sealed"], request["sealed_show"] == "names", request["directory"])


def effort_given(request: Mapping[str, Any]) -> Effort:
    """What mutants may cost, and who tries them."""
    workers = str(request["workers"])
    is_count = workers.isdecimal()
    return Effort(request["budget"], int(workers) if is_count else 0, "" if is_count else workers)
