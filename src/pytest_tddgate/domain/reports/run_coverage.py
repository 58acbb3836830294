"""A run's coverage as numbers that can be stored: the total, and which of the changed lines ran."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["FileLines", "RunCoverage", "Span", "coverage_of_json", "coverage_to_json", "lines_in"]

Span = tuple[int, int]
"""First and last line of a group of adjacent lines, counted from 1."""


@dataclass(frozen=True, slots=True)
class FileLines:
    """The changed lines of a file that hold a statement; `digest` is `sha256:…` of the bytes that were measured."""

    path: str
    digest: str
    covered: tuple[Span, ...] = ()
    missed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RunCoverage:
    """`total` is a percentage, unrounded; `files` are the changed files."""

    total: float
    files: tuple[FileLines, ...] = ()


def lines_in(spans: tuple[Span, ...]) -> frozenset[int]:
    """Every line of these spans."""
    return frozenset(line for first, last in spans for line in range(first, last + 1))


def coverage_to_json(coverage: RunCoverage | None) -> dict[str, Any] | None:
    """The coverage as JSON for a report."""
    if coverage is None:
        return None
    files = [
        {
            "path": each.path,
            "digest": each.digest,
            "covered": [list(span) for span in each.covered],
            "missed": [list(span) for span in each.missed],
        }
        for each in coverage.files
    ]
    return {"total": coverage.total, "files": files}


def coverage_of_json(raw: object) -> RunCoverage | None:
    """The coverage in a report; None if it has none, or if it cannot be read."""
    try:
        return _coverage(raw)
    except (KeyError, TypeError, ValueError):
        return None


def _coverage(raw: Any) -> RunCoverage | None:
    if raw is None:
        return None
    files = tuple(
        FileLines(str(each["path"]), str(each["digest"]), _spans(each["covered"]), _spans(each["missed"]))
        for each in raw["files"]
    )
    total = float(raw["total"])
    if not 0 <= total <= 100:  # noqa: PLR2004 - percent; also rejects `nan`
        raise ValueError(total)
    return RunCoverage(total, files)


def _spans(raw: Any) -> tuple[Span, ...]:
    """The spans; raises ValueError for one that is reversed or larger than files are."""
    spans = tuple((int(first), int(last)) for first, last in raw)
    if any(not 0 < first <= last < _MOST for first, last in spans):
        raise ValueError(spans)
    return spans


_MOST = 1 << 20  # lines; a record edited by hand must not exhaust the memory
