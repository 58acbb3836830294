"""The gates, the levels, and what a rule is: one reason for which a gate may refuse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Gate", "Level", "Rule", "Verb"]


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


class Verb(Enum):
    """Everything that a gate may ask for. Adding a verb requires a new version of the schema."""

    WRITE_TESTS = "write_tests"
    FIX_TESTS = "fix_tests"
    LOCK = "lock"
    IMPLEMENT = "implement"
    COVER = "cover"
    RESTORE = "restore"
    COMMIT = "commit"
    REWORK_HISTORY = "rework_history"
    FIX_SETUP = "fix_setup"
    ASK_PERSON = "ask_person"
    RUN = "run"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to refuse; `level` is its effect unless `[tool.tddgate.rules]` says otherwise.

    `next_step` says how to mend it, `verb` says the same to a program.
    """

    id: str
    gates: tuple[Gate, ...]
    detects: str
    why: str
    next_step: str
    verb: Verb
    level: Level = Level.REFUSE
