"""What a green run has to show besides its contract: no other test broke, no file is hidden, and pytest agrees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import agreed, counted
from pytest_tddgate.domain.rerun import OtherCommand
from pytest_tddgate.domain.rules.green import NOT_GREEN, TEST_MISSING
from pytest_tddgate.domain.run.identity import file_of, stable_id
from pytest_tddgate.domain.run.outcomes import has_failed
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.errors import TddgateError
from pytest_tddgate.gates.change.existing import base_failures, uncollected_at_base
from pytest_tddgate.gates.contracts.naming import suggested_feature
from pytest_tddgate.gates.green.contract_outcomes import failing_others
from pytest_tddgate.gates.run.flaky_tests import flaky_fact, flaky_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import CollectError, RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["OtherTests", "exit_findings", "joined_by_cause", "other_tests", "uncollected"]


_UNCOLLECTED = " cannot be collected: "
_COMMITS = 4
"""Commits that are looked at, the base and those before it; each takes a run of its own."""


@dataclass(frozen=True, slots=True)
class OtherTests:
    """Findings for tests that fail now and did not at the base, missing facts about flaky tests, and notes."""

    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    notes: tuple[str, ...] = ()


def other_tests(run: RunSeen, contract: set[TestId], evolution: Evolution, case: Case, *, is_lost: bool) -> OtherTests:
    """What the run shows of tests that are in no contract. If the run `is_lost` already, no test is repeated."""
    failing = failing_others(run, contract)
    before = _outcomes_before(failing, evolution, case)
    hidden, notes = _newly_uncollected(uncollected(run, contract, case), evolution, case)
    if not failing:
        return OtherTests(tuple(hidden), notes=notes)
    excused = [each for each in failing if before.get(stable_id(each.node_id), "passed") not in {"passed", "skipped"}]
    broken = [each for each in failing if each not in excused]
    flaky = flaky_in(broken, (), case) if not is_lost and not hidden else []
    findings = (*(_not_green(each, case.layout) for each in broken if each not in flaky), *hidden)
    count = len(excused)
    told = f"{agreed(count, 'test', 'fails', 'fail')} here as at the base (not counted)"
    note = f"{told}: {excused[0].node_id}" if count else ""
    return OtherTests(findings, flaky_fact(flaky), (*notes, *((note,) if note else ())))


def _outcomes_before(failing: list[TestSeen], evolution: Evolution, case: Case) -> dict[str, str]:
    """Stable node id -> outcome before the change, for those of the tests that existed.

    At a lock commit, a file that imports code yet to be written cannot be collected. Its tests are looked up in the
    commits before, because the last few of them may be locks as well.
    """
    outcomes: dict[str, str] = {}
    for _ in range(_COMMITS):
        unseen = [each for each in failing if stable_id(each.node_id) not in outcomes]
        at_base = base_failures(unseen, evolution, case)
        outcomes |= {stable_id(each.node_id): each.outcome for each in at_base.tests} if at_base else {}
        before = _parent_of(evolution.base, case) if at_base and at_base.collect_errors else None
        if before is None:
            break
        evolution = replace(evolution, base=before)
    return outcomes


def _parent_of(commit: str, case: Case) -> str | None:
    """The commit before; None if there is none, or if the clone does not reach that far."""
    try:
        return case.repository.resolve(f"{commit}^")
    except TddgateError:
        return None


def _newly_uncollected(
    hidden: list[Finding], evolution: Evolution, case: Case
) -> tuple[list[Finding], tuple[str, ...]]:
    """The findings whose file the base can collect, joined by cause, and a note about the other files."""
    known = {path for each in hidden if each.at and (path := each.at.path) not in evolution.paths}
    old = sorted(uncollected_at_base(known, sorted(known), evolution, case))
    kept = [each for each in hidden if not each.at or each.at.path not in old]
    files = agreed(len(old), "test file", "is", "are")
    return joined_by_cause(kept), (f"{files} not collected here, as at the base: {old[0]}",) if old else ()


def joined_by_cause(findings: list[Finding]) -> list[Finding]:
    """One finding for each cause: a module that cannot be imported breaks every file that imports it."""
    by_cause: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        path, _, cause = each.what.partition(_UNCOLLECTED)
        step = each.remedy.replace(path, "")
        by_cause.setdefault((cause, step), []).append(each)
    return [_joined(first, len(more)) for first, *more in by_cause.values()]


def _joined(first: Finding, more: int) -> Finding:
    path, verb, cause = first.what.partition(_UNCOLLECTED)
    return replace(first, what=f"{path} and {counted(more, 'more file')}{verb}{cause}") if more else first


def _not_green(seen: TestSeen, layout: Layout) -> Finding:
    why = f": {seen.failure.exception.kind}" if seen.failure and seen.failure.exception else ""
    at = Place(layout.from_root(file_of(seen.node_id)))
    return Finding(NOT_GREEN, f"{seen.node_id} does not pass{why}", at=at)


def uncollected(run: RunSeen, contract: Iterable[TestId], case: Case | None = None) -> list[Finding]:
    """A finding for each uncollectable file that holds no contract test; contract tests are reported one by one.

    With a case, the next step for a file that HEAD does not have is to lock it.
    """
    known = {test.file for test in contract}
    return [
        _uncollected(error, _command_to_lock(error.path, case), case)
        for error in run.collect_errors
        if error.path not in known
    ]


def _uncollected(error: CollectError, lock: str, case: Case | None) -> Finding:
    mend = f"fix what keeps {error.path} from being imported" if case is not None else ""
    return Finding(
        TEST_MISSING,
        f"{error.path}{_UNCOLLECTED}{error.why}",
        at=Place(error.path),
        next_step=f"lock it: {lock}" if lock else mend,
        rerun=OtherCommand(lock) if lock else None,
    )


def _command_to_lock(path: str, case: Case | None) -> str:
    """The command that locks a test file that HEAD does not have; empty for other files, which have to be fixed."""
    if case is None or path in case.repository.blobs(case.repository.resolve("HEAD"), [path]):
        return ""
    return f"pytest --tdd-gate=lock --tdd-feature={suggested_feature(case, [path])}"


def exit_findings(run: RunSeen) -> list[Finding]:
    """A finding if pytest's exit code reports a failure although every reported test passed."""
    is_explained = run.collect_errors or any(has_failed(each.outcome) for each in run.tests)
    if run.exit_code == 0 or is_explained:
        return []
    why = "no test was collected" if run.exit_code == 5 else "a threshold or a plugin of your own failed the run"  # noqa: PLR2004 - pytest's code
    return [Finding(NOT_GREEN, f"pytest ended with exit code {run.exit_code} although no test failed: {why}")]
