"""Coverage of a green run: the total, the changed lines, and what the change hides from coverage."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.coverage import read_coverage
from pytest_tddgate.domain.contracts.contract import sha256_of
from pytest_tddgate.domain.python.coverage_settings import hides_more
from pytest_tddgate.domain.python.idle import idle_lines
from pytest_tddgate.domain.python.lines import ranges_of, spans_of
from pytest_tddgate.domain.reports.run_coverage import FileLines, RunCoverage
from pytest_tddgate.domain.reports.wording import first_few, percent
from pytest_tddgate.domain.rerun import OnlyGateOptions
from pytest_tddgate.domain.rules.consequences import OF_COVERAGE
from pytest_tddgate.domain.rules.green import COVERAGE_EXCLUDED, LOW_COVERAGE, LOW_DIFF_COVERAGE
from pytest_tddgate.domain.verdict import Finding, MissingFact
from pytest_tddgate.gates.green.dense_code import never_called
from pytest_tddgate.gates.green.left_out import (
    coverage_sources,
    elsewhere_only,
    hiding_at,
    hiding_now,
    left_out_by_include,
    left_out_notes,
    not_included,
)
from pytest_tddgate.gates.green.pragmas import added_pragmas, pragma_findings, without_pragmas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.adapters.coverage import FileCoverage
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.green.dense_code import NeverCalled

__all__ = ["Covered", "coverage_of", "no_data"]


_IN_PROCESSES = (
    "lock tests that run them; where tests do so in a process that they start, coverage follows it with "
    'patch = ["subprocess"] in [tool.coverage.run]'
)


@dataclass(frozen=True, slots=True)
class Covered:
    """Findings, missing facts, the table of changed files for readers, notes, and the numbers for machines."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    numbers: RunCoverage | None = None

    @property
    def without_shares(self) -> Covered:
        """The same without shares of covered lines, which mean nothing if tests could not be imported."""
        kept = tuple(each for each in self.findings if each.rule.id not in OF_COVERAGE)
        return Covered(kept, self.missing, self.table, self.notes)


def coverage_of(changed: Mapping[str, frozenset[int]], base: str, data_file: str, run: RunSeen, case: Case) -> Covered:
    """The total coverage and that of the lines changed since `base`, as the run's data show it."""
    rootdir = os.path.join(case.layout.top, case.layout.root)
    absolute = {os.path.realpath(os.path.join(case.layout.top, path)): path for path in changed}
    pragmas = added_pragmas(changed, case)
    places = {full: pragmas[path].columns for full, path in absolute.items() if path in pragmas}
    with_include = not coverage_sources(case)
    facts = read_coverage(data_file, rootdir, absolute, places, run, with_include=with_include)
    if facts.total is None:
        return Covered(tuple(_settings(base, case)), (no_data(facts.problem, case),))
    by_path = {absolute[full]: each for full, each in facts.files.items()}
    without = {absolute[full]: each for full, each in facts.without.items()}
    left_out = left_out_by_include(by_path, base, case)
    changed = {path: lines for path, lines in changed.items() if path not in left_out}
    elsewhere = elsewhere_only(changed, {**by_path, **without}, case)
    changed = {path: lines - elsewhere.get(path, frozenset()) - _idle(path, case) for path, lines in changed.items()}
    table, covered, counted = _table(changed, by_path, never_called(changed, case))
    short = (*_total(facts.total, case), *_changed_share(covered, counted, case))
    counted_all = without_pragmas(changed, by_path, without, elsewhere)
    total, share = counted_all.total(facts, pragmas), _table(counted_all.changed, counted_all.files)[1:]
    hiding = (*_total(total, case), *_changed_share(*share, case)) if pragmas else ()
    findings = (*short, *pragma_findings(pragmas, hiding), *_settings(base, case))
    note = f"coverage {percent(facts.total)} in total" + (
        f", {percent(100 * covered / counted)} of {counted} changed lines" if counted else ""
    )
    numbers = RunCoverage(facts.total, tuple(_file_lines(changed, by_path, case)))
    notes = (note, *left_out_notes(elsewhere, case), *_early_notes(run.early, absolute))
    return Covered(findings, not_included(left_out), table, notes, numbers)


def _idle(path: str, case: Case) -> frozenset[int]:
    """Lines that run and do nothing: they do not count as changed."""
    return idle_lines(case.bytes_of(path))


def _early_notes(early: Iterable[str], changed: Mapping[str, str]) -> list[str]:
    """A note where changed files (absolute -> repository-relative path) were imported too early to be measured."""
    paths = [changed[each] for each in early if each in changed]
    if not paths:
        return []
    were = "were" if len(paths) > 1 else "was"
    return [f"{first_few(paths, 1)} {were} imported before coverage began: lines that run at import count as covered"]


def _file_lines(
    changed: Mapping[str, frozenset[int]], facts: Mapping[str, FileCoverage], case: Case
) -> Iterator[FileLines]:
    """The changed statements of each file; in files that coverage does not know, all are missed, as in the table."""
    for path, lines in sorted(changed.items()):
        known = facts.get(path)
        missed = lines & known.missing if known else lines
        covered = lines & known.statements - missed if known else frozenset()
        if covered or missed:
            digest = sha256_of(case.bytes_of(path))
            yield FileLines(path, digest, spans_of(covered), spans_of(missed))


def _table(
    changed: Mapping[str, frozenset[int]], facts: Mapping[str, FileCoverage], uncalled: NeverCalled | None = None
) -> tuple[tuple[tuple[str, ...], ...], int, int]:
    """The rows of the table, how many changed lines are covered, and how many count.

    A one-line function that was never called counts as missed, and as many lines as it has decisions.
    """
    rows: list[tuple[str, ...]] = []
    covered = counted = 0
    for path, lines in sorted(changed.items()):
        each = facts.get(path)
        statements = lines & each.statements if each else lines
        dense = [found for found in (uncalled or {}).get(path, ()) if found.line in statements]
        missed = (lines & each.missing if each else lines) | {found.line for found in dense}
        count = len(statements) + sum(found.weight - 1 for found in dense)
        counted += count
        covered += len(statements) - len(missed)
        if statements:
            remark = f" (never called: {ranges_of(found.line for found in dense)})" if dense else ""
            rows.append((path, f"{len(statements) - len(missed)} of {count}", (ranges_of(missed) or "-") + remark))
    return ((("changed file", "covered", "missed lines"), *rows) if rows else ()), covered, counted


def _total(total: float, case: Case) -> tuple[Finding, ...]:
    minimum = case.settings.min_coverage
    if total >= minimum:
        return ()
    what = f"total coverage is {percent(total)}, and min-coverage is {minimum:g} %"
    return (Finding(LOW_COVERAGE, what),)


def _changed_share(covered: int, counted: int, case: Case) -> tuple[Finding, ...]:
    minimum = case.settings.min_diff_coverage
    if not counted or 100 * covered >= minimum * counted:
        return ()
    share = percent(100 * covered / counted)
    what = f"{covered} of {counted} changed lines are covered, {share}, and min-diff-coverage is {minimum:g} %"
    return (Finding(LOW_DIFF_COVERAGE, what, next_step="" if covered else _IN_PROCESSES),)


def _settings(base: str, case: Case) -> list[Finding]:
    more = hides_more(hiding_at(base, case), hiding_now(case))
    if not more:
        return []
    return [Finding(COVERAGE_EXCLUDED, f"coverage's settings changed in what they hide: {', '.join(more)}")]


def no_data(problem: str, case: Case) -> MissingFact:
    """The missing fact if nothing was measured; `problem` is coverage's own message, empty if there is none."""
    if any(each == "--no-cov" for each in case.coverage_options):
        return MissingFact(
            "coverage was switched off by --no-cov",
            "pytest --tdd-gate=green, without --no-cov",
            "green asks for coverage",
            rerun=OnlyGateOptions(),
        )
    if problem:
        return MissingFact(
            f"coverage cannot read what it measured: {problem}",
            "fix coverage's settings: coverage report shows the same error",
            "green asks for coverage",
        )
    return MissingFact(
        "there are no coverage data of this run",
        "pip install pytest-cov, and remove -p no:pytest_cov",
        "green asks for coverage",
    )
