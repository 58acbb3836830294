"""Findings, missing facts, and the one function that makes a verdict of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.rules.rule import Level, Rule

if TYPE_CHECKING:
    from pytest_tddgate.domain.rerun import Rerun

__all__ = ["Finding", "MissingFact", "Outcome", "Place", "Verdict", "verdict_of"]


class Outcome(Enum):
    """The three possible outcomes of a gate."""

    PASSED = "passed"
    REFUSED = "refused"
    UNDECIDED = "undecided"

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of a process with this outcome."""
        return ExitCode[self.name]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A repository-relative POSIX path, and a line counted from 1 (0: the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        """`path:line`, or only the path."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to refuse, or one piece of advice: rule, what, where, why, next.

    `why` and `next_step` default to the rule's own; give them if those would be vague. `or_else` is an alternative that
    a person may choose. `rerun` is how a program takes the next step; without it a person takes the step, then the same
    gate is asked. `details` are lines to show, such as a small diff. `is_due` marks advice that must be followed before
    the next gate, because it cannot be followed later.
    """

    rule: Rule
    what: str
    at: Place | None = None
    why: str = ""
    next_step: str = ""
    level: Level = Level.REFUSE
    details: tuple[str, ...] = ()
    or_else: str = ""
    rerun: Rerun | None = None
    is_due: bool = False

    @property
    def reason(self) -> str:
        """Why it matters, in one sentence."""
        return self.why or self.rule.why

    @property
    def first_step(self) -> str:
        """One command or one edit that works."""
        return self.next_step or self.rule.next_step

    @property
    def remedy(self) -> str:
        """The first step, with the alternative if there is one."""
        return f"{self.first_step}; or: {self.or_else}" if self.or_else else self.first_step


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that the gate needs but could not get: what it is, and how to get it; `rerun` as in a finding."""

    what: str
    next_step: str
    why: str = ""
    rerun: Rerun | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A gate's answer and everything that led to it."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    advice: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()

    @property
    def is_passed(self) -> bool:
        """Whether the gate opens."""
        return self.outcome is Outcome.PASSED


def verdict_of(*findings: Finding, missing: tuple[MissingFact, ...] = ()) -> Verdict:
    """The verdict that follows from the findings and the missing facts, and from nothing else.

    One refusing finding refuses. Without one, a missing fact makes the verdict undecided: a gate never passes by
    silence.
    """
    refusals = tuple(finding for finding in findings if finding.level is Level.REFUSE)
    advice = tuple(finding for finding in findings if finding.level is Level.ADVISE)
    if refusals:
        outcome = Outcome.REFUSED
    elif missing:
        outcome = Outcome.UNDECIDED
    else:
        outcome = Outcome.PASSED
    return Verdict(outcome, refusals, advice, missing)
