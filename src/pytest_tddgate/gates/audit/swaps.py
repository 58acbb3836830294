"""Test files of the head that its own runs wrote: a swap, or something that the base's tests do as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.gates.contracts.written_files import written_findings
from pytest_tddgate.gates.run.whole_suite import whole_suite_request

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pytest_tddgate.domain.reports.check_result import CheckResult
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["merged_writes", "swap_findings"]

_CODE = ".py"


def merged_writes(one: Mapping[str, bool], other: Mapping[str, bool]) -> dict[str, bool]:
    """Path -> whether it had its bytes after both runs, for each path that one of them wrote."""
    return {path: one.get(path, True) and other.get(path, True) for path in sorted({*one, *other})}


def swap_findings(written: Mapping[str, bool], audit: AuditCase, case: Case) -> CheckResult:
    """Findings and notes about test files that runs of the head (`case`) wrote; see `Bench.written`.

    Locked data files are excused if the base's tests write them as well, with the same bytes there and here; files that
    are not locked, if the base's tests write them at all. To learn this, the base is laid out and its tests are run.
    New data files that are not locked are ignored.
    """
    locked = {path for each in audit.range.registry.contracts.values() for path in each.contract.locked}
    suspects = [path for path in written if _counts(path, locked, audit, case)]
    asked = [path for path in suspects if path not in locked or (not path.endswith(_CODE) and written[path])]
    excused = _written_at_base(asked, locked, audit) if asked else frozenset()
    return written_findings(suspects, excused)


def _counts(path: str, locked: Collection[str], audit: AuditCase, case: Case) -> bool:
    """Whether a written file matters: it is locked, test code, or test data that the base has under any path."""
    if path in locked or not case.layout.is_test_side(path):
        return path in locked
    there, here = (audit.bench.snapshot(each).entries for each in (audit.range.fork, audit.range.head))
    return path.endswith(_CODE) or path in there or here[path] in set(there.values())


def _written_at_base(asked: Collection[str], locked: Collection[str], audit: AuditCase) -> frozenset[str]:
    """The files that a run of the base writes as well, under the names that they have there."""
    fork, head = (audit.bench.snapshot(each) for each in (audit.range.fork, audit.range.head))
    audit.tell("what the base's tests write")
    there = audit.bench.show(fork)
    orders = Orders(role=Role.VISIBLE, top=there.layout.top, extra=whole_suite_request(there))
    there.runner.visible(orders)
    written = audit.bench.written()
    unlocked = {path for path in asked if path not in locked}
    at_all = {fork.entries[path] for path in written}
    as_they_are = {fork.entries[path] for path, is_same in written.items() if is_same}
    return frozenset(
        path
        for path in asked
        if head.entries[path] in (at_all if path in unlocked else as_they_are) or path in unlocked & written.keys()
    )
