"""New tests for another environment, which this one does not run: they are named, and neither judged nor locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.skips import reasons_of_environment
from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.gates.run.skips import skips_of, uncollected_reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["elsewhere_in", "elsewhere_note"]

_SKIPPED = "was skipped: "


def elsewhere_in(
    judged: Mapping[TestId, TestRed], case: Case, behind: RunSeen | None = None, unseen: Iterable[TestId] = ()
) -> dict[TestId, str]:
    """The tests that only another environment runs, each with the reason; empty unless some other test is red.

    If all tests belong elsewhere, nothing is shown here, so they are judged as they are. `behind` is the stand-in run,
    which sees tests that a failed import hides; `unseen` are tests that were not collected at all.
    """
    skips = skips_of(behind)
    skipped = {test: reason for test, each in judged.items() if (reason := _reason(each, skips))}
    known = {file: reasons_of_environment(case.bytes_of(file)) for file in {test.file for test in skipped}}
    found = {test: reason for test, reason in skipped.items() if reason in known[test.file]}
    lost = behind.uncollected if behind else ()
    hidden = (test for test, each in judged.items() if each.hidden_by and str(test) in lost)
    found |= uncollected_reasons((*unseen, *hidden), case)
    return found if any(each.red_cases for test, each in judged.items() if test not in found) else {}


def elsewhere_note(elsewhere: Mapping[TestId, str]) -> tuple[str, ...]:
    """A note about the tests that were left out."""
    if not elsewhere:
        return ()
    are = agreed(len(elsewhere), "new test", "does", "do")
    verb = "is" if len(elsewhere) == 1 else "are"
    named = ", ".join(f"{test} ({why})" for test, why in elsewhere.items())
    return (f"{are} not run here, and {verb} not locked: {named}",)


def _reason(judged: TestRed, skips: Mapping[TestId, set[str]]) -> str:
    """Why every case of a test was skipped; empty if a case was not, or if the reasons differ."""
    if judged.hidden_by:
        found = skips.get(judged.test, {""})
        return min(found) if len(found) == 1 else ""
    whys = {each.blame.what if each.blame and each.blame.rule == "not-run" else "" for each in judged.cases}
    why = whys.pop() if len(whys) == 1 else ""
    return why.removeprefix(_SKIPPED) if why.startswith(_SKIPPED) else ""
