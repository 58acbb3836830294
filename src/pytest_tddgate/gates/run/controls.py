"""Controls of a green run: a test that must fail is reported as failed, and the contract fails without the code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.lines import spans_of
from pytest_tddgate.domain.python.rewritten import rewritten_lines
from pytest_tddgate.domain.python.subject_functions import has_definition
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.rules.green import CANARY_GREEN, CONTROL_NOT_RED
from pytest_tddgate.domain.rules.red import AMENDED_GREEN
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.run.by_test import cases_by_test, passed_tests
from pytest_tddgate.gates.run.validity import run_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["canary_findings", "changed_spans", "sabotage_findings"]

_CANARY = "test_tddgate_canary"
_LEAST = 2  # canaries: a failed assertion and an exception that is not raised; other kinds of tests add more


def canary_findings(tests: Iterable[TestId], case: Case) -> tuple[Finding, ...]:
    """A finding if tests that must fail, added beside the contract's tests, are not reported as failed."""
    run = case.runner.run(Role.CONTROL, targets=[str(test) for test in tests], extra={"canary": _CANARY})
    canaries = [each for each in run.tests if _CANARY in each.node_id]
    failed = [each for each in canaries if each.outcome == "failed" and each.failure and each.failure.when == "call"]
    if len(failed) == len(canaries) >= _LEAST and run.exit_code == 1:
        return ()
    outcomes = ", ".join(each.outcome for each in canaries) or "not reported at all"
    is_asserting = not failed or len(failed) == len(canaries)  # else only those without an `assert` failed
    return (
        Finding(
            CANARY_GREEN,
            f"a test that must fail was put beside the contract's tests: {outcomes}",
            next_step=""
            if is_asserting
            else f"run without python -O and PYTHONOPTIMIZE; else {CANARY_GREEN.next_step}",
        ),
    )


def sabotage_findings(
    tests: tuple[TestId, ...],
    changed: Mapping[str, frozenset[int]],
    case: Case,
    amended: Iterable[TestId] = (),
    reverted: Mapping[str, str | None] | None = None,
) -> CheckResult:
    """A finding if every contract test still passes although each changed function was emptied.

    `changed` are the changed lines of the subject. `amended` are the tests that were changed after the lock; each is
    judged by itself. `reverted` maps absolute paths to the sources at the base, None for a new file; lines with the
    same syntax there do not count as changed.

    A feature can be a constant, a dataclass or a lambda, so if all tests pass, the changed values are removed as well
    before anything is reported. If the change has neither functions nor values (a class without a body), the tests
    must pass on the `reverted` files instead.

    If only imports fail, the functions are emptied after the imports instead: a call at the top of a module raises
    whatever the tests assert. A run that is cut short, or without a failure but with tests that did not report, is a
    missing fact; except when the project is a pytest plugin whose emptied code stops pytest before the first test.
    """
    changed = _rewritten(changed, reverted, case) if reverted is not None else changed
    spans = changed_spans(changed, case)
    if not spans or not tests:
        return CheckResult()
    extra: Extra = {"emptied": spans}
    run = _sabotaged(tests, extra, case)
    if not _cut(run) and not _has_red(run, tests) and _has_raised_at_import(run, tests):
        extra["late"] = True
        run = _sabotaged(tests, extra, case)
    if _cannot_begin(run, case):
        return CheckResult(_amended_findings(run, amended))
    if unknown := _unknown(run, tests):
        return CheckResult(missing=unknown)
    if _has_red(run, tests, at_import=True):
        return CheckResult(_amended_findings(run, amended))
    if reverted is not None:
        run = _without_values(tests, changed, extra, reverted, case)
        if _cut(run) or not passed_tests(run).issuperset(tests):
            return CheckResult(missing=_cut(run))
    what = f"all {len(tests)} contract tests pass although every changed function of the subject was emptied"
    return CheckResult((Finding(CONTROL_NOT_RED, what),))


def _rewritten(
    changed: Mapping[str, frozenset[int]], reverted: Mapping[str, str | None], case: Case
) -> dict[str, frozenset[int]]:
    return {
        path: rewritten_lines(
            lines, reverted.get(os.path.join(case.layout.top, path)), case.repository.read(path) or b""
        )
        for path, lines in changed.items()
    }


def _cannot_begin(run: RunSeen, case: Case) -> bool:
    """Whether pytest ended before any test and the project is a pytest plugin, so that pytest itself needs the code."""
    if run.tests or run.last_started or run.collect_errors or not run_findings(run, is_red=True):
        return False
    from pytest_tddgate.adapters.installed_plugins import installed  # noqa: PLC0415 - few runs end so early

    return any(case.layout.is_first_party(module) for each in installed() for _, module in each.plugins)


def _unknown(run: RunSeen, tests: tuple[TestId, ...]) -> tuple[MissingFact, ...]:
    """A missing fact if a run was cut short, or shows neither that a test failed nor that all tests passed."""
    unseen = [each for each in tests if each not in passed_tests(run)]
    if _cut(run) or not unseen or _has_red(run, tests, at_import=True):
        return _cut(run)
    return _not_known(f"{unseen[0]} did not report that it passed or failed")


def _cut(run: RunSeen) -> tuple[MissingFact, ...]:
    """A missing fact if a run without the code was cut short; a thread left waiting for the code does not count."""
    return _not_known(cut[0].what) if (cut := run_findings(run, is_red=True)) else ()


def _not_known(what: str) -> tuple[MissingFact, ...]:
    why = "a test that did not report was not seen to be red"
    return (MissingFact(f"without the code, {what}", "let the test fail there, in time and by an exception", why),)


def _has_red(run: RunSeen, tests: Iterable[TestId], *, at_import: bool = False) -> bool:
    """Whether one of the tests failed, or was ended at its time limit: it may wait for the missing code.

    With `at_import`, tests that failed by an import of their own count as well.
    """
    cases = cases_by_test(run)
    failed = (each for test in tests for each in cases.get(test, ()) if each.outcome in {"failed", "hung"})
    return any(at_import or not _is_by_import(each) for each in failed)


def _has_raised_at_import(run: RunSeen, tests: Iterable[TestId]) -> bool:
    return bool(run.collect_errors) or _has_red(run, tests, at_import=True)


def _is_by_import(failed: TestSeen) -> bool:
    """Whether a test failed while a module was being imported."""
    raised = failed.failure.exception if failed.failure else None
    while raised is not None:
        if any(frame.function == "<module>" for frame in raised.frames):
            return True
        raised = raised.context
    return False


def _without_values(
    tests: tuple[TestId, ...],
    changed: Mapping[str, frozenset[int]],
    emptied: Extra,
    reverted: Mapping[str, str | None],
    case: Case,
) -> RunSeen:
    """The run of the contract's tests without the changed values, or on the reverted files if no value changed."""
    holds_values = any(has_definition(case.bytes_of(path), lines) for path, lines in changed.items())
    return _sabotaged(tests, {**emptied, "blanked": True} if holds_values else {"reverted": dict(reverted)}, case)


def _sabotaged(tests: tuple[TestId, ...], extra: Extra, case: Case) -> RunSeen:
    files, names = sorted({test.file for test in tests}), [str(test) for test in tests]
    targets = names if "reverted" not in extra else files
    return case.runner.run(Role.CONTROL, targets=targets, files=files, expected=names, extra={**extra})


def _amended_findings(run: RunSeen, amended: Iterable[TestId]) -> tuple[Finding, ...]:
    """Advice for each amended test that passes without the code: only its form before the amendment was seen red."""
    passed = passed_tests(run)
    return tuple(
        Finding(
            AMENDED_GREEN,
            f"{test} was amended, and passes although every changed function of the subject was emptied",
            at=Place(test.file),
            next_step="read the amendment: tddgate status lists its reason",
        )
        for test in amended
        if test in passed
    )


def changed_spans(changed: Mapping[str, frozenset[int]], case: Case) -> dict[str, list[tuple[int, int]]]:
    """Absolute path of each changed file of the subject -> the spans of its changed lines, counted from 1."""
    return {os.path.join(case.layout.top, path): list(spans_of(lines)) for path, lines in changed.items()}
