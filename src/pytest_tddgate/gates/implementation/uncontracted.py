"""Changed lines that no contract test runs: code without a failing test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.lines import ranges_of
from pytest_tddgate.domain.python.runnable import runnable_in
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.implementation import UNCONTRACTED
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["uncontracted_findings", "uncontracted_lines"]


def uncontracted_lines(
    sources: Mapping[str, bytes], implementation: Implementation, reached: Mapping[str, frozenset[int]]
) -> dict[str, list[int]]:
    """Path -> the changed lines that no contract test runs; `reached` are the lines in functions that one runs."""
    found: dict[str, list[int]] = {}
    for path, source in sources.items():
        changed, ran = implementation.changed[path], reached.get(path)
        for each in runnable_in(source):
            lines = frozenset(range(each.first, each.last + 1))
            is_run = ran is not None and (not each.is_in_function or bool(lines & ran))
            if lines & changed and not is_run:
                found.setdefault(path, []).append(each.first)
    return found


def uncontracted_findings(loose: Mapping[str, list[int]]) -> Iterator[Finding]:
    """A finding for each file with lines that no contract test runs."""
    for path, lines in loose.items():
        what = f"{path} changes {counted(len(lines), 'line')} that no contract test runs: {ranges_of(lines)}"
        yield Finding(UNCONTRACTED, what, at=Place(path, min(lines)))
