"""What a green run has to show of each contract test and each of its cases, and which other tests failed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.green import NOT_GREEN, NOT_RUN, TEST_MISSING
from pytest_tddgate.domain.run.identity import function_of, stable_id
from pytest_tddgate.domain.run.outcomes import did_not_run, has_failed
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.run.by_test import cases_by_test

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import CollectError, RunSeen, TestId, TestSeen

__all__ = ["contract_findings", "failing_others"]


def contract_findings(tests: Iterable[LockedTest], run: RunSeen, layout: Layout) -> tuple[Finding, ...]:
    """A finding for each contract test that did not run and pass with each of its cases.

    If a test file cannot be imported, the finding is at the line of product code that raised, if any did.
    """
    deselected: defaultdict[TestId, list[str]] = defaultdict(list)
    for node_id in run.deselected:
        deselected[function_of(node_id, layout.root)].append(node_id)
    seen = cases_by_test(run)
    hidden: dict[str, list[TestId]] = {}
    found = []
    for locked in tests:
        is_seen = bool(seen[locked.test])
        error = None if is_seen else next((each for each in run.collect_errors if each.hides(locked.test.file)), None)
        if error is not None:
            hidden.setdefault(error.path, []).append(locked.test)
        elif finding := _finding(locked, seen[locked.test], deselected[locked.test]):
            found.append(finding)
    errors = {error.path: error for error in run.collect_errors}
    return (*(_hidden(errors[path], tests_of_path, layout) for path, tests_of_path in hidden.items()), *found)


def failing_others(run: RunSeen, contract: Container[TestId]) -> list[TestSeen]:
    """Failed tests that are in no contract of this run; a skip is not a failure."""
    return [each for each in run.tests if has_failed(each.outcome) and not (each.item and each.item.test in contract)]


def _finding(locked: LockedTest, seen: list[TestSeen], deselected: list[str]) -> Finding | None:
    test = locked.test
    at = Place(test.file, seen[0].item.line if seen and seen[0].item and seen[0].item.kind != "other" else 0)
    if not seen:
        return Finding(TEST_MISSING, f"{test} {_why_missing(deselected)}", at=at)
    for each in seen:
        if did_not_run(each.outcome):
            reason = (
                each.failure.message.splitlines()[0] if each.failure and each.failure.message else "no reason given"
            )
            return Finding(NOT_RUN, f"{each.node_id} was {each.outcome}: {reason}", at=at)
        if each.outcome != "passed":
            return Finding(NOT_GREEN, f"{each.node_id} {_how_it_failed(each)}", at=at)
    cases = {stable_id(each.item.case) for each in seen if each.item}
    missing = sorted(set(locked.cases or ()) - cases)
    if missing:
        what = f"{test} ran without {len(missing)} of its {len(locked.cases or ())} cases: [{missing[0]}]"
        return Finding(TEST_MISSING, what, at=at)
    is_unlisted = locked.cases is None and not locked.is_only_new
    is_cut = is_unlisted and deselected
    return Finding(TEST_MISSING, f"{deselected[0]} was deselected", at=at) if is_cut else None


def _hidden(error: CollectError, tests: list[TestId], layout: Layout) -> Finding:
    what = f"{counted(len(tests), 'contract test')} cannot run, because {error.path} cannot be imported: {error.why}"
    return Finding(NOT_GREEN, what, at=_raised_in(error, layout) or Place(error.path))


def _raised_in(error: CollectError, layout: Layout) -> Place | None:
    """The line of product code where an import failed; None if other code raised."""
    last = error.cause.frames[-1:] if error.cause is not None else ()
    if not last or layout.side_of_frame(last[0].path) is not Side.SUBJECT:
        return None
    return Place(layout.relative(last[0].path) or error.path, last[0].line)


def _why_missing(deselected: list[str]) -> str:
    if deselected:
        return "was deselected (-k, -m, --deselect, addopts, or a conftest)"
    return "was never reported: not collected (paths, --ignore, collect_ignore), or dropped by a plugin or conftest"


def _how_it_failed(seen: TestSeen) -> str:
    failure = seen.failure
    if failure is None or seen.outcome == "incomplete":
        return "did not report setup, call and teardown"
    if seen.outcome == "hung":
        return "did not end in time"
    if failure.exception is None:
        return f"failed in {failure.when}"
    line = failure.exception.message.strip().partition("\n")[0]
    return f"failed in {failure.when}: {failure.exception.kind}" + (f": {line}" if line else "")
