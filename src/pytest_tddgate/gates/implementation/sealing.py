"""What may be sealed: uncommitted test files, for a feature that has a contract."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.blobs import blob_id
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.contracts.seal import Package, Seal, SealRecord, record_of_json, seal_path
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.registry import contract_in, registry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.held_out import SealedSeen

__all__ = ["check_red", "check_sealable", "check_target", "record_after", "sealable_files"]

_WHY_UNSEEN = "held-out tests are those that nobody can read in the repository"
_SKIPPED = frozenset({"__pycache__", ".git", ".pytest_cache", ".hypothesis"})


def check_sealable(feature: str, reason: str, case: Case) -> None:
    """Raise Unusable if no seal of this feature can be committed now."""
    operation = case.repository.operation_in_progress()
    if operation:
        raise Unusable(
            f"a {operation} is in progress",
            why="a commit now would become part of it",
            next_step="finish it (git status says how), then seal",
        )
    contract_in(registry_of(case), feature, why="a seal is the second part of a contract")
    if _record(feature, case) is not None and not reason:
        raise Unusable(
            f"{feature} is sealed already",
            why="every reader must be able to see why a seal was replaced, and an audit checks it",
            next_step=f'tddgate seal {feature} … --reason "…"',
        )


def sealable_files(paths: Iterable[str], under: str, case: Case) -> dict[str, bytes]:
    """Repository-relative path -> bytes of the files at `paths` (absolute). Raises Unusable if one cannot be sealed.

    Files from outside the repository get their place in `under`: a file by its name, a folder by its structure.
    """
    under = under.strip("/") or next(iter(case.layout.tests), "tests")
    if case.layout.side_of(f"{under}/x.py") is not Side.TEST:
        raise Unusable(
            f"{under} is no place for tests",
            why="sealed files are laid beside the tests that are there",
            next_step="name a folder below a test root: --under tests",
        )
    found: dict[str, bytes] = {}
    for source in paths:
        for path, full in _files_at(Path(source), under, case):
            _check_file(path, full, found, case)
            found[path] = full.read_bytes()
    if not any(case.layout.is_test_file(path) for path in found):
        raise Unusable(
            "the files to seal include no test file",
            why="without a test, nothing can run",
            next_step=f"name a file that pytest collects: {', '.join(case.layout.patterns)}",
        )
    return found


def check_target(target: Path, case: Case, *, is_made: bool = False) -> None:
    """Raise Unusable if the package cannot be written to this absolute path, or must not lie there.

    `is_made`: its folder will be created if it does not exist, in a parent folder that does.
    """
    folder = Path(os.path.realpath(target.parent))
    if folder.is_relative_to(case.repository.top):
        raise Unusable(
            f"{target} is inside the repository",
            why=_WHY_UNSEEN,
            next_step=f"choose a place outside {case.repository.top}: --to PATH",
        )
    if os.path.lexists(target):
        raise Unusable(
            f"{target} is there already",
            why="it may be the only copy of an earlier seal",
            next_step="choose another name: --to PATH",
        )
    there = folder.parent if is_made and not os.path.lexists(folder) else folder
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise Unusable(
            f"{target} cannot be written",
            why="without its package a seal can never be revealed",
            next_step=f"make the folder {there}, or choose another: --to PATH",
        )


def check_red(feature: str, seen: SealedSeen) -> str:
    """A sentence that says how many of the tests are red. Raises Unusable if none is."""
    if seen.uncollected:
        return f"{counted(len(seen.uncollected), 'sealed file')} cannot be imported now, and so no test of it passes"
    if not seen.failed:
        raise Unusable(
            f"none of {counted(len(seen.tests), 'held-out test')} is red now",
            why="tests that pass without the code prove nothing about it",
            next_step=f"seal tests that ask for {feature}; or seal without --check where the code is there already",
        )
    verb = "is" if len(seen.failed) == 1 else "are"
    return f"{len(seen.failed)} of {len(seen.tests)} held-out tests {verb} red now"


def record_after(package: Package, reason: str, case: Case) -> SealRecord:
    """The record of the feature's seals, with the seal of this package added."""
    before = _record(package.feature, case)
    seal = Seal(package.digest, len(package.files), reason)
    return SealRecord(package.feature, (*(before.seals if before else ()), seal))


def _record(feature: str, case: Case) -> SealRecord | None:
    """The record at HEAD; None if there is none. Raises Unusable if it cannot be read."""
    path = seal_path(feature)
    data = case.repository.blobs(case.repository.resolve("HEAD"), [path]).get(path)
    if data is None:
        return None
    try:
        return record_of_json(data, feature)
    except ValueError as problem:
        raise Unusable(
            f"the record of the seals of {feature} cannot be read: {problem}",
            why="a seal adds to its record, and cannot repair one",
            next_step=f"git log -- {path} shows the commit that broke it",
        ) from None


def _files_at(source: Path, under: str, case: Case) -> list[tuple[str, Path]]:
    """Repository-relative and absolute path of each file at `source`. Raises Unusable if there is none."""
    if not source.exists():
        raise Unusable(f"there is no {source}", why="it was to be sealed", next_step="mend the path")
    inside = Path(os.path.realpath(source))
    is_inside = inside.is_relative_to(case.repository.top)
    prefix = inside.relative_to(case.repository.top).as_posix() if is_inside else under
    if source.is_file():
        return [(prefix if is_inside else f"{under}/{source.name}", source)]
    below = (each for each in sorted(source.rglob("*")) if each.is_file() or each.is_symlink())
    files = [each for each in below if not _SKIPPED & set(each.relative_to(source).parts)]
    if not files:
        raise Unusable(f"{source} holds no file", why="it was to be sealed", next_step="mend the path")
    return [(f"{prefix}/{each.relative_to(source).as_posix()}", each) for each in files]


def _check_file(path: str, full: Path, found: Mapping[str, bytes], case: Case) -> None:
    """Raise Unusable if this file cannot be sealed at this path."""
    is_inside = Path(os.path.realpath(full)).is_relative_to(case.repository.top)
    if full.is_symlink() or any(mark in path for mark in "\n\r\\"):
        raise Unusable(f"{full} is a link, or its name is unusual", why="others could not derive its digest")
    if case.layout.side_of(path) is not Side.TEST:
        raise Unusable(
            f"{path} is no test, and no harness of one",
            why="a seal holds tests, and files that only those tests need",
            next_step="seal test files, or files below a test root",
        )
    if path in found or (not is_inside and os.path.lexists(Path(case.repository.top, path))):
        raise Unusable(
            f"{full} would lie at {path}, where there is another file",
            why="a sealed file never overwrites another file",
            next_step="rename it, or choose another folder: --under FOLDER",
        )
    if _is_committed(path, full, case, is_inside=is_inside):
        raise Unusable(
            f"{full} is committed, or was: git has its bytes",
            why=_WHY_UNSEEN,
            next_step="write other tests, outside the repository",
        )


def _is_committed(path: str, full: Path, case: Case, *, is_inside: bool) -> bool:
    """Whether the file is in the repository, or, for a test file, another one with its bytes."""
    head = case.repository.resolve("HEAD")
    if is_inside and (path in case.repository.files(head, [path]) or path not in _unknown_files(path, case)):
        return True
    return case.layout.is_test_file(path) and case.repository.has_object(blob_id(full.read_bytes(), head))


def _unknown_files(path: str, case: Case) -> set[str]:
    """Files at this path that git does not track."""
    return {*case.repository.untracked([path]), *case.repository.ignored([path])}
