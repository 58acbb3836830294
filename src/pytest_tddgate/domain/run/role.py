"""The roles of a run: what a pytest that the judge asks for is there to show."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Role"]


class Role(StrEnum):
    """What one run of pytest is there to show; the word travels to the child with its orders."""

    VISIBLE = "visible"
    """The run that the user sees."""
    WORKER = "worker"
    """An xdist worker of it."""
    RESERVE = "reserve"
    """A pytest that waits to be forked into one of the others."""
    AGAIN = "again"
    """Existing tests that failed, once more."""
    BASE = "base"
    """Existing tests in the base's tree."""
    RED = "red"
    """The tests of a contract at its lock commit, in an audit."""
    REPEAT = "repeat"
    """Red tests once more, in reverse order."""
    STANDINS = "standins"
    """New tests with stand-ins for what is missing."""
    CONTROL = "control"
    """A canary beside the tests, or the tests without their implementation."""
    REACH = "reach"
    """The lines that contract tests run."""
    PROBES = "probes"
    """Which functions on one line are called."""
    CALLS = "calls"
    """The calls that the contract makes, recorded and repeated."""
    MUTANTS = "mutants"
    """Mutants that are switched on in a fork."""
    FRESH = "fresh"
    """Mutants of what runs at import: each is an `ALONE`, after one `LINES`."""
    LINES = "lines"
    """The lines and the cost of each test, without mutants."""
    ALONE = "alone"
    """One mutant, from the first import on."""
    HELD_OUT = "held-out"
    """The held-out tests of a sealed contract."""
    EXAMPLES = "examples"
    """The examples of docs and docstrings."""

    @property
    def is_forked(self) -> bool:
        """Whether a run of the user's own command line can be a fork: of one that has loaded nothing of the project."""
        return self in {
            Role.STANDINS, Role.CONTROL, Role.CALLS, Role.MUTANTS, Role.LINES, Role.HELD_OUT, Role.EXAMPLES,
        }  # fmt: skip

    @property
    def needs_an_interpreter(self) -> bool:
        """Whether no run may be a fork, because another hash seed is the point of it."""
        return self is Role.REPEAT

    @property
    def is_bounded(self) -> bool:
        """Whether the run as a whole is limited: its tests are reported when they have ended, or have no limit."""
        return self in {Role.STANDINS, Role.EXAMPLES}

    @property
    def is_selected(self) -> bool:
        """Whether the suite is asked as the user runs it: what `-m` and `-k` leave out can take hours."""
        return self in {Role.AGAIN, Role.MUTANTS, Role.PROBES}

    @property
    def slack(self) -> int:
        """How many times its limit a test may take: the repeat asks whether it is red again, not how fast."""
        return 2 if self is Role.REPEAT else 1
