"""Observations of pytest: the typed form of everything that a child reports about a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.identity import TestId
from pytest_tddgate.domain.run.mutation import MutationSeen

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CollectError",
    "ExceptionSeen",
    "Frame",
    "ItemSeen",
    "PhaseSeen",
    "RunSeen",
    "TestId",
    "TestSeen",
]


@dataclass(frozen=True, slots=True)
class Frame:
    """One traceback entry: absolute path as Python knows it, line counted from 1, function name.

    `span` is the running expression, as in `ast`: first line, column, last line, column (bytes, from 0); empty if
    Python does not know it.
    """

    path: str
    line: int
    function: str
    span: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExceptionSeen:
    """One exception of a chain.

    `classes` are the qualified names of its class and bases, in method resolution order (`builtins.KeyError`).
    `subject` is the name that could not be found (ImportError, AttributeError, NameError), `owner` where it was looked
    for: a module's name, or `module:Class`. `source` is the owner's file, `""` if it has none. `context` is the
    exception that was being handled (`__cause__` or `__context__`). Frames run from the test to the place of the raise.
    """

    classes: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...] = ()
    subject: str = ""
    owner: str = ""
    source: str = ""
    context: ExceptionSeen | None = None

    def is_a(self, *names: str) -> bool:
        """Whether its class or a base class has one of these qualified names."""
        return any(name in self.classes for name in names)

    @property
    def kind(self) -> str:
        """The unqualified name of its class."""
        return self.classes[0].rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class PhaseSeen:
    """One phase (`setup`, `call` or `teardown`) of one test, and its outcome.

    `outcome` is one of pytest's (`passed`, `failed`, `skipped`), or `xfailed`, `xpassed`, `hung`.
    """

    when: str
    outcome: str
    message: str = ""
    exception: ExceptionSeen | None = None


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One collected item: its function and case, where it is defined, and which of our markers it has.

    `case` is the id in brackets of a parametrized test (`""`: none), `indices` the index of each parameter's value.
    `defined_in` is the absolute path of the file with the function (another file if it is inherited), `line` its first
    line there. `kind` is `function`, `unittest`, `doctest` or `other`.
    """

    test: TestId
    case: str = ""
    kind: str = "function"
    defined_in: str = ""
    line: int = 0
    indices: tuple[tuple[str, int], ...] = ()
    pins: str | None = None
    hangs: str | None = None


@dataclass(frozen=True, slots=True)
class TestSeen:
    """One test of a run, with every phase that it reported.

    In a stand-in run, each test runs once in each `mode`; `used` names the stand-ins that it used, and
    `passes_stand_ins_on` says whether a stand-in received a value that a stand-in had returned.
    """

    __test__ = False

    node_id: str
    item: ItemSeen | None = None
    phases: tuple[PhaseSeen, ...] = ()
    mode: str = ""
    used: tuple[str, ...] = ()
    passes_stand_ins_on: bool = False

    @property
    def outcome(self) -> str:
        """`passed` if all phases passed, else the first other outcome; `incomplete` if a phase was not reported."""
        for phase in self.phases:
            if phase.outcome != "passed":
                return phase.outcome
        return "passed" if {phase.when for phase in self.phases} >= {"setup", "call", "teardown"} else "incomplete"

    @property
    def failure(self) -> PhaseSeen | None:
        """The first phase that did not pass; None if there is none."""
        return next((phase for phase in self.phases if phase.outcome != "passed"), None)


@dataclass(frozen=True, slots=True)
class CollectError:
    """A file (or conftest) that could not be collected, and why; `path` is repository-relative."""

    path: str
    exception: ExceptionSeen | None
    message: str = ""

    @property
    def cause(self) -> ExceptionSeen | None:
        """The exception that keeps the file from being collected, without pytest's wrappers around it."""
        cause = self.exception
        while cause is not None and cause.context is not None and "Collect" in cause.kind:
            cause = cause.context
        return cause

    @property
    def why(self) -> str:
        """The class and first line of `cause`; without a cause, the last line of `message`."""
        cause = self.cause
        if cause is None:
            return (self.message.strip().splitlines() or ["no message"])[-1]
        return f"{cause.kind}: {cause.message.strip().partition(chr(10))[0]}"

    def hides(self, file: str) -> bool:
        """Whether pytest could not see the tests of a repository-relative file, because of it or of what is above it.

        The path of an error of the whole session is empty, that of the top folder `.`.
        """
        folder, _, name = self.path.rpartition("/")
        if name in {"conftest.py", "__init__.py"}:
            return not folder or file.startswith(f"{folder}/")
        return self.path in {file, "", "."} or (not name.endswith(".py") and file.startswith(f"{self.path}/"))


@dataclass(frozen=True, slots=True)
class ExampleSeen:
    """A failed example of a page or docstring: repository-relative path, line from 1."""

    path: str
    line: int
    source: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class RunSeen:
    """Everything that was observed of one run of pytest.

    Left out: `deselected` are node ids, `deselected_by` the pytest option that deselected each (`""`: a plugin or
    conftest), `asked` the options and paths of this run that leave out tests which the settings alone would run.

    The end: `exit_code` is the process's (negative: killed by that signal), `announced` the session's, None if the
    session reported no end or left by `pytest.exit`. `stopped` says why tests were left unrun (`-x`, `--maxfail`, a
    plugin, `pytest.exit`; `""`: none were), `late` what failed in pytest after its last test, `crashed` the internal
    error with which it ended.

    By role: `filled` are the names that stand-ins filled, `uncollected` the tests that a stand-in run did not find,
    `called` the one-line functions that were called (absolute path, line, column), `mutation` the results of mutants,
    `calls` of repeated calls, `examples` those that failed. Under coverage, `early` are the absolute paths of measured
    files that were imported before the run, and `pythonpath` the folders that pytest's setting of this name adds.
    """

    tests: tuple[TestSeen, ...] = ()
    collect_errors: tuple[CollectError, ...] = ()
    deselected: tuple[str, ...] = ()
    deselected_by: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    exit_code: int = 0
    announced: int | None = None
    stopped: str = ""
    late: str = ""
    crashed: str = ""
    last_started: str = ""
    filled: tuple[str, ...] = ()
    uncollected: tuple[str, ...] = ()
    called: tuple[tuple[str, int, int], ...] = ()
    mutation: MutationSeen = field(default_factory=MutationSeen)
    calls: CallsSeen = field(default_factory=CallsSeen)
    examples: tuple[ExampleSeen, ...] = ()
    early: tuple[str, ...] = ()
    pythonpath: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
