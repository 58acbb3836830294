"""What the command line said, as a gate takes it."""

from __future__ import annotations

from typing import Any

from pytest_tddgate.gates.case import SealedGiven

__all__ = ["sealed_given"]


def sealed_given(request: dict[str, Any]) -> SealedGiven:
    """Where the sealed files are, and whether their names may be shown."""
    return SealedGiven(request["sealed"], request["sealed_show"] == "names", request["directory"])
