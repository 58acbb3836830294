"""Writes machine-readable reports: to files, the log, a job's summary, or standard output."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.configuration.report_targets import GITHUB, HTML, report_targets, takes_stdout
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pytest_tddgate.domain.configuration.report_targets import ReportTarget
    from pytest_tddgate.domain.reports.statement import Statement

__all__ = ["Reports", "asked_again", "write_file"]

_SUMMARY = "GITHUB_STEP_SUMMARY"
_SUMMARY_LIMIT = 1 << 20  # bytes of a step's summary; GitHub shows nothing of a longer one
_SMALLEST_SUMMARY = 4096  # bytes; less would hold a verdict and no finding
_OPTION = "--tdd-report"


class Reports:
    """The reports of one run. If one goes to standard output, all other output goes to standard error."""

    def __init__(self, texts: Sequence[str], directory: str, asked_by: str = _OPTION) -> None:
        """`texts` are `FORMAT` or `FORMAT:PATH`, paths relative to `directory`; redirects standard output if needed.

        `asked_by` is the option or command that the user called, for messages. A command prints nothing else, so its
        output is not redirected.
        """
        self._texts = texts
        self._directory = directory
        self._asked_by = asked_by
        self._targets: tuple[ReportTarget, ...] = ()
        self._stdout: int | None = None
        if asked_by == _OPTION and takes_stdout(texts):
            self._stdout = os.dup(1)  # not inherited by processes that are started from here on
            os.dup2(2, 1)

    def prepare(self) -> None:
        """Check that every report can be written, and remove those of an earlier run.

        Raises Unusable, before anything runs, for a mistake in the option or a path that cannot be written.
        """
        targets = self.check()
        self._targets = tuple(each for each in targets if not each.path)
        paths = [each.path for each in targets if each.path]
        for path in paths:
            self._check_writable(path)
        for path in paths:
            if self._full(path).is_file():
                self._full(path).unlink()
        self._targets = targets

    def check(self) -> tuple[ReportTarget, ...]:
        """The requested reports; raises Unusable for a mistake, or if a page cannot be made."""
        targets, mistakes = report_targets(self._texts)
        if mistakes:
            raise Unusable(
                f"{self._asked_by} cannot be used: {'; '.join(mistakes)}",
                why="whoever waits for a report has to get it",
                next_step=f"{self._called('FORMAT')}, or {self._called('FORMAT:PATH')}",
            )
        if any(each.format == HTML for each in targets):
            from pytest_tddgate.session.judge.page import check_templates  # noqa: PLC0415 - few runs ask for a page

            check_templates()
        return targets

    def write(self, statement: Statement, page: Callable[[], str] | None = None) -> bool:
        """Write every report and print what cannot be written; whether all were written.

        `page` makes the html report; by default, it is the page with this run on top.
        """
        if not self._targets:
            return True
        from pytest_tddgate.render.formats import RENDERERS  # noqa: PLC0415 - needed only with reports

        def text_in(format_name: str) -> str:
            if format_name != HTML:
                return RENDERERS[format_name](statement)
            return page() if page else self._page(statement)

        return self._are_written(text_in, statement)

    def write_page(self, page: Callable[[], str]) -> bool:
        """The same if all reports are the page, and there is no run that it is about."""
        return self._are_written(lambda _: page(), None)

    def _are_written(self, text_in: Callable[[str], str], statement: Statement | None) -> bool:
        problems = [f"{what} cannot be written: {problem}" for what, problem in self._written(text_in, statement)]
        for each in problems:
            sys.stderr.write(f"{each}\n")
        return not problems

    def _written(self, text_in: Callable[[str], str], statement: Statement | None) -> Iterator[tuple[str, OSError]]:
        """Write the reports, and yield each target that failed with its error; only a statement has a job summary."""
        for target in self._targets:
            text = text_in(target.format)
            try:
                self._put(target, text)
            except OSError as problem:
                yield target.path or f"the {target.format} report", problem
            if target.format == GITHUB and statement and (summary := os.environ.get(_SUMMARY)):
                try:
                    _append(Path(summary), statement)
                except OSError as problem:
                    yield "the summary of the job", problem

    def _page(self, statement: Statement) -> str:
        from pytest_tddgate.session.judge.page import page_text  # noqa: PLC0415 - as above

        return page_text(self._directory, statement)

    def _put(self, target: ReportTarget, text: str) -> None:
        if target.path:
            _replace(self._full(target.path), text)
        elif target.takes_stdout and self._stdout is not None:
            with open(self._stdout, "w", encoding="utf-8", errors="backslashreplace", closefd=False) as stream:
                stream.write(text)
        else:
            sys.stdout.write(text)
            sys.stdout.flush()

    def _full(self, path: str) -> Path:
        """The absolute path with links resolved; a pipe or device, such as `/dev/stderr`, stays as given."""
        given = Path(self._directory, path)
        return given if given.exists() and not given.is_file() else Path(os.path.realpath(given))

    def _check_writable(self, path: str) -> None:
        """Raise Unusable if this path cannot be written; creates its parent folders."""
        full = self._full(path)
        try:
            if full.is_dir():
                raise IsADirectoryError(f"{path} is a folder")
            full.parent.mkdir(parents=True, exist_ok=True)
            if full.is_file() or not full.exists():
                _beside(full).touch()
                _beside(full).unlink()
        except OSError as problem:
            raise Unusable(
                f"{path} cannot be written: {problem}",
                why="whoever waits for a report has to get it",
                next_step=f"name another path: {self._called('FORMAT:PATH')}",
            ) from None

    def _called(self, target: str) -> str:
        return f"{self._asked_by}={target}" if self._asked_by == _OPTION else f"{self._asked_by} {target}"


def asked_again(args: Iterable[str]) -> str:
    """The command line that runs the same gate again, without its reports."""
    kept: list[str] = []
    is_value = False
    for word in args:
        if not is_value and word != _OPTION and not word.startswith(f"{_OPTION}="):
            kept.append(word)
        is_value = word == _OPTION and not is_value
    return shlex.join(["pytest", *kept])


def write_file(path: str, text: str, called: str) -> None:
    """Write a file atomically; raises Unusable if it cannot be. `called` is the command with another path."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        _replace(Path(path), text)
    except OSError as problem:
        raise Unusable(
            f"{path} cannot be written: {problem}",
            why="something may be waiting for it",
            next_step=f"name another path: {called}",
        ) from None


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def _replace(path: Path, text: str) -> None:
    """Write a file so that readers see all of it or nothing; pipes and devices are written to directly."""
    content = text.encode(errors="backslashreplace")
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    new = _beside(path)
    try:
        new.write_bytes(content)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _append(summary: Path, statement: Statement) -> None:
    """Append to what other commands of the step wrote; raises OSError if too little room is left."""
    room = _SUMMARY_LIMIT - (summary.stat().st_size if summary.exists() else 0)
    if room < _SMALLEST_SUMMARY:
        raise OSError("it is full")
    from pytest_tddgate.render.markdown_report import markdown_text  # noqa: PLC0415 - as above

    with summary.open("ab") as file:
        file.write(markdown_text(statement, most=room).encode(errors="backslashreplace"))
