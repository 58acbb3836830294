"""Existing tests that fail: the same run once more tells a broken test from a flaky one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.red import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.observation import TestSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["flaky_fact", "flaky_in"]

_WHY = "a test that fails and passes with the same code says neither that it is kept nor that it is broken"


def flaky_in(broken: Sequence[TestSeen], expected: Iterable[str], case: Case) -> list[TestSeen]:
    """Those of the failed tests that pass when everything runs again; `expected` are tests that may hang.

    Everything, and in the same order: a test that fails by what another one leaves behind would pass alone.
    """
    if not broken:
        return []
    files = sorted({each.item.test.file for each in broken if each.item})
    run = case.runner.run(
        "again", files=files, expected=expected, extra={"first_party": sorted(case.layout.names), "continue": True}
    )
    passed = {stable_id(each.node_id) for each in run.tests if each.outcome == "passed"}
    return [each for each in broken if stable_id(each.node_id) in passed]


def flaky_fact(flaky: Sequence[TestSeen]) -> tuple[MissingFact, ...]:
    """What is missing for a verdict: whether these tests pass."""
    if not flaky:
        return ()
    name = flaky[0].node_id
    more = f", and {len(flaky) - 1} more" if len(flaky) > 1 else ""
    what = f"{name} is flaky{more}: it failed, and passed when the same run was repeated"
    next_step = f"run the gate again, or leave it out by name: --deselect={name.partition(chr(91))[0]}"
    return (MissingFact(what, next_step, _WHY),)
