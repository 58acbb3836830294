"""What a new contract's files lost before another contract locked them with other bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.line_ends import digests_of
from pytest_tddgate.domain.python.changes import compare
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.rules.green import CONTRACT_TOUCHED
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["between_findings"]


def between_findings(locked: Locked, audit: AuditCase, case: Case) -> Iterator[Finding]:
    """A finding for each file that lost something between this lock and a later lock of its present bytes.

    A file may gain tests of another contract. That contract's lock is compared only with the commit before it, which
    does not show edits in between.
    """
    contract = locked.contract
    before = audit.history.blobs(locked.has_bytes, contract.locked)
    for path, digest in contract.locked.items():
        data = case.repository.read(path)
        then = before.get(path)
        if data is None or then is None or digest in digests_of(data):
            continue
        if path not in audit.range.declared and (lost := _lost(path, then, data) - audit.range.declared):
            what = f"{min(lost)} is not what was locked (contract {contract.feature}), whatever was locked since"
            restore, amend = f"git checkout {locked.has_bytes[:10]} -- {path}", f"tddgate amend {contract.feature}"
            yield Finding(CONTRACT_TOUCHED, what, at=Place(path), next_step=restore, or_else=f'{amend} --reason "…"')


def _lost(path: str, before: bytes, after: bytes) -> set[str]:
    """What was changed in or removed from a file: tests as `file::name`, and the file itself for everything else."""
    try:
        change = compare(path, parse_module(before), parse_module(after))
    except (SyntaxError, ValueError):  # not Python
        return {path} if before != after else set()
    tests = {f"{path}::{name}" for name in (*change.changed, *change.removed)}
    return tests | ({path} if change.touched or change.dynamic else set())
