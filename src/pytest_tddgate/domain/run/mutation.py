"""What a run with mutants shows: the outcome of each mutant, and the tests' results without a mutant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MutantSeen", "MutationSeen", "TestRan"]


@dataclass(frozen=True, slots=True)
class MutantSeen:
    """The outcome of the mutant with this id.

    `outcome` is `killed`, `survived`, `unreached` (no test runs its line), `untried` (the budget was spent),
    `undecided` (a test waited too long), `stopped` (it used files, processes or a network that the tests do not use
    without it), `lost` (its batch never came back), `equivalent`, `invalid`, or `import` (its code ran before any
    test). `tests` are a few of the `count` node ids that ran.
    """

    id: str
    outcome: str
    tests: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class TestRan:
    """A test that ran without a mutant: its repository-relative file, outcome, cost, and which watched lines it ran.

    `cpu` and `wall` are in seconds; `lines` are pairs of absolute path and line.
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
    """The outcomes of the mutants of a run, or of one batch.

    `reached` maps the path of each imported file (relative to its tree, for a batch) to the lines of its functions that
    ran; `unfit` are tests that fail without a mutant; `spent` is in seconds of CPU; `unavailable` says why there is no
    result (`""`: there is one). For tests that ran without mutants, `ran` are the tests, and `effects` their effects
    outside the process: absolute paths that they changed, and names of audit events.
    """

    mutants: tuple[MutantSeen, ...] = ()
    reached: Mapping[str, frozenset[int]] = field(default_factory=dict)
    unfit: tuple[str, ...] = ()
    spent: float = 0
    unavailable: str = ""
    ran: tuple[TestRan, ...] = ()
    effects: tuple[str, ...] = ()
