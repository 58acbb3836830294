"""The changed lines of a file with their source, if the text that was measured is still available."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.page.contents import PageFile, PageLine
from pytest_tddgate.domain.python.lines import ranges_of, spans_of
from pytest_tddgate.domain.reports.run_coverage import lines_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.reports.run_coverage import FileLines

__all__ = ["file_of"]

_NEAR = 4  # up to so many lines between two statements are shown with them
_MOST = 400  # lines of one file; nobody would read more


def file_of(measured: FileLines, sources: Mapping[tuple[str, str], str]) -> PageFile:
    """The lines with a changed statement, and short gaps between them."""
    covered, missed = lines_in(measured.covered), lines_in(measured.missed)
    text = sources.get((measured.path, measured.digest))
    if text is None:
        missing = f"missed lines: {ranges_of(missed)}; " if missed else ""
        remark = f"{missing}the file is not in this repository any more as it was then"
        return PageFile(measured.path, len(covered), len(covered | missed), remark=remark)
    numbers = sorted(_with_between(covered | missed))
    source = text.splitlines()
    lines = tuple(
        PageLine(each, source[each - 1], "missed" if each in missed else "covered" if each in covered else "")
        for each in numbers[:_MOST]
        if each <= len(source)
    )
    left = [each for each in missed if each > numbers[_MOST - 1]] if len(numbers) > _MOST else []
    remark = f"and {len(numbers) - _MOST} more lines" if len(numbers) > _MOST else ""
    remark += f", of which {ranges_of(left)} are missed" if left else ""
    return PageFile(measured.path, len(covered), len(covered | missed), lines, remark)


def _with_between(lines: frozenset[int]) -> Iterator[int]:
    last = 0
    for first, end in spans_of(lines):
        if last and first - last - 1 <= _NEAR:
            yield from range(last + 1, first)
        yield from range(first, end + 1)
        last = end
