"""What orders are made of, for type checkers alone: at run time it is dicts, and `Extra` goes to the child as it is.

A child reads the keys that its role knows. It can be of another version, as in an audit of this project's own history:
a key keeps its name and its form. Paths are absolute, lines counted from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Extra", "Replacement", "RunSides"]

_GoingOn = TypedDict("_GoingOn", {"continue": bool}, total=False)  # a keyword is no attribute
"""`continue`: tests run although other files cannot be collected."""


class Replacement(TypedDict):
    """A mutant: `text` takes the place of the bytes from `start` to `end`, on the first to the last of `lines`."""

    id: str
    path: str
    start: int
    end: int
    text: str
    lines: Sequence[int]
    is_at_import: NotRequired[bool]


class _OfRuns(_GoingOn, total=False):
    """What several roles know."""

    first_party: Sequence[str]
    """The names of the subject's own packages."""
    sources: Sequence[str]
    """The folders from which the subject is to be imported, relative to the top: over other code no test goes on."""
    roots: Sequence[str]
    """The folders from which the subject is imported where the run has a tree of its own, relative to it."""
    scratch: str
    """A folder for whatever is written, removed after the run."""
    without: Sequence[str]
    """Node ids to leave out, with all their cases."""
    side_by_side: bool
    """The user's own workers of pytest-xdist are wanted."""
    own_settings: bool
    """Tests are collected with the options of the project's settings alone, and none runs."""
    unread: bool
    """Nobody reads the summary."""


class _OfCoverage(TypedDict, total=False):
    """What a run that is measured knows."""

    data_file: str
    core: str
    """The way of measuring, as in `COVERAGE_CORE`."""


class _OfControls(TypedDict, total=False):
    """`Role.CONTROL` knows one of `canary`, `emptied` and `reverted`."""

    canary: str
    """How the names of tests that must fail begin."""
    emptied: Mapping[str, Sequence[Sequence[int]]]
    """Path -> spans of lines: functions there do nothing."""
    blanked: bool
    """The values there are taken as well."""
    late: bool
    """Functions do nothing from the first test on, and what is imported after that once its import is over."""
    reverted: Mapping[str, str | None]
    """Path -> the source to import in its place, None where there is to be no module."""


class _OfCalls(TypedDict, total=False):
    """`Role.CALLS` and `Role.PROBES`."""

    changed: Mapping[str, Sequence[Sequence[int]]]
    """Path -> spans of lines that changed."""
    probed: Sequence[str]
    """The files whose functions on one line are watched."""


class _OfMutants(TypedDict, total=False):
    """`Role.MUTANTS`, `Role.FRESH` and `Role.LINES`."""

    mutants: Sequence[Replacement]
    files: Sequence[str]
    """The files that they are in."""
    workers: int
    """How many are tried side by side."""
    budget: float
    """Seconds of CPU."""
    skip: Sequence[str]
    """Tests that are not asked, as `path::name` from the repository's top, as is the next."""
    reach: Sequence[str]
    """Tests of which it is asked what they reach."""


class _OfOneMutant(TypedDict, total=False):
    """`Role.ALONE`."""

    id: str
    path: str
    source: str
    """The file with the mutant in it."""
    tests: Sequence[tuple[str, float]]
    """Node ids in order, each with the seconds of CPU that it may take."""
    wall: float
    """Seconds by the clock after which nobody knows whether what waits would end."""
    heard: Sequence[str]
    """What may be done outside of `scratch`, as a run without mutants did it."""


class Extra(_OfRuns, _OfCoverage, _OfControls, _OfCalls, _OfMutants, _OfOneMutant, total=False):
    """What orders say beside what every run is told."""

    control: int
    """`Role.RESERVE`: the descriptor of the socket at which it waits."""


class RunSides(TypedDict, total=False):
    """What may be said of a run beside its role; see `domain.run.orders.Orders`."""

    targets: Iterable[str]
    expected: Iterable[str]
    files: Iterable[str]
    extra: Extra | None
    tree: str | None
    """Where to run instead of the checkout."""
    coverage: tuple[str, ...] | None
    """The sources to measure, None for no measurement."""
