"""What every gate is given: the world behind ports, and what the user asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.rules.rule import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pytest_tddgate.domain.configuration.settings import Settings
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.domain.run.role import Role
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.ports import Memory, Records, Repository, Runner

__all__ = ["Board", "Case", "Effort", "SealedGiven", "leveled", "leveled_refusals", "waiver_rows"]

_MAIN = frozenset({"main", "master", "trunk", "develop"})


class SealedGiven(NamedTuple):
    """What the command line said about sealed files: where their package is (`""`: nothing), and whether to name them.

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
    """What mutants of a change may cost: seconds of CPU, and how many are tried side by side (0: one for each core).

    `engine` is the address of whoever has workers on other machines, `""` for none.
    """

    budget: float = 20
    workers: int = 0
    engine: str = ""


def _say_nothing(_step: str) -> None:
    """What a gate tells of its work when nobody listens."""


class Board:
    """Shows how each of several is doing while they are at work; this one shows nothing."""

    def begin(self, title: str, names: Sequence[str], since: float) -> None:
        """Show these names, who are at work since then (seconds of `time.monotonic`)."""

    def say(self, name: str, words: str, seconds: float) -> None:
        """Show what came of one, and how long it took."""

    def end(self) -> None:
        """Nobody is at work any more."""


@dataclass(frozen=True, slots=True)
class Case:
    """One run of one gate.

    `feature`, `base` and `amend` are what the options said, None where they were not given. `args` is pytest's
    command line, `directory` the absolute path in which it was given, `pycache_prefix` where Python keeps compiled
    modules (`""`: beside the sources), `sealed` what it said about held-out tests. An audit has neither `memory` nor
    `records`: it trusts nobody's. `tell` says what is going on while it takes long, and `board` how each is doing that
    is at work side by side.
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
        """What a run is told of whose code is the project's own."""
        return {"first_party": sorted(self.layout.names)}

    def bytes_of(self, path: str) -> bytes:
        """The bytes of a file of the work tree, `b""` where there is no regular file."""
        return self.repository.read(path) or b""

    def text_of(self, path: str) -> str:
        """The text of a file of the work tree, `""` where there is none; what is no UTF-8 is replaced."""
        return self.bytes_of(path).decode("utf-8", "replace")

    def run_tests(
        self, role: Role, tests: Iterable[TestId], more: Extra | None = None, *, by_file: bool = False
    ) -> RunSeen:
        """What was seen of these tests in a run of their own, which may fail; `more` is told beside `first_party`.

        `by_file` asks for their files and not for their names, where one may not be there.
        """
        tests = tuple(tests)
        names, files = [str(test) for test in tests], sorted({test.file for test in tests})
        extra: Extra = {**self.first_party, **(more or {})}
        return self.runner.run(role, targets=files if by_file else names, files=files, expected=names, extra=extra)

    @property
    def has_feature_name(self) -> bool:
        """Whether a feature is named: by an option, or by a branch that is none of the main ones."""
        branch = self.repository.branch()
        return self.feature is not None or (branch is not None and branch not in _MAIN)


def leveled(findings: Iterable[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings with the level that the settings give their rules; those of a rule that is off are left out."""
    found = (
        _waived(replace(each, level=settings.rules.get(each.rule.id, each.rule.level)), settings) for each in findings
    )
    return tuple(finding for finding in found if finding.level is not Level.OFF)


def _waived(finding: Finding, settings: Settings) -> Finding:
    """The finding as advice where a waiver that has not ended covers it."""
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
    """Those of the findings that refuse by these settings."""
    return tuple(each for each in leveled(findings, settings) if each.level is Level.REFUSE)
