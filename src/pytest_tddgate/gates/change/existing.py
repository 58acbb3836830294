"""Tests that existed at the base: they must be unmodified and have the outcome that they had there."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.trees import laid_out
from pytest_tddgate.domain.rules.green import EXISTING_TEST_CHANGED, HARNESS_CHANGED
from pytest_tddgate.domain.run.identity import file_of, without_case
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.change.doc_pages import is_page_of_docs, page_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Sequence

    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = [
    "base_failures",
    "base_run",
    "base_tree",
    "harness_findings",
    "modification_findings",
    "run_in",
    "uncollected_at_base",
]


_DECLARE = 'declare why it must change: --tdd-amend "reason"'


def modification_findings(
    evolution: Evolution, amend: str | None, declared: Container[str] = frozenset()
) -> tuple[Finding, ...]:
    """A finding for each existing test that was changed or removed, unless the change is declared.

    `declared` holds tests (`file::name`) that an amendment names; a reason in `amend` declares all of them.
    """
    if amend is not None:
        return ()
    changed = (
        Finding(
            EXISTING_TEST_CHANGED,
            f"{test} is not what it was at the base" + (f": it uses {using}, which changed" if using else ""),
            at=_place_of(test, evolution),
            next_step=_restore_step(test.file, evolution),
            or_else=_DECLARE,
        )
        for test, using in evolution.changed_tests().items()
        if str(test) not in declared
    )
    removed = (
        Finding(
            EXISTING_TEST_CHANGED,
            f"{test} was removed",
            at=Place(test.file),
            next_step=_restore_step(test.file, evolution),
            or_else=_DECLARE,
        )
        for test in evolution.removed_tests()
        if str(test) not in declared
    )
    return (*changed, *removed)


def harness_findings(evolution: Evolution, amend: str | None, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed conftest, helper or data file that existing tests may use.

    Documentation pages among the tests may gain examples.
    """
    if amend is not None:
        return ()
    changed = ((path, _harness_change(path, evolution, case)) for path in evolution.paths)
    return tuple(
        finding
        for path, what in changed
        if what
        for finding in (
            page_findings(path, evolution, case)
            if is_page_of_docs(path, evolution, case)
            else (Finding(HARNESS_CHANGED, what, at=Place(path)),)
        )
    )


def _harness_change(path: str, evolution: Evolution, case: Case) -> str:
    """What changed in a file that is not a test module; empty if nothing that existing tests may use did."""
    if path in evolution.unreadable or (case.layout.is_test_file(path) and path not in evolution.removed_files):
        return ""
    change = evolution.changes.get(path)
    if path in evolution.removed_files:
        return "" if change and (change.removed or not change.touched) else f"{path} was removed"
    if change is not None:
        verb = "is new, and brings" if path in evolution.added_files else "changes"
        return f"{path} {verb} {', '.join(change.touched)}" if change.touched else ""
    return "" if path in evolution.added_files else f"{path} is not what it was at the base"


def base_failures(failing: Sequence[TestSeen], evolution: Evolution, case: Case) -> RunSeen | None:
    """What was seen of these tests at the base commit, in a tree of its own; None if `failing` is empty."""
    targets = dict.fromkeys(without_case(each.node_id) for each in failing)
    return base_run([*map(case.layout.from_root, targets)], evolution, case) if failing else None


def base_run(targets: Sequence[str], evolution: Evolution, case: Case) -> RunSeen:
    """What was seen of these node ids or files (paths relative to the repository) at the base commit."""
    with base_tree(evolution.base, case) as tree:
        return run_in(tree, targets, case)


def uncollected_at_base(
    paths: Collection[str], targets: Sequence[str], evolution: Evolution, case: Case
) -> tuple[str, ...]:
    """Those of these files and conftests that the base cannot collect either, by a run of these targets.

    If the targets alone can be collected there, every test file of the base runs: another one may break them.
    """
    if not paths:
        return ()
    files = case.repository.files(evolution.base, case.layout.tests)
    found: list[str] = []
    for each in (targets, [path for path in files if case.layout.is_test_file(path)]):
        found += [error.path for error in base_run(each, evolution, case).collect_errors if error.path in paths]
        if {*found} == {*paths}:
            break
    return tuple(dict.fromkeys(found))


def run_in(tree: str, targets: Sequence[str], case: Case) -> RunSeen:
    """What was seen of these node ids or files (paths relative to the repository) in a `base_tree`."""
    return case.runner.run(
        Role.BASE,
        targets=targets,
        files=sorted({file_of(target) for target in targets}),
        tree=tree,
        extra={**case.first_party, "roots": list(case.layout.source)},
    )


@contextmanager
def base_tree(base: str, case: Case) -> Iterator[str]:
    """The absolute path of a folder with the base commit's files and what a build wrote into the packages here."""
    generated = case.repository.ignored(case.layout.packages) if case.layout.packages else ()
    with laid_out(case.repository, base, copied=[path for path in generated if "__pycache__" not in path]) as tree:
        yield tree


def _restore_step(path: str, evolution: Evolution) -> str:
    """The next step that restores a test file: a checkout, unless that would delete new tests in it."""
    change, base, file = evolution.changes.get(path), evolution.base[:10], shlex.quote(path)
    has_more = change is not None and (change.added or change.added_rows)
    return f"restore it, as git diff {base} -- {file} shows" if has_more else f"git checkout {base} -- {file}"


def _place_of(test: TestId, evolution: Evolution) -> Place:
    module = evolution.modules.get(test.file)
    function = module.functions.get(test.name) if module else None
    return Place(test.file, function.line if function else 0)
