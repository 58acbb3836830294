"""The controls of a green run: a test that must fail is reported as failed, and the contract fails without the code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.lines import spans_of
from pytest_tddgate.domain.python.subject_functions import holds_something
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case

__all__ = ["canary_findings", "emptied_spans", "sabotage_findings"]

_CANARY = "test_tddgate_canary"
_KINDS = 2  # a failed assertion, and an exception that does not come


def canary_findings(tests: Iterable[TestId], case: Case) -> tuple[Finding, ...]:
    """A finding when tests that must fail, put beside the contract's own, are not reported as failed."""
    run = case.runner.run(Role.CONTROL, targets=[str(test) for test in tests], extra={"canary": _CANARY})
    canaries = [each for each in run.tests if _CANARY in each.node_id]
    failed = [each for each in canaries if each.outcome == "failed" and each.failure and each.failure.when == "call"]
    if len(failed) == _KINDS and run.exit_code == 1:
        return ()
    outcomes = ", ".join(each.outcome for each in canaries) or "not reported at all"
    return (Finding(rule("canary-green"), f"a test that must fail was put beside the contract's tests: {outcomes}"),)


def sabotage_findings(
    tests: tuple[TestId, ...],
    changed: Mapping[str, frozenset[int]],
    case: Case,
    amended: Iterable[TestId] = (),
    reverted: Mapping[str, str | None] | None = None,
) -> tuple[Finding, ...]:
    """A finding when every contract test still passes although each changed function has been emptied.

    `changed` are the changed lines of the subject. `amended` are those of the tests that were changed after the lock:
    each is judged by itself. A feature can be a constant, a dataclass or a lambda: the values that changed are taken,
    too, before anything is found. Where the change holds neither function nor value, such as a class without a body,
    the tests have to pass with the files as they were: `reverted`, absolute path -> source, None for a new file.
    """
    spans = emptied_spans(changed, case)
    if not spans or not tests:
        return ()
    run = _sabotaged(tests, {"emptied": spans}, case)
    if not _all_green(run, tests):
        return _amended_findings(run, amended)
    if reverted is not None and not _is_green_without(tests, changed, spans, reverted, case):
        return ()
    what = f"all {len(tests)} contract tests pass although every changed function of the subject was emptied"
    return (Finding(rule("control-not-red"), what),)


def _is_green_without(
    tests: tuple[TestId, ...],
    changed: Mapping[str, frozenset[int]],
    spans: Mapping[str, list[tuple[int, int]]],
    reverted: Mapping[str, str | None],
    case: Case,
) -> bool:
    """Whether every contract test passes without the values that changed, or without the change where it has none."""
    holds_values = any(holds_something(case.repository.read(path) or b"", lines) for path, lines in changed.items())
    extra = {"emptied": spans, "blanked": True} if holds_values else {"reverted": dict(reverted)}
    return _all_green(_sabotaged(tests, extra, case), tests)


def _sabotaged(tests: tuple[TestId, ...], extra: Mapping[str, object], case: Case) -> RunSeen:
    files = sorted({test.file for test in tests})
    targets = [str(test) for test in tests] if "reverted" not in extra else files
    return case.runner.run(Role.CONTROL, targets=targets, files=files, extra=extra)


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
    return {os.path.join(case.layout.top, path): list(spans_of(lines)) for path, lines in changed.items()}


def _all_green(run: RunSeen, tests: tuple[TestId, ...]) -> bool:
    outcomes: dict[TestId, set[str]] = {}
    for each in run.tests:
        if each.item is not None:
            outcomes.setdefault(each.item.test, set()).add(each.outcome)
    return all(outcomes.get(test) == {"passed"} for test in tests)
