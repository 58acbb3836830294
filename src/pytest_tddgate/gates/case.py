"""What every gate starts from, and what it ends with.

It starts from a `Case`: ports to the outside world, and what the user asked for. Its checks return a `CheckResult`
each, and `Found` adds these up to a verdict.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pytest_tddgate.domain.configuration.settings import Settings
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.reports.check_result import CheckResult
    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.domain.run.role import Role
    from pytest_tddgate.domain.verdict import Finding, MissingFact, Verdict
    from pytest_tddgate.ports import Memory, Records, Repository, Runner

__all__ = ["Board", "Case", "Effort", "Found", "SealedGiven", "leveled", "leveled_refusals", "waiver_rows"]

_MAIN = frozenset({"main", "master", "trunk", "develop"})


class SealedGiven(NamedTuple):
    """The options for sealed tests: the path of their package (`""`: not given), and whether to show their names.

    `directory` is the absolute path in which the command line was given.
    """

    path: str = ""
    shows_names: bool = False
    directory: str = ""

    @property
    def full(self) -> Path:
        """The absolute path of the package."""
        return Path(self.directory, self.path)


@dataclass(frozen=True, slots=True)
class Effort:
    """What testing the mutants of a change may cost: seconds of CPU, and how many run side by side (0: one per core).

    `engine` is the address of a scheduler with workers on other machines, `""` for none.
    """

    budget: float = 20
    workers: int = 0
    engine: str = ""


def _say_nothing(_step: str) -> None:
    """The default of `Case.tell`: drops the message."""


class Board:
    """Shows the progress of tasks that run side by side; this base class shows nothing."""

    def begin(self, title: str, names: Sequence[str], since: float) -> None:
        """Show tasks with these names, running since a time in seconds of `time.monotonic`."""

    def say(self, name: str, words: str, seconds: float) -> None:
        """Show the result of one task, and how long it took."""

    def end(self) -> None:
        """Stop showing tasks."""


@dataclass(frozen=True, slots=True)
class Case:
    """One run of one gate.

    `feature`, `base` and `amend` are the values of the options, None if not given. `args` is pytest's command line,
    `directory` the absolute path in which it was given, `pycache_prefix` where Python keeps compiled modules (`""`:
    beside the sources), `sealed` the options for held-out tests. An audit has neither `memory` nor `records`, because
    it trusts no stored results. `tell` reports what a long run is doing, `board` the tasks that run side by side.
    """

    repository: Repository
    runner: Runner
    settings: Settings
    layout: Layout
    feature: str | None = None
    base: str | None = None
    amend: str | None = None
    args: tuple[str, ...] = ()
    directory: str = ""
    pycache_prefix: str = ""
    sealed: SealedGiven = field(default_factory=SealedGiven)
    effort: Effort = field(default_factory=Effort)
    memory: Memory | None = None
    records: Records | None = None
    tell: Callable[[str], None] = _say_nothing
    board: Board = field(default_factory=Board)

    @property
    def coverage_options(self) -> tuple[str, ...]:
        """The user's own options for pytest-cov."""
        return tuple(each for each in self.args if each.startswith(("--cov", "--no-cov")))

    @property
    def first_party(self) -> Extra:
        """The part of a run's request that names the project's own top-level packages and modules."""
        return {"first_party": sorted(self.layout.names)}

    def bytes_of(self, path: str) -> bytes:
        """The bytes of a file of the work tree, `b""` if there is no regular file."""
        return self.repository.read(path) or b""

    def text_of(self, path: str) -> str:
        """The text of a file of the work tree, `""` if there is none; bytes that are not UTF-8 are replaced."""
        return self.bytes_of(path).decode("utf-8", "replace")

    def run_tests(
        self, role: Role, tests: Iterable[TestId], more: Extra | None = None, *, by_file: bool = False
    ) -> RunSeen:
        """What was seen of these tests in a run of their own, which may fail; `more` is added to the run's request.

        `by_file` asks for the tests' files instead of their names, for when one of the names may not exist.
        """
        tests = tuple(tests)
        names, files = [str(test) for test in tests], sorted({test.file for test in tests})
        extra: Extra = {**self.first_party, **(more or {})}
        return self.runner.run(role, targets=files if by_file else names, files=files, expected=names, extra=extra)

    @property
    def has_feature_name(self) -> bool:
        """Whether a feature is named, by an option or by a branch that is not a main branch."""
        branch = self.repository.branch()
        return self.feature is not None or (branch is not None and branch not in _MAIN)


@dataclass(slots=True)
class Found:
    """What a gate has found so far; its findings have the levels that the settings give their rules."""

    settings: Settings
    findings: list[Finding] = field(default_factory=list)
    missing: list[MissingFact] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, result: CheckResult) -> None:
        """Add what a check found."""
        self.findings += leveled(result.findings, self.settings)
        self.missing += result.missing
        self.rows += result.rows
        self.notes += result.notes

    @property
    def verdict(self) -> Verdict:
        """The verdict on everything found so far."""
        return verdict_of(*self.findings, missing=tuple(self.missing))

    def is_open(self) -> bool:
        """Whether nothing found so far keeps the gate from passing."""
        return self.verdict.is_passed


def leveled(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings at the levels that the settings give their rules; findings of rules that are off are left out."""
    found = (
        _waived(replace(each, level=settings.rules.get(each.rule.id, each.rule.level)), settings) for each in findings
    )
    return tuple(finding for finding in found if finding.level is not Level.OFF)


def _waived(finding: Finding, settings: Settings) -> Finding:
    """The finding, lowered to advice if a waiver that has not ended covers it."""
    today = _today()
    for waiver in settings.waivers:
        covers = waiver.covers(finding.rule.id, finding.at.path if finding.at else None)
        if covers and finding.level is Level.REFUSE and not waiver.has_ended(today):
            return replace(finding, what=f"{finding.what} (waived)", why=waiver.says(today), level=Level.ADVISE)
    return finding


def waiver_rows(settings: Settings) -> tuple[Row, ...]:
    """A row for each waiver of the project, whether it was needed or not."""
    today = _today()
    return tuple(Row("waived", each.rule, each.path or "everywhere", each.says(today)) for each in settings.waivers)


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()


def leveled_refusals(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings that refuse under these settings."""
    return tuple(each for each in leveled(findings, settings) if each.level is Level.REFUSE)
