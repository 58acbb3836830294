"""What pytest was seen to do: the typed form of everything that a child reports about a run."""

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
    """One entry of a traceback: absolute path as Python knows it, line counted from 1, function name.

    `span` is the expression that was running, as syntax trees have it: first line, column, last line, column (bytes,
    from 0); empty where Python does not know.
    """

    path: str
    line: int
    function: str
    span: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExceptionSeen:
    """One exception of a chain.

    `classes` holds the qualified names of its classes, nearest first (`builtins.KeyError`). `subject` is the name that
    could not be found (of an ImportError, AttributeError or NameError), `owner` where it was looked for: a module's
    name, or `module:Class`. `source` is the file of that owner, `""` where it has none. `context` is what was being
    handled when it was raised (`__cause__` or `__context__`). Frames run from the test to the place of the raise.
    """

    classes: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...] = ()
    subject: str = ""
    owner: str = ""
    source: str = ""
    context: ExceptionSeen | None = None

    def is_a(self, *names: str) -> bool:
        """Whether one of its classes has one of these qualified names."""
        return any(name in self.classes for name in names)

    @property
    def kind(self) -> str:
        """The bare name of its class."""
        return self.classes[0].rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class PhaseSeen:
    """One phase of one test: `setup`, `call` or `teardown`, and how it ended.

    `outcome` is pytest's word (`passed`, `failed`, `skipped`), or `xfailed`, `xpassed`, `hung`.
    """

    when: str
    outcome: str
    message: str = ""
    exception: ExceptionSeen | None = None


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """What pytest collected: which function, which case, where it is defined, which of our markers it carries.

    `case` is the id in brackets of a parametrized test (`""`: none), `indices` the position of each parameter's value.
    `defined_in` is the absolute path of the file that holds the function (another one when it is inherited), `line`
    its first line there. `kind` is `function`, `unittest`, `doctest` or `other`.
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
    """One test of a run, by node id, with every phase that it reported.

    In a stand-in run each test runs once in each `mode`, and `used` names the stand-ins that it used. It `hands_on`
    where one of them was given what one of them had made.
    """

    __test__ = False

    node_id: str
    item: ItemSeen | None = None
    phases: tuple[PhaseSeen, ...] = ()
    mode: str = ""
    used: tuple[str, ...] = ()
    hands_on: bool = False

    @property
    def outcome(self) -> str:
        """`passed` when setup, call and teardown all passed; else the outcome of the first phase that did not."""
        for phase in self.phases:
            if phase.outcome != "passed":
                return phase.outcome
        return "passed" if {phase.when for phase in self.phases} >= {"setup", "call", "teardown"} else "incomplete"

    @property
    def failure(self) -> PhaseSeen | None:
        """The first phase that did not pass, None when there is none."""
        return next((phase for phase in self.phases if phase.outcome != "passed"), None)


@dataclass(frozen=True, slots=True)
class CollectError:
    """A file (or conftest) that could not be collected, and why; `path` is relative to the repository."""

    path: str
    exception: ExceptionSeen | None
    message: str = ""

    @property
    def cause(self) -> ExceptionSeen | None:
        """What keeps the file from being collected, out of what pytest wraps it in."""
        cause = self.exception
        while cause is not None and cause.context is not None and "Collect" in cause.kind:
            cause = cause.context
        return cause

    @property
    def why(self) -> str:
        """Class and first line of what keeps the file from being collected."""
        cause = self.cause
        if cause is None:
            return (self.message.strip().splitlines() or ["no message"])[-1]
        return f"{cause.kind}: {cause.message.strip().partition(chr(10))[0]}"


@dataclass(frozen=True, slots=True)
class ExampleSeen:
    """An example of a page or a docstring that gave something else: repository-relative path, line from 1."""

    path: str
    line: int
    source: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class RunSeen:
    """Everything that was observed of one run of pytest.

    `deselected` are node ids, `deselected_by` the option of pytest by which each was (`""`: a plugin's or a conftest's
    doing), `asked` the options and paths that were given to this run and leave out what the settings would let run.
    `exit_code` is the process's own (negative: killed by that signal), `announced` the one that the session said it
    would have, None when it never said that it ended or left by `pytest.exit`. `stopped` says why it left tests unrun
    (`-x`, `--maxfail`, a plugin, `pytest.exit`), `""` when it did not; `late` what failed in pytest after its last
    test. Of a stand-in run, `filled` are the names that were filled. Of a run with probes, `called` are the functions
    on one line that were called: absolute path, line, column. `mutation` is what came of mutants, `calls` of calls that
    were repeated. Of a run of examples, `examples` are those that failed; of a run under coverage, `early` are the
    absolute paths of the measured files that were imported before it, and `pythonpath` the folders that pytest's
    setting of this name adds.
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
    last_started: str = ""
    filled: tuple[str, ...] = ()
    called: tuple[tuple[str, int, int], ...] = ()
    mutation: MutationSeen = field(default_factory=MutationSeen)
    calls: CallsSeen = field(default_factory=CallsSeen)
    examples: tuple[ExampleSeen, ...] = ()
    early: tuple[str, ...] = ()
    pythonpath: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
