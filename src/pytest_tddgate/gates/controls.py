"""The controls of a green run: a test that must fail is reported as failed, and the contract fails without the code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.lines import spans_of
from pytest_tddgate.domain.rules import rule
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case

__all__ = ["canary_findings", "emptied_spans", "sabotage_findings"]

_CANARY = "test_tddgate_canary"
_KINDS = 2  # a failed assertion, and an exception that does not come


def canary_findings(tests: Iterable[TestId], case: Case) -> tuple[Finding, ...]:
    """A finding when tests that must fail, put beside the contract's own, are not reported as failed."""
    run = case.runner.run("control", targets=[str(test) for test in tests], extra={"canary": _CANARY})
    canaries = [each for each in run.tests if _CANARY in each.node_id]
    failed = [each for each in canaries if each.outcome == "failed" and each.failure and each.failure.when == "call"]
    if len(failed) == _KINDS and run.exit_code == 1:
        return ()
    outcomes = ", ".join(each.outcome for each in canaries) or "not reported at all"
    return (Finding(rule("canary-green"), f"a test that must fail was put beside the contract's tests: {outcomes}"),)


def sabotage_findings(
    tests: tuple[TestId, ...],
    spans: dict[str, list[tuple[int, int]]],
    case: Case,
    amended: Iterable[TestId] = (),
    reverted: Mapping[str, str | None] | None = None,
) -> tuple[Finding, ...]:
    """A finding when every contract test still passes although each changed function has been emptied.

    `amended` are those of the tests that were changed after the lock: each is judged by itself. A feature can be a
    constant, a dataclass or a lambda, which nothing empties: where `reverted` holds the changed files as they were
    (absolute path -> source, None for a new one), the tests have to pass with them as well.
    """
    if not spans or not tests:
        return ()
    run = case.runner.run(
        "control",
        targets=[str(test) for test in tests],
        files=sorted({test.file for test in tests}),
        extra={"emptied": spans},
    )
    if not _all_green(run, tests):
        return _amended_findings(run, amended)
    if reverted is not None and not _reverted_green(tests, reverted, case):
        return ()
    what = f"all {len(tests)} contract tests pass although every changed function of the subject was emptied"
    return (Finding(rule("control-not-red"), what),)


def _reverted_green(tests: tuple[TestId, ...], reverted: Mapping[str, str | None], case: Case) -> bool:
    """Whether every contract test passes with the changed files as they were (path -> source, None: missing)."""
    files = sorted({test.file for test in tests})
    run = case.runner.run("control", targets=files, files=files, extra={"reverted": dict(reverted)})
    return _all_green(run, tests)


def _amended_findings(run: RunSeen, amended: Iterable[TestId]) -> tuple[Finding, ...]:
    """Advice about each amended test that passes without the code: its first form was seen red, this one is not."""
    return tuple(
        Finding(
            rule("amended-green"),
            f"{test} was amended, and passes although every changed function of the subject was emptied",
            at=Place(test.file),
            next_step="read the amendment: tddgate status lists its reason",
        )
        for test in amended
        if _all_green(run, (test,))
    )


def emptied_spans(changed: Mapping[str, frozenset[int]], case: Case) -> dict[str, list[tuple[int, int]]]:
    """Absolute path of each changed file of the subject -> the spans of its changed lines, from 1."""
    return {
        os.path.join(case.layout.top, path): list(spans_of(lines))  # noqa: PTH118 - as Python will name it
        for path, lines in changed.items()
    }


def _all_green(run: RunSeen, tests: tuple[TestId, ...]) -> bool:
    outcomes: dict[TestId, set[str]] = {}
    for each in run.tests:
        if each.item is not None:
            outcomes.setdefault(each.item.test, set()).add(each.outcome)
    return all(outcomes.get(test) == {"passed"} for test in tests)
