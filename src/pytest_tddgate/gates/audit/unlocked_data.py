"""Data files outside the test folders that contract tests name: no contract locks them, so a control checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import CONFIG_FILES, Side
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.rules.green import HARNESS_CHANGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.audit.controls import passing
from pytest_tddgate.gates.change.harness import harness_of

if TYPE_CHECKING:
    from pytest_tddgate.domain.verdict import MissingFact
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.base_outcomes import Outcomes
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["unlocked_data_control"]

_PROSE = (".md", ".rst")


def unlocked_data_control(audit: AuditCase, seen: Outcomes, case: Case) -> CheckResult:
    """What tests of new contracts, green at the head (`case`), show with these data files as they were at the lock.

    Tests are run only if such files changed since; most ranges need no run.
    """
    found: list[Finding] = []
    missing: list[MissingFact] = []
    for feature, locked in audit.range.new.items():
        paths = _changed_data(locked, audit, case)
        tests = [each for each in locked.contract.red_tests if seen.has_passed(each, case.layout)]
        if not paths or not tests:
            continue
        head, then = audit.bench.snapshot(audit.range.head), audit.bench.snapshot(locked.commit)
        _, passed, cut = passing(head.with_files_of(then, paths.__contains__), tests, audit)
        missing += cut
        if failed := [] if cut else [each for each in tests if each not in passed]:
            path = min(paths)
            what = f"{path} is not what it was when {feature} was locked, and {failed[0]} fails with what it was"
            next_step = f"git checkout {locked.commit[:10]} -- {path}, or keep the data among the tests, and lock them"
            found.append(Finding(HARNESS_CHANGED, what, at=Place(path), next_step=next_step))
    return CheckResult(tuple(found), tuple(missing))


def _changed_data(locked: Locked, audit: AuditCase, case: Case) -> frozenset[str]:
    """The files of neither side that the tests name, that the lock commit had, and that differ at the head.

    Documentation, whose file names often are names of features, and hidden folders are left out.
    """
    then, now = (audit.bench.snapshot(each).entries for each in (locked.commit, audit.range.head))
    changed = {
        path
        for path, entry in then.items()
        if now.get(path) != entry
        and case.layout.side_of(path) is Side.OTHER
        and not path.startswith(".")
        and not path.endswith((*CONFIG_FILES, *_PROSE))
    }
    if not changed:
        return frozenset()
    present = {*changed, *locked.contract.locked}
    return frozenset(harness_of(locked.contract.files, present, case.repository, case.layout)) & changed
