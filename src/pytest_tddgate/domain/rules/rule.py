"""The gates, the levels, and what a rule is: one reason for which a gate may refuse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Gate", "Level", "Rule"]


class Gate(Enum):
    """The gates that judge, by the name that selects them."""

    VERIFY_FAIL = "verify-fail"
    LOCK = "lock"
    GREEN = "green"
    DOCS = "docs"
    REVIEW = "review"
    AUDIT = "audit"


class Level(Enum):
    """The effect of a rule's findings on the verdict."""

    REFUSE = "refuse"
    ADVISE = "advise"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to refuse; `level` is its effect unless `[tool.tddgate.rules]` says otherwise."""

    id: str
    gates: tuple[Gate, ...]
    detects: str
    why: str
    next_step: str
    level: Level = Level.REFUSE
