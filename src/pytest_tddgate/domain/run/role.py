"""The roles of a run: what a pytest run that the judge starts is for."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Role"]


class Role(StrEnum):
    """The purpose of one pytest run; the value is sent to the child with its orders."""

    VISIBLE = "visible"
    """The run that the user sees."""
    WORKER = "worker"
    """An xdist worker of the visible run."""
    RESERVE = "reserve"
    """A pytest that waits to be forked into a run of another role."""
    AGAIN = "again"
    """Existing tests that failed, run again."""
    BASE = "base"
    """Existing tests in the base's tree."""
    RED = "red"
    """The tests of a contract at its lock commit, in an audit."""
    REPEAT = "repeat"
    """Red tests again, in reverse order."""
    STANDINS = "standins"
    """New tests with stand-ins for what is missing."""
    CONTROL = "control"
    """The tests beside a canary that must fail, or without their implementation."""
    REACH = "reach"
    """The lines that contract tests run."""
    PROBES = "probes"
    """Which one-line functions are called."""
    CALLS = "calls"
    """The calls that a contract's tests make, recorded and repeated."""
    MUTANTS = "mutants"
    """Mutants, each switched on in a fork."""
    FRESH = "fresh"
    """Mutants of code that runs at import: one `LINES` run, then an `ALONE` run for each mutant."""
    LINES = "lines"
    """The lines and cost of each test, without mutants."""
    ALONE = "alone"
    """One mutant, active from the first import on."""
    HELD_OUT = "held-out"
    """The held-out tests of a sealed contract."""
    EXAMPLES = "examples"
    """The examples of docs and docstrings."""

    @property
    def is_forked(self) -> bool:
        """Whether a run of the user's command line can fork from a process that has loaded nothing of the project."""
        return self in {
            Role.STANDINS, Role.CONTROL, Role.CALLS, Role.MUTANTS, Role.LINES, Role.HELD_OUT, Role.EXAMPLES,
        }  # fmt: skip

    @property
    def needs_an_interpreter(self) -> bool:
        """Whether the run needs a new interpreter, because it must have another hash seed."""
        return self is Role.REPEAT

    @property
    def is_bounded(self) -> bool:
        """Whether the run is limited as a whole: its tests are reported only when they end, or have no limit."""
        return self in {Role.STANDINS, Role.EXAMPLES}

    @property
    def is_selected(self) -> bool:
        """Whether the user's `-m` and `-k` apply: the tests that they leave out can take hours."""
        return self in {Role.AGAIN, Role.MUTANTS, Role.PROBES}

    @property
    def slack(self) -> int:
        """The factor on a test's time limit: the repeat asks whether a test is red again, not how fast."""
        return 2 if self is Role.REPEAT else 1
