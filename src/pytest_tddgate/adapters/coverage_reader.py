"""Reads coverage's facts from a data file, in this process or, if plugins have to be loaded, in a separate one.

Coverage's configuration can name plugins, which are code. Paths are absolute, lines count from 1.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import coverage

__all__ = ["PROGRAM", "answer_of", "main"]

_NAMES_SETTINGS = "COVERAGE_RCFILE"
PROGRAM = "from pytest_tddgate.adapters.coverage_reader import main; main()"
"""Code for an isolated process: it reads the request as JSON from stdin, and writes the answer as JSON to stdout."""


def main() -> None:
    """Answer the request on standard input, with the plugins that the configuration names."""
    request = json.load(sys.stdin)
    os.chdir(request["directory"])
    sys.path += request["pythonpath"]  # last: no module of the project may stand in for one of ours
    json.dump(answer_of(request, with_plugins=True), sys.stdout)


def answer_of(request: Mapping[str, Any], *, with_plugins: bool = False) -> dict[str, Any] | None:
    """The requested facts; None if plugins would have to be loaded and `with_plugins` is not set.

    Raises whatever coverage raises for settings or data that it cannot read.
    """
    from coverage.exceptions import CoverageException, NoDataError  # noqa: PLC0415 - takes half as long as a small run

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the run itself has shown them all
        measured = _reader_of(request["data_file"])
        if measured.config.plugins and not with_plugins:
            return None
        if not request["with_include"]:
            measured.config.report_include = None
        with _loaded(measured) as data:
            _add_early(data, request["early"])
            answer: dict[str, Any] = {"files": {}, "without": {}, "total": None, "totals": None}
            if request["wants_total"]:
                with contextlib.suppress(NoDataError):
                    answer["total"] = measured.report(file=io.StringIO(), skip_covered=False, ignore_errors=True)
            for path in request["files"]:
                try:
                    answer["files"][path] = _analysis(measured, path)
                except CoverageException:
                    continue
            for path, columns in request["pragmas"].items():
                answer["without"][path] = _without(measured, path, columns)
            if request["pragmas"] and answer["total"] is not None:
                answer["totals"] = _totals(measured)
    return answer


@contextlib.contextmanager
def _loaded(measured: coverage.Coverage) -> Iterator[coverage.CoverageData]:
    """The run's data, closed at the end: coverage leaves the connection open if the file is not a database."""
    data = measured.get_data()
    try:
        measured.load()
        yield data
    finally:
        data.close(force=True)


def _reader_of(data_file: str) -> coverage.Coverage:
    """Coverage for this data file, not loaded yet, with the project's settings.

    `COVERAGE_RCFILE` is ignored: the file that it names is in no commit, and could hide any line.
    Coverage refuses `[paths]` entries that start with a pattern; reading combines no data, so they are dropped; see
    `session/child/roles.py`.
    """
    import coverage  # noqa: PLC0415 - as above

    named = os.environ.pop(_NAMES_SETTINGS, None)
    try:
        measured = coverage.Coverage(data_file=data_file)
    finally:
        if named is not None:
            os.environ[_NAMES_SETTINGS] = named
    paths = measured.config.paths.items()
    measured.config.paths = {name: each for name, each in paths if each and not {"*", "?"} & set(each[0])}
    return measured


def _add_early(data: coverage.CoverageData, early: Mapping[str, Collection[int]]) -> None:
    """Mark lines that were imported before the measurement as run; an arc from a line to itself marks that line."""
    names = {os.path.realpath(each): each for each in data.measured_files()}
    for path, lines in early.items():
        if data.has_arcs():
            data.add_arcs({names.get(path, path): [(each, each) for each in lines]})
        else:
            data.add_lines({names.get(path, path): lines})


def _analysis(measured: coverage.Coverage, path: str) -> dict[str, Any]:
    _, statements, _, missing, _ = measured.analysis2(path)
    known = path in {os.path.realpath(each) for each in measured.get_data().measured_files()}
    return {"statements": statements, "missing": missing, "measured": known}


def _without(
    measured: coverage.Coverage,
    path: str,
    columns: Iterable[tuple[int, int]],
) -> dict[str, Any]:
    """The facts of a file as if nothing hid code in these places (a pragma, an ellipsis, `if TYPE_CHECKING`).

    They come from a changed copy, which is never run, together with the lines that ran in the original.
    """
    import coverage  # noqa: PLC0415 - as above

    with open(path, "rb") as source:  # noqa: PTH123 - this module handles paths as strings
        lines = source.read().splitlines(keepends=True)
    for line, column in columns:
        rest = lines[line - 1][column:].lower().replace(b"pragma", b"remark").replace(b"...", b"0")
        lines[line - 1] = lines[line - 1][:column] + rest
    with tempfile.TemporaryDirectory() as scratch:
        copy = os.path.join(os.path.realpath(scratch), os.path.basename(path))
        with open(copy, "wb") as target:  # noqa: PTH123 - as above
            target.write(b"".join(lines))
        data = measured.get_data()
        names = [each for each in data.measured_files() if os.path.realpath(each) == path]
        ran = coverage.CoverageData(basename=os.path.join(scratch, "data"))
        ran.add_lines({copy: data.lines(names[0]) or [] if names else []})
        ran.write()
        other = _reader_of(os.path.join(scratch, "data"))
        with _loaded(other):
            return _analysis(other, copy)


def _totals(measured: coverage.Coverage) -> dict[str, Any]:
    """The counts behind the total."""
    with tempfile.TemporaryDirectory() as scratch:
        target = os.path.join(scratch, "report")
        measured.json_report(outfile=target, ignore_errors=True)
        with open(target, encoding="utf-8") as report:  # noqa: PTH123 - as above
            totals: dict[str, Any] = json.load(report)["totals"]
            return totals
