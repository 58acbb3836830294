"""Compares outcomes with the base: tests that passed there must pass; failures there are no regression."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.green import NOT_GREEN, TEST_MISSING
from pytest_tddgate.domain.run.identity import function_of, stable_id
from pytest_tddgate.domain.run.outcomes import did_not_run, has_failed
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["Outcomes", "outcomes_of", "regressions"]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Outcomes of tests by stable node id, and the files that could not be collected."""

    by_node: Mapping[str, str] = field(default_factory=dict)
    uncollected: frozenset[str] = frozenset()

    def has_passed(self, test: TestId, layout: Layout) -> bool:
        """Whether at least one case of the test passed."""
        return any(
            outcome == "passed" and function_of(node, layout.root) == test for node, outcome in self.by_node.items()
        )


def outcomes_of(run: RunSeen) -> Outcomes:
    """The outcomes of a run."""
    found = {stable_id(each.node_id): each.outcome for each in run.tests}
    return Outcomes(found, frozenset(each.path for each in run.collect_errors))


def regressions(
    before: Outcomes, now: Outcomes, contract: Collection[TestId], evolution: Evolution, layout: Layout
) -> tuple[list[Finding], list[str]]:
    """Findings for tests outside the contract that fail or no longer run; and node ids excused by the base's failures.

    Tests that the sources removed or renamed are left out: `modification_findings` reports them.
    """
    edited = {*evolution.removed_tests(), *evolution.moved_from.values()}
    known = {function_of(node, layout.root) for node in now.by_node}
    found = list(_missing(before, now, known, edited, contract, layout))
    excused = []
    for node, outcome in now.by_node.items():
        test, then = function_of(node, layout.root), before.by_node.get(node)
        if outcome == "passed" or test in contract:
            continue
        if did_not_run(outcome):
            if then == "passed":
                found.append(_not_green(node, test, f"passed at the base, and was {outcome} here"))
        elif then is not None and has_failed(then):
            excused.append(node)
        else:
            found.append(_not_green(node, test, f"was {then} at the base, and fails here" if then else "fails"))
    return found, excused


def _missing(  # noqa: PLR0913, PLR0917 - both sides of a comparison, and what is left out of it
    before: Outcomes,
    now: Outcomes,
    known: Collection[TestId],
    edited: Collection[TestId],
    contract: Collection[TestId],
    layout: Layout,
) -> Iterator[Finding]:
    for node, outcome in before.by_node.items():
        test = function_of(node, layout.root)
        if outcome != "passed" or node in now.by_node or test in known or test in edited or test in contract:
            continue
        yield Finding(TEST_MISSING, f"{node} passed at the base, and did not run here", at=Place(test.file))


def _not_green(node: str, test: TestId, what: str) -> Finding:
    return Finding(NOT_GREEN, f"{node} {what}", at=Place(test.file))
