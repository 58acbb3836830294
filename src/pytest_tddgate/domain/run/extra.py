"""The keys of `Orders.extra`, for type checkers; at run time it is a plain dict, sent to the child unchanged.

A child reads the keys that its role knows. It may be of another version, as in an audit of this project's own history,
so a key keeps its name and form. Paths are absolute, lines counted from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Extra", "Replacement", "RunSides"]

_GoingOn = TypedDict("_GoingOn", {"continue": bool}, total=False)  # `continue` is a keyword: no class syntax
"""`continue`: tests run even if some files cannot be collected."""


class Replacement(TypedDict):
    """A mutant: `text` replaces the bytes from `start` to `end`, which lie on `lines` (first, last)."""

    id: str
    path: str
    start: int
    end: int
    text: str
    lines: Sequence[int]
    is_at_import: NotRequired[bool]


class _OfRuns(_GoingOn, total=False):
    """Keys of several roles."""

    first_party: Sequence[str]
    """The import names of the subject's own packages."""
    sources: Sequence[str]
    """The folders, relative to the top, that the subject must come from; else the run stops after its first test."""
    roots: Sequence[str]
    """The folders, relative to the run's own tree, from which the subject is imported in it."""
    scratch: str
    """A folder for everything that the run writes, removed afterwards."""
    without: Sequence[str]
    """Node ids of tests to leave out, with all their cases."""
    side_by_side: bool
    """Whether pytest-xdist's workers run as the user's options ask for."""
    own_settings: bool
    """Whether to collect with the options of the project's settings only, and run no test."""
    unread: bool
    """Whether the summary can be left out."""


class _OfCoverage(TypedDict, total=False):
    """Keys of a run under coverage."""

    data_file: str
    core: str
    """The measurement core, as in `COVERAGE_CORE`."""


class _OfControls(TypedDict, total=False):
    """Keys of `Role.CONTROL`: one of `canary`, `emptied` (with `blanked` and `late`) and `reverted`."""

    canary: str
    """The name prefix of the added tests that must fail."""
    emptied: Mapping[str, Sequence[Sequence[int]]]
    """Path -> spans of lines whose functions do nothing."""
    blanked: bool
    """Whether the values in these spans are removed, too."""
    late: bool
    """Whether functions work until the first test starts; modules imported later, until their import is over."""
    reverted: Mapping[str, str | None]
    """Path -> the source to import instead, None for no module."""


class _OfCalls(TypedDict, total=False):
    """Keys of `Role.CALLS` and `Role.PROBES`."""

    changed: Mapping[str, Sequence[Sequence[int]]]
    """Path -> spans of lines that changed."""
    probed: Sequence[str]
    """The files whose one-line functions are watched."""


class _OfMutants(TypedDict, total=False):
    """Keys of `Role.MUTANTS`, `Role.FRESH` and `Role.LINES`."""

    mutants: Sequence[Replacement]
    files: Sequence[str]
    """The files that the mutants are in."""
    workers: int
    """How many mutants are tried in parallel."""
    budget: float
    """Seconds of CPU for all mutants."""
    skip: Sequence[str]
    """Tests that are not run, as repository-relative `path::name`."""
    reach: Sequence[str]
    """Tests whose reached lines are reported, in the same form."""


class _OfOneMutant(TypedDict, total=False):
    """Keys of `Role.ALONE`."""

    id: str
    path: str
    source: str
    """The source of the whole file, mutated."""
    tests: Sequence[tuple[str, float]]
    """Node ids in run order, each with its limit in seconds of CPU."""
    wall: float
    """Seconds of wall time, after which a waiting run is undecided."""
    effects: Sequence[str]
    """The effects allowed outside `scratch`: those that a run without mutants had."""


class Extra(_OfRuns, _OfCoverage, _OfControls, _OfCalls, _OfMutants, _OfOneMutant, total=False):
    """All keys of `Orders.extra`, each read by some roles only."""

    control: int
    """`Role.RESERVE`: the file descriptor of the socket at which it waits."""


class RunSides(TypedDict, total=False):
    """The optional arguments of a run; see `domain.run.orders.Orders`."""

    targets: Iterable[str]
    expected: Iterable[str]
    files: Iterable[str]
    extra: Extra | None
    tree: str | None
    """The directory to run in, instead of the checkout."""
    coverage: tuple[str, ...] | None
    """The sources to measure; None for no measurement."""
