"""Ruff's remarks that are new since the base: ruff is asked about the base's version of each file as well."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.programs import answers_of
from pytest_tddgate.domain.reports.old_remarks import new_remarks
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pytest_tddgate.adapters.programs import Answered, Program
    from pytest_tddgate.domain.reports.linter_output import Remark
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked
    from pytest_tddgate.gates.panel.panel import Panelist

__all__ = ["Versions", "before_lock", "only_new", "versions_of"]

_AT_ONCE = 8  # programs
_DIFFERENT = 1  # exit code of `ruff format --check`


@dataclass(frozen=True, slots=True)
class Versions:
    """The bytes of changed files at the base and now; if empty, every remark counts as new."""

    before: Mapping[str, bytes] = field(default_factory=dict)
    now: Mapping[str, bytes] = field(default_factory=dict)


def versions_of(base: str, paths: Sequence[str], case: Case, locked: Locked | None = None) -> Versions:
    """Both versions of each file that the commit `base` has; for a locked file, the old one is from before the lock."""
    theirs = [path for path in paths if locked and path in locked.contract.locked]
    before = {**case.repository.blobs(base, [path for path in paths if path not in theirs])}
    if theirs and locked is not None and (parent := before_lock(locked, case)):
        before |= case.repository.blobs(parent, theirs)
    return Versions(before, {path: case.bytes_of(path) for path in before})


def before_lock(locked: Locked, case: Case) -> str:
    """The commit before the lock, `""` if the lock is the first commit."""
    try:
        return case.repository.resolve(f"{locked.commit}^")
    except Unusable:
        return ""


def only_new(panelist: Panelist, remarks: Sequence[Remark], versions: Versions) -> tuple[Remark, ...]:
    """The remarks, without those that also held at the base; a file that was unformatted there does not refuse.

    If ruff gives no answer about the base, every remark counts.
    """
    if panelist.kind not in {"lint", "format"}:
        return tuple(remarks)
    by_file: defaultdict[str, list[Remark]] = defaultdict(list)
    for each in remarks:
        by_file[each.path].append(each)
    old = [path for path in by_file if path in versions.before]
    programs = [_about(path, versions.before[path], panelist.program) for path in old]
    some = (programs[at : at + _AT_ONCE] for at in range(0, len(programs), _AT_ONCE))
    answers = [answered for each in some for answered in answers_of(each)]
    for path, answered in zip(old, answers, strict=True):
        by_file[path] = [*_new_in(by_file[path], answered, panelist, path, versions)]
    return tuple(each for found in by_file.values() for each in found)


def _new_in(
    remarks: Sequence[Remark], answered: Answered, panelist: Panelist, path: str, versions: Versions
) -> Iterable[Remark]:
    if answered.problem:
        return remarks
    if panelist.kind == "format":
        return [replace(each, refuses=each.refuses and answered.code != _DIFFERENT) for each in remarks]
    try:
        before = panelist.read(answered)
    except ValueError:
        return remarks
    return new_remarks(remarks, _text(versions.now[path]), before, _text(versions.before[path]))


def _about(path: str, data: bytes, program: Program) -> Program:
    """The same program, asked about these bytes in place of the file."""
    words = program.words[: program.words.index("--")]
    return replace(program, words=(*words, "--stdin-filename", path, "-"), asked=data)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
