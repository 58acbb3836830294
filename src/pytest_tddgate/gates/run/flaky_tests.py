"""Repeats a run in which existing tests failed, to tell broken tests from flaky ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.identity import stable_id, without_case
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["flaky_fact", "flaky_in", "passing_without"]

_WHY = "a test that both fails and passes with the same code shows neither that it is kept nor that it is broken"


def flaky_in(
    broken: Sequence[TestSeen], expected: Iterable[str], case: Case, scope: Sequence[str] = ()
) -> list[TestSeen]:
    """The failed tests that pass when everything runs again; `expected` are tests that may hang.

    Their own files run first: a test that fails there in the same way is broken, and needs no further run. Any other
    may have failed because of what another test left behind, so the whole run is repeated with as many workers as it
    had. `scope` are its paths, relative to the repository (empty: the whole suite).
    """
    expected = list(expected)
    open_ones = _not_broken_alone(broken, expected, case)
    if not open_ones:
        return []
    run = _run_again(broken, expected, case, scope, {"side_by_side": True})
    passed = {stable_id(each.node_id) for each in run.tests if each.outcome == "passed"}
    return [each for each in open_ones if stable_id(each.node_id) in passed]


def passing_without(
    new: Iterable[TestId], broken: Sequence[TestSeen], case: Case, scope: Sequence[str] = ()
) -> list[TestSeen]:
    """The failed tests that pass in the same run without the new tests.

    A red test stops half-way, so later tests can find state that it would have restored.
    """
    if not broken or not new:
        return []
    root = f"{case.layout.root}/" if case.layout.root else ""
    without = sorted(str(test).removeprefix(root) for test in new)
    run = _run_again(broken, [], case, scope, {"without": without})
    passed = {stable_id(each.node_id) for each in run.tests if each.outcome == "passed"}
    return [each for each in broken if stable_id(each.node_id) in passed]


def _not_broken_alone(broken: Sequence[TestSeen], expected: list[str], case: Case) -> list[TestSeen]:
    """The failed tests that do not fail in the same way when only their own files run."""
    known = [each for each in broken if each.item is not None]
    if not known:
        return list(broken)
    run = _run_again(known, expected, case, _files_of(known), {})
    ways = {stable_id(each.node_id): _failure_of(each) for each in run.tests if each.outcome == "failed"}
    return [each for each in broken if ways.get(stable_id(each.node_id)) != _failure_of(each)]


def _failure_of(failed: TestSeen) -> tuple[str, str, str]:
    failure = failed.failure
    if failure is None:
        return failed.outcome, "", ""
    return failed.outcome, failure.when, stable_id(failure.exception.message if failure.exception else failure.message)


def _run_again(
    broken: Sequence[TestSeen], expected: list[str], case: Case, targets: Sequence[str], extra: Extra
) -> RunSeen:
    told: Extra = {**case.first_party, "continue": True, **extra}
    return case.runner.run(Role.AGAIN, targets=targets, files=_files_of(broken), expected=expected, extra=told)


def _files_of(tests: Iterable[TestSeen]) -> list[str]:
    return sorted({each.item.test.file for each in tests if each.item})


def flaky_fact(flaky: Sequence[TestSeen]) -> tuple[MissingFact, ...]:
    """A missing fact if tests are flaky: nobody can tell whether they pass."""
    if not flaky:
        return ()
    name = flaky[0].node_id
    more = f", and {len(flaky) - 1} more" if len(flaky) > 1 else ""
    what = f"{name} is flaky{more}: it failed, and passed when the same run was repeated"
    next_step = f"run the gate again, or leave it out by name: --deselect={without_case(name)}"
    return (MissingFact(what, next_step, _WHY),)
