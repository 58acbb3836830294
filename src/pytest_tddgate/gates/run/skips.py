"""Why tests of a run were skipped, and which tests run only in another environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.this_python import facts_of_environment
from pytest_tddgate.domain.python.inherited_tests import inherited_names
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.red.skips import reasons_of_environment, skipped_here
from pytest_tddgate.domain.red.uncollected_here import uncollected_here
from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.contracts.contract import LockedTest
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["left_elsewhere", "not_judged_here", "note_of_skipped", "run_here", "skips_of", "uncollected_reasons"]


def run_here(tests: Iterable[LockedTest], run: RunSeen, case: Case) -> tuple[LockedTest, ...]:
    """These tests, without tests of no contract (`is_only_new`) that this run left out for a good reason.

    Good reasons: the test was skipped because of the environment; its file prevents its collection here; or it belongs
    to a base class, and ran in a subclass of the same file.
    """
    skips = skips_of(run)
    unread = {error.path for error in run.collect_errors}

    def is_elsewhere(test: TestId) -> bool:
        reasons = skips.get(test, {""}) - {""}
        return bool(reasons) and reasons == skips[test] <= reasons_of_environment(case.bytes_of(test.file))

    def is_left_out(test: TestId) -> bool:
        if "" in skips.get(test, ()) or test.file in unread:
            return False
        return is_elsewhere(test) or (test not in skips and bool(uncollected_reasons([test], case))) or has_heir(test)

    def has_heir(test: TestId) -> bool:
        return any("" in skips.get(TestId(test.file, name), ()) for name in _heirs_of(test, case))

    return tuple(each for each in tests if not (each.is_only_new and is_left_out(each.test)))


def _heirs_of(test: TestId, case: Case) -> tuple[str, ...]:
    try:
        return inherited_names(test.name, parse_module(case.bytes_of(test.file)))
    except (SyntaxError, ValueError):
        return ()


def uncollected_reasons(tests: Iterable[TestId], case: Case) -> dict[TestId, str]:
    """Test -> why its file prevents its collection in this environment, for tests with such a reason."""
    wanted = tuple(tests)
    facts = facts_of_environment() if wanted else {}
    known = {file: uncollected_here(case.bytes_of(file), facts) for file in {test.file for test in wanted}}
    return {test: reason for test in wanted if (reason := known[test.file].get(test.name))}


def skips_of(run: RunSeen | None) -> dict[TestId, set[str]]:
    """Test -> the reasons for which its cases were skipped; `""` is among them if a case was not skipped."""
    skips: dict[TestId, set[str]] = {}
    for each in run.tests if run else ():
        if each.item is not None:
            reason = each.failure.message if each.outcome == "skipped" and each.failure else ""
            skips.setdefault(each.item.test, set()).add(reason)
    return skips


def left_elsewhere(tests: Iterable[LockedTest], run: RunSeen, case: Case) -> dict[TestId, str]:
    """Test -> the environment in which it runs, for tests that were skipped in every case because of this environment.

    Only conditions that the environment alone decides count: nothing that is judged can change them.
    """
    skips = skips_of(run)
    skipped = {each.test for each in tests if "" not in skips.get(each.test, {""})}
    facts = facts_of_environment() if skipped else {}
    known = {file: skipped_here(case.bytes_of(file), facts) for file in {test.file for test in skipped}}
    return {test: where for test in sorted(skipped) if (where := known[test.file].get(test.name))}


def not_judged_here(elsewhere: Mapping[TestId, str]) -> tuple[MissingFact, ...]:
    """A missing fact if tests of the contract are skipped here: whether they pass in their own environment."""
    if not elsewhere:
        return ()
    test, where = next(iter(elsewhere.items()))
    more = f", and {len(elsewhere) - 1} more" if len(elsewhere) > 1 else ""
    why = "a test that does not run can be neither red nor green, and this one is for another environment"
    there = f"with {where}" if where.startswith("Python") else f"on {where}"
    return (MissingFact(f"{test} is not run here{more}", f"run the gate {there}", why),)


def note_of_skipped(elsewhere: Mapping[TestId, str]) -> tuple[str, ...]:
    """A note about tests of other contracts that this environment skips."""
    if not elsewhere:
        return ()
    are = agreed(len(elsewhere), "contracted test", "is", "are")
    return (f"{are} not run here: {', '.join(f'{test} ({where})' for test, where in elsewhere.items())}",)
