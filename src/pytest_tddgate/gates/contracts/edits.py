"""Edits on the test side after the lock, as bytes and as syntax."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.contracts.line_ends import digests_of
from pytest_tddgate.domain.python.changes import FileChange, affected, compare, moved
from pytest_tddgate.domain.python.syntax import ModuleSyntax, parse_module
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.contracts.lost_tests import lost_tests
from pytest_tddgate.gates.contracts.registry import byte_findings
from pytest_tddgate.gates.contracts.untouched import since_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pytest_tddgate.domain.python.declarations import FunctionSyntax
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

__all__ = ["Changes", "Edit", "broken_paths", "changes_of", "edits_at", "edits_of", "edits_since_head", "refuse_links"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One test-side file before and after; None: there is no such file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Edits as syntax: the modules of the work tree, the changes of each Python file, and renamed tests, old -> new."""

    edits: tuple[Edit, ...]
    modules: Mapping[str, ModuleSyntax] = field(default_factory=dict)
    files: Mapping[str, FileChange] = field(default_factory=dict)
    renamed: Mapping[TestId, TestId] = field(default_factory=dict)

    @property
    def added(self) -> tuple[TestId, ...]:
        """Tests that are new, without renamed ones."""
        known = set(self.renamed.values())
        every = (TestId(path, name) for path, change in self.files.items() for name in change.added)
        return tuple(test for test in every if test not in known)

    @property
    def changed(self) -> tuple[TestId, ...]:
        """Tests that do, or use, something else than before; removed and renamed tests are included."""
        found = []
        for path, change in self.files.items():
            module = self.modules.get(path)
            using = affected(module, change.touched) if module and change.touched else ()
            names = {*change.changed, *change.removed, *change.added_rows, *(set(using) - set(change.added))}
            found += [TestId(path, name) for name in sorted(names)]
        return tuple(found)


def edits_of(locked: Locked, registry: Registry, case: Case) -> tuple[Edit, ...]:
    """Files that differ from what this contract locked, and committed test-side files that changed."""
    touched = sorted(broken_paths(locked, registry, case))
    # Gates refuse edits that were committed undeclared, so these can be declared as well.
    since = since_findings(evolution_since(locked.commit, case), registry, case)
    touched += [each.at.path for each in since if each.at and each.at.path not in touched]
    touched_edits = edits_at(touched, locked, registry, case)
    return tuple(sorted((*touched_edits, *edits_since_head(case, touched)), key=lambda each: each.path))


def broken_paths(locked: Locked, registry: Registry, case: Case) -> set[str]:
    """The files that differ from what this contract locked, and those that lost one of its tests."""
    touched = {each.at.path for each in byte_findings(locked, registry, case.repository) if each.at}
    return touched | {test.file for test in lost_tests([locked], case)}


def edits_since_head(case: Case, except_for: Collection[str]) -> tuple[Edit, ...]:
    """Committed test-side files that the work tree changes, without those of `except_for`."""
    repository, layout = case.repository, case.layout
    head = repository.resolve("HEAD")
    changed = repository.changed_since(head, [layout.root] if layout.root else ())
    others = [path for path in changed if path not in except_for and layout.side_of(path) is Side.TEST]
    committed = repository.blobs(head, others)
    refuse_links(committed, case)
    return tuple(Edit(path, committed[path], repository.read(path)) for path in sorted(committed))


def edits_at(paths: Collection[str], locked: Locked, registry: Registry, case: Case) -> tuple[Edit, ...]:
    """The edits at these paths, compared with what a contract locked, or else with what was committed."""
    repository = case.repository
    committed = repository.blobs(repository.resolve("HEAD"), paths)
    first = repository.blobs(locked.commit, paths)
    refuse_links(paths, case)
    befores = {path: _before(path, locked, registry, (committed.get(path), first.get(path)), case) for path in paths}
    return tuple(Edit(path, befores[path], repository.read(path)) for path in sorted(paths))


def refuse_links(paths: Iterable[str], case: Case) -> None:
    """Raise Unusable if one of these paths is a link: an audit refuses it."""
    for path in paths:
        if case.repository.is_link(path):
            is_known = path in case.repository.entries(case.repository.resolve("HEAD"), [path])
            raise Unusable(
                f"{path} is a link",
                why="the target of a link cannot be locked",
                next_step=f"git checkout HEAD -- {path}" if is_known else "put a copy of the file in its place",
            )


def _before(
    path: str, locked: Locked, registry: Registry, candidates: tuple[bytes | None, ...], case: Case
) -> bytes | None:
    """The bytes that some contract locks, if they can be found; else the last candidate that exists.

    `candidates` are the bytes at HEAD and at the lock commit; HEAD's come first because the file may have gained tests
    of another contract. After them the file's own history is searched, since the file may be newer than the lock.
    """
    digest = locked.contract.locked.get(path)
    there = [each for each in candidates if each is not None]
    for each in (*there, *_versions(path, case)):
        if digest in digests_of(each) or registry.accounts_for(path, each):
            return each
    return next(reversed(there), None)


def _versions(path: str, case: Case) -> Iterator[bytes]:
    """The bytes that a file had in the commits that changed it, newest first."""
    for commit in reversed(case.repository.commits_of(path)):
        yield from case.repository.blobs(commit, [path]).values()


def changes_of(edits: tuple[Edit, ...]) -> Changes:
    """The edits as syntax; raises Unusable for a file that cannot be parsed."""
    python = [edit for edit in edits if edit.path.endswith(".py")]
    before = {edit.path: _module(edit.path, edit.before) for edit in python if edit.before is not None}
    after = {edit.path: _module(edit.path, edit.after) for edit in python if edit.after is not None}
    files = {edit.path: compare(edit.path, before.get(edit.path), after.get(edit.path)) for edit in python}
    removed: dict[TestId, FunctionSyntax] = {
        TestId(path, name): before[path].functions[name] for path, change in files.items() for name in change.removed
    }
    added: dict[TestId, FunctionSyntax] = {
        TestId(path, name): after[path].functions[name] for path, change in files.items() for name in change.added
    }
    return Changes(edits, after, files, moved(removed, added))


def _module(path: str, source: bytes) -> ModuleSyntax:
    try:
        return parse_module(source)
    except (SyntaxError, ValueError) as problem:
        raise Unusable(
            f"{path} cannot be parsed: {problem}", why="the tests in it cannot be listed", next_step=f"mend {path}"
        ) from None
