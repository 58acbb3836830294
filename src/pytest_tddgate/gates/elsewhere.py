"""What a green run has to show beside its contract: no other test broke, no file hid, and pytest itself agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules import rule
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.existing import base_failures
from pytest_tddgate.gates.kept_green import failing_elsewhere
from pytest_tddgate.gates.red import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.evolution import Evolution

__all__ = ["elsewhere_findings", "exit_findings", "uncollected"]


def elsewhere_findings(
    run: RunSeen, contract: set[TestId], evolution: Evolution, case: Case
) -> tuple[list[Finding], tuple[str, ...]]:
    """Findings for existing tests that fail now and did not at the base, and notes about those that failed there."""
    failing = failing_elsewhere(run, contract)
    at_base = base_failures(failing, evolution, case)
    if at_base is None:
        return uncollected(run, contract), ()
    outcomes = {stable_id(each.node_id): each.outcome for each in at_base.tests}
    excused = [each for each in failing if outcomes.get(stable_id(each.node_id), "passed") not in {"passed", "skipped"}]
    findings = [_not_green(each) for each in failing if each not in excused]
    note = (
        f"{len(excused)} tests fail here as they did at the base, and don't count: {excused[0].node_id}"
        if excused
        else ""
    )
    return [*findings, *uncollected(run, contract)], (note,) if note else ()


def _not_green(seen: TestSeen) -> Finding:
    why = f": {seen.failure.exception.kind}" if seen.failure and seen.failure.exception else ""
    return Finding(rule("not-green"), f"{seen.node_id} does not pass{why}", at=Place(seen.node_id.partition("::")[0]))


def uncollected(run: RunSeen, contract: Iterable[TestId]) -> list[Finding]:
    """A finding for each file that cannot be collected and holds no contract test: those are named one by one."""
    known = {test.file for test in contract}
    return [
        Finding(
            rule("test-missing"),
            f"{error.path} cannot be collected: {(error.message.strip().splitlines() or ['no message'])[-1]}",
            at=Place(error.path),
        )
        for error in run.collect_errors
        if error.path not in known
    ]


def exit_findings(run: RunSeen) -> list[Finding]:
    """A finding when pytest itself said no although every test that it reported passed."""
    is_explained = run.collect_errors or any(each.outcome in {"failed", "hung", "incomplete"} for each in run.tests)
    if run.exit_code == 0 or is_explained:
        return []
    why = "no test was collected" if run.exit_code == 5 else "a threshold or a plugin of your own said no"  # noqa: PLR2004 - pytest's code
    return [Finding(rule("not-green"), f"pytest ended with exit code {run.exit_code} although no test failed: {why}")]
