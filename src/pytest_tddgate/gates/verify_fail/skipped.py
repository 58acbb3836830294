"""New tests that this environment skips, because they are written for another: they are named, and left to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.skips import reasons_of_environment
from pytest_tddgate.domain.reports.remarks import agreed
from pytest_tddgate.gates.run.skips import skips_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["elsewhere_note", "without_elsewhere"]

_SKIPPED = "was skipped: "


def without_elsewhere(
    judged: Mapping[TestId, TestRed], case: Case, behind: RunSeen | None = None
) -> dict[TestId, TestRed]:
    """The tests that are judged here: those that another environment runs are not, as long as others are red.

    Tests that all belong elsewhere would show nothing, and are judged as they are. `behind` is a run in which tests
    are seen that an import hides.
    """
    skips = skips_of(behind)
    skipped = {test: reason for test, each in judged.items() if (reason := _reason(each, skips))}
    texts = {file: case.bytes_of(file) for file in {test.file for test in skipped}}
    known = {file: reasons_of_environment(text) for file, text in texts.items()}
    here = {test: each for test, each in judged.items() if skipped.get(test, "") not in known.get(test.file, ())}
    return here if any(each.red_cases for each in here.values()) else dict(judged)


def elsewhere_note(
    judged: Mapping[TestId, TestRed], here: Mapping[TestId, TestRed], behind: RunSeen | None = None
) -> tuple[str, ...]:
    """A note about the tests that were left out."""
    skips = skips_of(behind)
    out = {test: _reason(each, skips) for test, each in judged.items() if test not in here}
    if not out:
        return ()
    are = agreed(len(out), "new test", "does", "do")
    verb = "is" if len(out) == 1 else "are"
    return (f"{are} not run here, and {verb} not locked: {', '.join(f'{test} ({why})' for test, why in out.items())}",)


def _reason(judged: TestRed, skips: Mapping[TestId, set[str]]) -> str:
    """Why every case of a test was skipped; empty where one was not, or for several reasons."""
    if judged.hidden_by:
        found = skips.get(judged.test, {""})
        return min(found) if len(found) == 1 else ""
    whys = {each.blame.what if each.blame and each.blame.rule == "not-run" else "" for each in judged.cases}
    why = whys.pop() if len(whys) == 1 else ""
    return why.removeprefix(_SKIPPED) if why.startswith(_SKIPPED) else ""
