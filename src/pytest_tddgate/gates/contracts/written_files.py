"""Locked files that were written while the tests ran: a swap, or what committed tests do at the base as well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.stamps import stamp_of
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.rules.green import FILE_SWAPPED
from pytest_tddgate.domain.run.identity import file_of
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.change.existing import base_tree, run_in

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable

    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked
    from pytest_tddgate.gates.contracts.untouched import FileStamps

__all__ = ["written_findings", "written_since"]


def written_since(file_stamps: FileStamps, target: Locked, base: str, run: RunSeen, case: Case) -> CheckResult:
    """Findings and notes for the locked files that were written during the run.

    Data files are excused if committed tests write them at the base commit as well, with the bytes that they have there
    and here. New tests of the contract in work excuse nothing: their files are run as they were before its lock.
    """
    written = file_stamps.written_since(case)
    data = {path for path in written if not path.endswith(".py")}
    grown = {each.test.file for each in target.contract.tests}
    tests = {case.layout.from_root(file_of(each.node_id)) for each in run.tests}
    excused = _written_at(base, data, tests - grown, case)
    if data - excused and tests & grown:
        excused |= _written_at(_before(target, base, case), data - excused, tests & grown, case)
    return written_findings(written, excused)


def written_findings(written: Iterable[str], excused: Container[str]) -> CheckResult:
    """Findings for files that a run wrote, and notes for excused ones, which the base's tests write as well."""
    paths = tuple(written)
    return CheckResult(
        tuple(
            Finding(FILE_SWAPPED, f"{path} was written while the tests ran", at=Place(path))
            for path in paths
            if path not in excused
        ),
        notes=tuple(f"{path} is written while the tests run, as at the base" for path in paths if path in excused),
    )


def _before(target: Locked, base: str, case: Case) -> str:
    """The base if it lacks the contract's lock, else the commit before the lock; empty if there is none."""
    repository = case.repository
    if not target.contract.feature or not repository.is_ancestor(target.commit, base):
        return base
    try:
        return repository.resolve(f"{target.commit}^")
    except Unusable:
        return ""


def _written_at(commit: str, data: Collection[str], tests: Collection[str], case: Case) -> frozenset[str]:
    """Paths in `data` that these test files, run at `commit`, rewrite with the bytes that the work tree has now."""
    if not data or not commit:
        return frozenset()
    known = case.repository.blobs(commit, {*data, *tests})
    asked = sorted(path for path in tests if path in known)
    same = [path for path in data if path in known and case.repository.read(path) == known[path]]
    if not same or not asked:
        return frozenset()
    with base_tree(commit, case) as tree:
        before = {path: stamp_of(tree, path) for path in same}
        run_in(tree, asked, case)
        changed = (path for path, stamp in before.items() if stamp_of(tree, path) != stamp)
        return frozenset(
            path for path in changed if Path(tree, path).is_file() and Path(tree, path).read_bytes() == known[path]
        )
