"""Amended tests that failed in the same way at the base: editing them does not make an old failure a new one.

For example, a missing locale, service or program keeps a test from running before and after its amendment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.domain.run.identity import stable_id
from pytest_tddgate.gates.change.existing import base_failures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["failed_before", "note_of_old_failures"]

_FAULTS = frozenset({"broken-test", "broken-environment"})


def failed_before(
    judged: Mapping[TestId, TestRed], run: RunSeen, evolution: Evolution, case: Case
) -> dict[TestId, str]:
    """The amended tests that have a fault and had the same one at the base, each with the error's class and first line.

    The base is run only if there is an amended test with a fault.
    """
    faulty = {test for test in evolution.changed_tests() if test in judged and _is_faulty(judged[test])}
    failing = [each for each in run.tests if each.item and each.item.test in faulty and each.outcome != "passed"]
    at_base = base_failures(failing, evolution, case) if case.amend is not None else None
    if at_base is None:
        return {}
    known = {stable_id(each.node_id): _way_of(each) for each in at_base.tests}
    changed = {each.item.test for each in failing if each.item and known.get(stable_id(each.node_id)) != _way_of(each)}
    return {
        each.item.test: " ".join(_way_of(each)[1:]) for each in failing if each.item and each.item.test not in changed
    }


def note_of_old_failures(old: Mapping[TestId, str]) -> tuple[str, ...]:
    """A note about the tests that failed before."""
    if not old:
        return ()
    fail = agreed(len(old), "amended test", "fails", "fail")
    named = ", ".join(f"{test} ({why})" for test, why in old.items())
    return (f"{fail} here as at the base (not counted, not locked): {named}",)


def _is_faulty(judged: TestRed) -> bool:
    """Whether the test failed only by its own or its environment's fault, without any red case."""
    faults = {each.blame.rule for each in judged.faulty_cases if each.blame}
    return not judged.hidden_by and not judged.red_cases and bool(faults) and faults <= _FAULTS


def _way_of(seen: TestSeen) -> tuple[str, str, str]:
    """The phase in which a test failed, the class of its exception with a colon, and the first line of its message."""
    failure = seen.failure
    exception = failure.exception if failure else None
    if failure is None or exception is None:
        return seen.outcome, "", ""
    return failure.when, f"{exception.kind}:", exception.message.strip().partition("\n")[0]
