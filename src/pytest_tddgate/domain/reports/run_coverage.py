"""Coverage of one run as numbers: the total, and which of the changed lines ran, in a form that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["FileLines", "RunCoverage", "Span", "coverage_of_json", "coverage_to_json", "lines_in"]

Span = tuple[int, int]
"""The first and the last line of neighbours, counted from 1."""


@dataclass(frozen=True, slots=True)
class FileLines:
    """The changed lines of a file that hold a statement; `digest` is `sha256:…` of the bytes that were measured."""

    path: str
    digest: str
    covered: tuple[Span, ...] = ()
    missed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RunCoverage:
    """`total` is a percentage, unrounded; `files` are the changed ones."""

    total: float
    files: tuple[FileLines, ...] = ()


def lines_in(spans: tuple[Span, ...]) -> frozenset[int]:
    """The lines of these spans, one by one."""
    return frozenset(line for first, last in spans for line in range(first, last + 1))


def coverage_to_json(coverage: RunCoverage | None) -> dict[str, Any] | None:
    """As it stands in a report."""
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
    """What a report says of coverage; None where it says nothing, or nothing that can be read."""
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
    if not 0 <= total <= 100:  # noqa: PLR2004 - percent; `nan` is not between them either
        raise ValueError(total)
    return RunCoverage(total, files)


def _spans(raw: Any) -> tuple[Span, ...]:
    """The spans, if they are in order and of a size that a file can have."""
    spans = tuple((int(first), int(last)) for first, last in raw)
    if any(not 0 < first <= last < _MOST for first, last in spans):
        raise ValueError(spans)
    return spans


_MOST = 1 << 20  # lines; a file that somebody wrote by hand must not fill the memory
