"""Everything that the page shows, as values: its content is decided here, its look elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Page",
    "PageAmendment",
    "PageCell",
    "PageEvent",
    "PageFeature",
    "PageFile",
    "PageFinding",
    "PageLine",
    "PageMutant",
    "PagePoint",
    "PageRow",
    "PageRun",
    "PageTest",
    "PageWaiver",
]


@dataclass(frozen=True, slots=True)
class PageTest:
    """A test of a contract: how it was red (`unmet`, …, or `pin`), and its state now.

    `cases` is the number of its cases, None if unknown.
    """

    file: str
    name: str
    red: str
    state: str
    cases: int | None = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of source; `mark` is `covered`, `missed`, or empty for a line without a changed statement."""

    number: int
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class PageFile:
    """The changed lines of a file, or a remark that names them if their text is not available."""

    path: str
    covered: int
    counted: int
    lines: tuple[PageLine, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PageMutant:
    """A change of the code that no test noticed: a description, the place as `PATH:LINE`, and the lines of its diff."""

    what: str
    at: str
    diff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFinding:
    """A finding or a missing fact (with `undecided` as its rule): what, where, why, next."""

    rule: str
    what: str
    at: str = ""
    why: str = ""
    next_step: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageCell:
    """The state of one gate for one feature: a verdict, `broken`, or `not run`; with a remark, such as a day."""

    gate: str
    state: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PageEvent:
    """Something that happened to a feature at a gate, with its time (ISO 8601, UTC).

    `kind` is `locked`, `amended`, or a verdict.
    """

    at: str
    gate: str
    kind: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PageAmendment:
    """An amendment; time and commit are empty if history does not show them."""

    reason: str
    changed: tuple[str, ...] = ()
    at: str = ""
    commit: str = ""
    is_format_only: bool = False


@dataclass(frozen=True, slots=True)
class PageFeature:
    """A contract, which is `kept` or `broken`; `commit` locked it.

    `measured` names the run that coverage and mutants come from; empty if there was none.
    """

    name: str
    standing: str
    commit: str
    cells: tuple[PageCell, ...] = ()
    tests: tuple[PageTest, ...] = ()
    missing: tuple[str, ...] = ()
    files: tuple[PageFile, ...] = ()
    mutants: tuple[PageMutant, ...] = ()
    amendments: tuple[PageAmendment, ...] = ()
    events: tuple[PageEvent, ...] = ()
    findings: tuple[PageFinding, ...] = ()
    measured: str = ""


@dataclass(frozen=True, slots=True)
class PageWaiver:
    """A waiver with the times of the first and last run that named it; `is_set` says that the settings have it now."""

    rule: str
    where: str
    reason: str
    first: str
    last: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A number at a time, with what it is about."""

    at: str
    value: float
    about: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of a gate's report: a state, its kind, what it is about, and a remark."""

    state: str
    kind: str
    about: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PageRun:
    """The run that the page is about."""

    gate: str
    feature: str
    verdict: str
    at: str
    findings: tuple[PageFinding, ...] = ()
    advice: tuple[PageFinding, ...] = ()
    rows: tuple[PageRow, ...] = ()
    notes: tuple[str, ...] = ()
    next_command: str = ""
    next_detail: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; `head` is a commit id, `made_at` a time, `problems` are records that are missing or damaged."""

    project: str
    head: str
    made_at: str
    run: PageRun | None = None
    features: tuple[PageFeature, ...] = ()
    problems: tuple[PageFinding, ...] = ()
    unlocked: tuple[str, ...] = ()
    waivers: tuple[PageWaiver, ...] = ()
    coverage: tuple[PagePoint, ...] = ()
    sizes: tuple[PagePoint, ...] = ()
    next_command: str = ""
