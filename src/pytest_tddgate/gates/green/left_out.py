"""What is left out of coverage: files that `include` excludes, and lines that only other environments run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.coverage import commit_reader, hiding_settings, includes_any
from pytest_tddgate.domain.python.lines import ranges_of
from pytest_tddgate.domain.python.other_environments import lines_by_environment
from pytest_tddgate.domain.reports.wording import first_few
from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.adapters.coverage import FileCoverage
    from pytest_tddgate.gates.case import Case

__all__ = [
    "coverage_sources",
    "elsewhere_only",
    "hiding_at",
    "hiding_now",
    "left_out_by_include",
    "left_out_notes",
    "not_included",
]


def coverage_sources(case: Case) -> tuple[str, ...]:
    """What to measure, as pytest-cov takes it: absolute directories of packages, names of single modules.

    Empty if coverage's own settings have an `include`, which sources would switch off; what it leaves out still counts
    as missed. An `include` that matches no file of the subject is ignored.
    """
    include = hiding_now(case).get("include")
    if include is not None and includes_any(include, case.directory, _subject_files(case)):
        return ()
    top = case.layout.top
    return tuple(
        os.path.join(top, package) if not package.endswith(".py") else os.path.basename(package).removesuffix(".py")
        for package in case.layout.packages
    )


def hiding_now(case: Case) -> dict[str, object]:
    """The settings in the work tree that can hide code from coverage."""
    return hiding_settings(lambda name: case.repository.read(case.layout.from_root(name)))


def hiding_at(commit: str, case: Case) -> dict[str, object]:
    """The settings at a commit that can hide code from coverage."""
    return hiding_settings(commit_reader(case.repository, commit, case.layout.root))


def left_out_by_include(facts: Mapping[str, FileCoverage], base: str, case: Case) -> list[str]:
    """The changed files that `include` leaves out entirely, if it was the same at the base."""
    before, now = hiding_at(base, case), hiding_now(case)
    if "include" not in now or before.get("include") != now["include"]:
        return []
    return sorted(path for path, each in facts.items() if not each.is_measured)


def not_included(paths: list[str]) -> tuple[MissingFact, ...]:
    """A missing fact if `include` leaves out any files."""
    if not paths:
        return ()
    return (
        MissingFact(
            f"include in coverage's settings leaves out {first_few(paths, 1)}",
            f"add {os.path.dirname(paths[0])}/* to include",
            "nobody can tell which of the changed lines the tests run",
        ),
    )


def elsewhere_only(
    changed: Mapping[str, frozenset[int]], facts: Mapping[str, FileCoverage], case: Case
) -> dict[str, frozenset[int]]:
    """Path -> the changed statements that this run could not cover, because only other environments run them."""
    found = {}
    for path, lines in changed.items():
        missed = facts[path].missing if path in facts else frozenset()
        if missed and (lines := lines & missed & lines_by_environment(case.repository.read(path) or b"", missed)):
            found[path] = lines
    return found


def left_out_notes(elsewhere: Mapping[str, frozenset[int]], case: Case) -> list[str]:
    """Notes about lines that are not counted, and about an `include` that is ignored."""
    notes = []
    if elsewhere:
        count = sum(map(len, elsewhere.values()))
        places = "; ".join(f"{path} {ranges_of(lines)}" for path, lines in sorted(elsewhere.items()))
        are = "line runs" if count == 1 else "lines run"
        notes.append(f"{count} changed {are} in other environments only: {places}")
    if "include" in hiding_now(case) and coverage_sources(case):
        packages = ", ".join(case.layout.packages)
        notes.append(f"include in coverage's settings matches no file of {packages}: measured without it")
    return notes


def _subject_files(case: Case) -> Iterable[str]:
    """The absolute path of each Python file of the subject."""
    for package in case.layout.packages:
        full = os.path.join(case.layout.top, package)
        if full.endswith(".py"):
            yield full
        for folder, _, names in os.walk(full):
            yield from (os.path.join(folder, name) for name in names if name.endswith(".py"))
