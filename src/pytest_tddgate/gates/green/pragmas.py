"""What the comments that a change adds would hide from coverage, and whether that matters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.excluded import excluded_places
from pytest_tddgate.domain.python.lines import ranges_of
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.adapters.coverage import CoverageFacts, FileCoverage
    from pytest_tddgate.gates.case import Case

__all__ = ["CoverageWithoutPragmas", "Pragmas", "added_pragmas", "pragma_findings", "without_pragmas"]

_PRAGMA = re.compile(rb"#\s*pragma[:\s]?\s*no\s*(cover|branch)", re.IGNORECASE)  # coverage's own patterns, joined


@dataclass(frozen=True, slots=True)
class Pragmas:
    """The pragmas that a change adds to one file.

    `columns` maps the line of each, counted from 1, to the byte at which its comment starts; `partial` is how many of
    them are about a branch.
    """

    columns: Mapping[int, int]
    partial: int

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that have a pragma."""
        return tuple(sorted(self.columns))


def added_pragmas(changed: Mapping[str, frozenset[int]], case: Case) -> dict[str, Pragmas]:
    """Path -> the pragmas on changed lines, and other code that hides lines as they do; only files that have some."""
    found = {}
    for path, lines in changed.items():
        source = case.bytes_of(path)
        text = source.splitlines()
        places = {line: _PRAGMA.search(text[line - 1]) for line in sorted(lines) if line <= len(text)}
        columns = {line: column for line, column in excluded_places(source).items() if line in lines}
        columns |= {line: place.start() for line, place in places.items() if place}
        if columns:
            partial = sum(place[1].lower() == b"branch" for place in places.values() if place)
            found[path] = Pragmas(columns, partial)
    return found


@dataclass(frozen=True, slots=True)
class CoverageWithoutPragmas:
    """Coverage without the added pragmas: the lines that they hide count as changed, and as missed unless run.

    Older code that they hide counts too: a comment on the first line of a function hides all of it.
    """

    changed: Mapping[str, frozenset[int]]
    files: Mapping[str, FileCoverage]
    hidden: int
    hidden_run: int

    def total(self, facts: CoverageFacts, pragmas: Mapping[str, Pragmas]) -> float:
        """Total coverage in percent. If branches are measured, each `no branch` counts as one that was missed."""
        partial = sum(each.partial for each in pragmas.values()) if facts.branches else 0
        counted = facts.counted + self.hidden + partial
        return 100 * (facts.covered + self.hidden_run) / counted if counted else 100


def without_pragmas(
    changed: Mapping[str, frozenset[int]],
    files: Mapping[str, FileCoverage],
    without: Mapping[str, FileCoverage],
    elsewhere: Mapping[str, frozenset[int]],
) -> CoverageWithoutPragmas:
    """The changed lines and the facts of their files, without the pragmas; `without` holds the facts of these files.

    Lines that run only `elsewhere` are not counted with or without a pragma.
    """
    hidden = {
        path: each.statements
        - (files[path].statements if path in files else frozenset())
        - elsewhere.get(path, frozenset())
        for path, each in without.items()
    }
    return CoverageWithoutPragmas(
        {path: lines | hidden.get(path, frozenset()) for path, lines in changed.items()},
        {**files, **without},
        sum(len(lines) for lines in hidden.values()),
        sum(len(lines - without[path].missing) for path, lines in hidden.items()),
    )


def pragma_findings(pragmas: Mapping[str, Pragmas], short: Iterable[Finding]) -> list[Finding]:
    """A finding for each file: a refusal if coverage is `short` with the hidden lines counted, else advice."""
    why = "; ".join(each.what for each in short)
    reason = f"with what the change hides, {why}" if why else ""
    found = []
    for path, each in pragmas.items():
        count = len(each.lines)
        what = f"{path} hides {counted(count, 'place')} from coverage: line {ranges_of(each.lines)}"
        rule_id = "coverage-excluded" if why else "pragma-added"
        found.append(Finding(rule(rule_id), what, at=Place(path, each.lines[0]), why=reason))
    return found
