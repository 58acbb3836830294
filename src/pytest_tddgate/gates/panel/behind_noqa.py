"""Ruff's remarks on files that the change hides from ruff as a whole, by a new comment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.programs import answers_of
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.python.blankets import blanket_of, is_made_elsewhere, is_mostly, without_line
from pytest_tddgate.gates.panel.panel import PanelAnswer, panel_answer
from pytest_tddgate.gates.panel.since_base import Versions, only_new, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.reports.linter_output import Remark
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked
    from pytest_tddgate.gates.panel.panel import Panelist

__all__ = ["HiddenFile", "hidden_by_change", "remarks_behind"]

_OF_IMPORTS = frozenset({"F401", "F403", "F405", "E402", "I001", "PLC0414"})
"""Ruff's codes for a package's `__init__.py` that imports names for others."""


@dataclass(frozen=True, slots=True)
class HiddenFile:
    """A file hidden by a comment of the change: the comment's line, from 1, and the source with that line replaced.

    `versions` are the bytes at the base and now.
    """

    path: str
    line: int
    source: bytes
    versions: Versions


def hidden_by_change(
    paths: Sequence[str], base: str, case: Case, gone: Iterable[str] = (), locked: Locked | None = None
) -> tuple[HiddenFile, ...]:
    """The changed Python files of subject and tests that the change hides from ruff, without generated ones.

    `gone` are paths that the change removed: a moved file that was hidden before is left out.
    """
    sources = {path: case.bytes_of(path) for path in paths if _is_judged(path, case)}
    lines = {path: line for path, source in sources.items() if (line := blanket_of(source))}
    lines = {path: line for path, line in lines.items() if not is_made_elsewhere(path, sources[path])}
    if not lines:
        return ()
    versions = versions_of(base, [*lines], case, locked)
    moved = [each for each in case.repository.blobs(base, gone).values() if blanket_of(each)]
    return tuple(
        HiddenFile(path, line, without_line(sources[path], line), versions)
        for path, line in lines.items()
        if not blanket_of(versions.before.get(path, b"")) and not any(is_mostly(sources[path], each) for each in moved)
    )


def _is_judged(path: str, case: Case) -> bool:
    return case.layout.side_of(path) is Side.SUBJECT or case.layout.is_test_file(path) or path.endswith("conftest.py")


def remarks_behind(hidden: Sequence[HiddenFile], ruff: Panelist) -> PanelAnswer:
    """Ruff's remarks on these files without the hiding comments; missing facts where ruff gives no answer."""
    words = ruff.program.words
    asked = words[: words.index("--")] if "--" in words else words
    programs = [
        replace(ruff.program, words=(*asked, "--stdin-filename", each.path, "-"), asked=each.source) for each in hidden
    ]
    answers = [panel_answer(ruff, answered) for answered in answers_of(programs)]
    told = [(each, only_new(ruff, found.remarks, each.versions)) for each, found in zip(hidden, answers, strict=True)]
    return PanelAnswer(
        tuple(
            _behind(one, each, found) for each, found in told if not _only_reexports(each.path, found) for one in found
        ),
        tuple(missing for found in answers for missing in found.missing),
    )


def _only_reexports(path: str, found: Iterable[Remark]) -> bool:
    """Whether the file only re-exports names, which many projects hide from ruff."""
    return path.endswith("__init__.py") and {_code_of(each) for each in found} <= _OF_IMPORTS


def _code_of(remark: Remark) -> str:
    return remark.message.partition(" ")[0]


def _behind(remark: Remark, hidden: HiddenFile, found: Iterable[Remark]) -> Remark:
    """The remark, extended by the comment that hides it and a suggestion that names the codes."""
    codes = ", ".join(dict.fromkeys(_code_of(each) for each in found))
    message = f"{remark.message} (hidden by the comment in line {hidden.line})"
    suggestion = f"mend it, or name what line {hidden.line} is about: # ruff: noqa: {codes}"
    return replace(remark, path=hidden.path, message=message, suggestion=suggestion, hidden_by=hidden.line)
