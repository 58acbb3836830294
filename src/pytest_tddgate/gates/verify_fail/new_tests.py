"""The new tests of a run, with every run that it takes to tell of what kind each red is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.gates.verify_fail.failed_before import failed_before, note_of_old_failures
from pytest_tddgate.gates.verify_fail.judged import judge_tests, with_markers
from pytest_tddgate.gates.verify_fail.null_implementation import Nothing, nothing_of, run_against_nothing
from pytest_tddgate.gates.verify_fail.outline import red_without_outline
from pytest_tddgate.gates.verify_fail.skipped import elsewhere_note, without_elsewhere

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.red.blame import Scene
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import TestRed
    from pytest_tddgate.gates.verify_fail.newness import Wanted

__all__ = ["NewTests", "judged_new_tests"]


@dataclass(frozen=True, slots=True)
class NewTests:
    """The new tests, judged: as they were `found`, and as they are without outlines and other environments.

    `outlined` are red without the outline in the work tree only, `checked` met the null implementation, whose run is
    `against_nothing` (None: nothing had to be checked) and shows `nothing`. Amended tests that are `old` failures are
    judged by nobody.
    """

    found: Mapping[TestId, TestRed]
    judged: Mapping[TestId, TestRed]
    outlined: Mapping[TestId, TestRed]
    checked: tuple[TestId, ...]
    against_nothing: RunSeen | None
    nothing: Nothing
    elsewhere: tuple[str, ...]
    old: Mapping[TestId, str] = field(default_factory=dict)

    @property
    def red(self) -> list[TestId]:
        """The tests that are red as they are: what only an outline keeps green would say nothing when run again."""
        return [test for test, each in self.judged.items() if each.red_cases and test not in self.outlined]

    @property
    def missing(self) -> tuple[str, ...]:
        """The functionality that is missing, as dotted names."""
        filled = set(self.against_nothing.filled) if self.against_nothing else set()
        return tuple(sorted({name for each in self.judged.values() for name in each.missing} | filled))


def judged_new_tests(wanted: Wanted, run: RunSeen, evolution: Evolution, scene: Scene, case: Case) -> NewTests:
    """The new tests of the run, with the runs that are needed to tell of what kind each red is."""
    found = judge_tests(wanted.tests, wanted.only_new_cases(run), scene)
    judged = without_elsewhere(found, case)
    outlined = red_without_outline(judged, evolution, scene, case)
    judged |= outlined
    checked = [test for test in _checked(judged) if test not in outlined]
    against_nothing = run_against_nothing(checked, case) if checked else None
    judged = without_elsewhere(with_markers(judged, against_nothing), case, against_nothing)
    here = judged
    old = failed_before(here, run, evolution, case)
    judged = {test: each for test, each in here.items() if test not in old}
    return NewTests(
        found,
        judged,
        outlined,
        tuple(checked),
        against_nothing,
        nothing_of(checked, against_nothing, scene, case) if against_nothing else Nothing(),
        (*elsewhere_note(found, here, against_nothing), *note_of_old_failures(old)),
        old,
    )


def _checked(judged: Mapping[TestId, TestRed]) -> list[TestId]:
    """The red tests that the null-implementation check can say something about: those that miss something."""
    return [
        test
        for test, each in judged.items()
        if each.missing or any(case.blame.is_unwritten for case in each.red_cases if case.blame)
    ]
