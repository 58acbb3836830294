"""New test files with tests from other files: a file was renamed, or split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.contracts.edits import Edit, changes_of

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

__all__ = ["with_moved_files"]


def with_moved_files(edits: tuple[Edit, ...], locked: Locked, registry: Registry, case: Case) -> tuple[Edit, ...]:
    """These edits, and one more for each new file with a test that they remove from another file.

    A new file that HEAD has counts only if it holds no other new test: then a commit renamed it.
    """
    alone = changes_of(edits)
    taken = {TestId(path, name) for path, change in alone.files.items() for name in change.removed}
    taken -= alone.renamed.keys()
    if not taken:
        return edits
    new = _new_files({each.path for each in edits}, locked, registry, case)
    together = changes_of((*edits, *new))
    arrived = {there.file for test, there in together.renamed.items() if test in taken}
    grown = {test.file for test in together.added}
    committed = case.repository.blobs(case.repository.resolve("HEAD"), arrived).keys()
    own = [each for each in new if each.path in arrived and each.path not in committed & grown]
    return tuple(sorted((*edits, *own), key=lambda each: each.path))


def _new_files(known: set[str], locked: Locked, registry: Registry, case: Case) -> tuple[Edit, ...]:
    """The Python test files that HEAD or the lock commit lacks and no contract locks, without those in `known`."""
    commits = (case.repository.resolve("HEAD"), locked.commit)
    added = {path for commit in commits for path in evolution_since(commit, case).added_files}
    in_contracts = {path for each in registry.contracts.values() for path in each.contract.locked}
    paths = sorted(path for path in added - in_contracts - known if path.endswith(".py"))
    edits = (Edit(path, None, case.repository.read(path)) for path in paths if not case.repository.is_link(path))
    return tuple(each for each in edits if _is_readable(each.after))


def _is_readable(source: bytes | None) -> bool:
    try:
        return source is not None and bool(parse_module(source))
    except (SyntaxError, ValueError):
        return False
