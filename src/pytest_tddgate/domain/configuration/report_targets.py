"""The reports that `--tdd-report` asks for: a format, and the file or stream to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["FORMATS", "GITHUB", "HTML", "ReportTarget", "report_targets", "takes_stdout"]

GITHUB = "github"
HTML = "html"
FORMATS = ("json", "junit", "sarif", GITHUB, "gitlab", "markdown", HTML)
_STDOUT = "-"


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """A report; `path` is relative to the directory in which pytest was started, empty for standard output."""

    format: str
    path: str = ""

    @property
    def takes_stdout(self) -> bool:
        """Whether standard output must hold this report and nothing else.

        GitHub's workflow commands may stand between other lines of a log.
        """
        return not self.path and self.format != GITHUB


def report_targets(texts: Sequence[str]) -> tuple[tuple[ReportTarget, ...], tuple[str, ...]]:
    """The targets in texts `FORMAT` or `FORMAT:PATH`, or all mistakes, each as one sentence; never both."""
    targets = tuple(map(_target, texts))
    mistakes = (*_mistakes(texts, targets), *_collisions([each for each in targets if each.format in FORMATS]))
    return ((), mistakes) if mistakes else (targets, ())


def takes_stdout(texts: Iterable[str]) -> bool:
    """Whether one of the texts asks for standard output, whatever mistakes the others contain."""
    return any(each.takes_stdout and each.format in FORMATS for each in map(_target, texts))


def _target(text: str) -> ReportTarget:
    name, _, path = text.partition(":")
    return ReportTarget(name, "" if path == _STDOUT else path)


def _mistakes(texts: Sequence[str], targets: Sequence[ReportTarget]) -> Iterator[str]:
    for text, target in zip(texts, targets, strict=True):
        if target.format not in FORMATS:
            yield f"there is no report {target.format!r}{nearest(target.format, FORMATS)} (known: {', '.join(FORMATS)})"
        elif text.endswith(":") and not target.path:
            yield f"{text!r} names no path after the colon"


def _collisions(targets: Sequence[ReportTarget]) -> Iterator[str]:
    paths = [each.path for each in targets if each.path]
    yield from (f"two reports go to {path}" for path in sorted({each for each in paths if paths.count(each) > 1}))
    if sum(each.takes_stdout for each in targets) > 1:
        yield "two reports go to standard output"
