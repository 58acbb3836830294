"""What a run with mutants has shown: what came of each, and the tests as they run without one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MutantSeen", "MutationSeen", "TestRan"]


@dataclass(frozen=True, slots=True)
class MutantSeen:
    """What came of a mutant, by its id.

    `outcome` is `killed` or `survived`; `unreached` (no test runs its line), `untried` (the budget was spent),
    `undecided` (a test waited and waited), `stopped` (it reached for files, processes or a network that the tests do
    not reach for as they are), `lost` (its batch never came back), `equivalent`, `invalid`, or `import`
    (what it changes ran before any test).
    `tests` are node ids, a few of those `count` that ran.
    """

    id: str
    outcome: str
    tests: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class TestRan:
    """A test as it ran without a mutant: its file (repository-relative), outcome, cost, and the lines of interest.

    `cpu` and `wall` are in seconds; `lines` are absolute path and line.
    """

    __test__ = False

    node_id: str
    file: str
    outcome: str
    cpu: float
    lines: frozenset[tuple[str, int]] = frozenset()
    wall: float = 0


@dataclass(frozen=True, slots=True)
class MutationSeen:
    """What came of the mutants of a run, or of a batch of them.

    `reached` maps the path of each file that was imported (of a batch relative to its tree) to the lines of its
    functions that ran, `unfit` are the tests that fail as they are, `spent` is in seconds of CPU, and `unavailable`
    says why there is nothing (`""`: there is). Where the tests run as they are, `ran` are the tests, and `heard` is
    what they do outside of their process: absolute paths that they change, and names of events.
    """

    mutants: tuple[MutantSeen, ...] = ()
    reached: Mapping[str, frozenset[int]] = field(default_factory=dict)
    unfit: tuple[str, ...] = ()
    spent: float = 0
    unavailable: str = ""
    ran: tuple[TestRan, ...] = ()
    heard: tuple[str, ...] = ()
