"""What a green run has to show of every test: the contract's, each case of it, and those that were there before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.run.identity import stable_id
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import CollectError, RunSeen, TestId, TestSeen

__all__ = ["contract_findings", "failing_elsewhere"]

_NOT_RUN = frozenset({"skipped", "xfailed", "xpassed"})


def contract_findings(tests: Iterable[LockedTest], run: RunSeen, layout: Layout | None = None) -> tuple[Finding, ...]:
    """A finding for each contract test that did not run and pass with each of its cases.

    With a layout, what keeps a test file from being imported is at the line of the product code that raised.
    """
    seen: defaultdict[TestId, list[TestSeen]] = defaultdict(list)
    for each in run.tests:
        if each.item is not None:
            seen[each.item.test].append(each)
    hidden: dict[str, list[TestId]] = {}
    found = []
    for locked in tests:
        error = _error_of(locked.test, run) if not seen[locked.test] else None
        if error is not None:
            hidden.setdefault(error.path, []).append(locked.test)
        elif finding := _finding(locked, seen[locked.test], run):
            found.append(finding)
    errors = {error.path: error for error in run.collect_errors}
    return (*(_hidden(errors[path], tests_of_path, layout) for path, tests_of_path in hidden.items()), *found)


def failing_elsewhere(run: RunSeen, contract: Container[TestId]) -> list[TestSeen]:
    """Tests that are in no contract of this run and did not pass; a skip is no failure."""
    return [
        each
        for each in run.tests
        if each.outcome in {"failed", "hung", "incomplete"} and not (each.item and each.item.test in contract)
    ]


def _finding(locked: LockedTest, seen: list[TestSeen], run: RunSeen) -> Finding | None:
    test = locked.test
    at = Place(test.file, seen[0].item.line if seen and seen[0].item and seen[0].item.kind != "other" else 0)
    if not seen:
        return Finding(rule("test-missing"), f"{test} {_why_missing(test, run)}", at=at)
    for each in seen:
        if each.outcome in _NOT_RUN:
            reason = (
                each.failure.message.splitlines()[0] if each.failure and each.failure.message else "no reason given"
            )
            return Finding(rule("not-run"), f"{each.node_id} was {each.outcome}: {reason}", at=at)
        if each.outcome != "passed":
            return Finding(rule("not-green"), f"{each.node_id} {_how_it_failed(each)}", at=at)
    cases = {stable_id(each.item.case) for each in seen if each.item}
    missing = sorted(set(locked.cases or ()) - cases)
    if missing:
        what = f"{test} ran without {len(missing)} of its {len(locked.cases or ())} cases: [{missing[0]}]"
        return Finding(rule("test-missing"), what, at=at)
    is_unlisted = locked.cases is None and not locked.is_only_new
    dropped = [each for each in run.deselected if is_unlisted and _is_case_of(each, test)]
    return Finding(rule("test-missing"), f"{dropped[0]} was deselected", at=at) if dropped else None


def _error_of(test: TestId, run: RunSeen) -> CollectError | None:
    """The error that hides a test: its file cannot be imported, or a conftest cannot."""
    return next(
        (each for each in run.collect_errors if each.path == test.file or each.path.endswith("conftest.py")), None
    )


def _hidden(error: CollectError, tests: list[TestId], layout: Layout | None) -> Finding:
    count = f"{len(tests)} contract test{'s' * (len(tests) > 1)}"
    what = f"{count} cannot run, because {error.path} cannot be imported: {error.why}"
    return Finding(rule("not-green"), what, at=_raised_in(error, layout) or Place(error.path))


def _raised_in(error: CollectError, layout: Layout | None) -> Place | None:
    """The line of product code in which an import ended; None where it was not product code that raised."""
    last = error.cause.frames[-1:] if error.cause is not None else ()
    if layout is None or not last or layout.side_of_frame(last[0].path) is not Side.SUBJECT:
        return None
    return Place(layout.relative(last[0].path) or error.path, last[0].line)


def _is_case_of(node_id: str, test: TestId) -> bool:
    return node_id.partition("[")[0].endswith(str(test))


def _why_missing(test: TestId, run: RunSeen) -> str:
    if any(_is_case_of(node_id, test) for node_id in run.deselected):
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
