"""The new tests of a run, with all further runs that are needed to tell what kind of red each is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.gates.verify_fail.abstract import inherited_in
from pytest_tddgate.gates.verify_fail.failed_before import failed_before, note_of_old_failures
from pytest_tddgate.gates.verify_fail.judged import judge_tests, with_markers
from pytest_tddgate.gates.verify_fail.null_implementation import NullCheck, null_check_of, run_with_stand_ins
from pytest_tddgate.gates.verify_fail.outline import red_without_outline
from pytest_tddgate.gates.verify_fail.skipped import elsewhere_in, elsewhere_note

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from pytest_tddgate.domain.red.blame import Scene
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import TestRed
    from pytest_tddgate.gates.verify_fail.newness import ToBeRed

__all__ = ["NewTests", "judged_new_tests"]


@dataclass(frozen=True, slots=True)
class NewTests:
    """The new tests as the run `found` them, and as they are `judged` after all further runs.

    `outlined` tests are red only without the outline in the work tree. `checked` tests were run with the null
    implementation: `stand_in_run` is that run (None if no test needed it), `null_check` its result. `excused` tests run
    elsewhere or in subclasses. `old` maps amended tests to the failures that they had at the base already; they are not
    judged.
    """

    found: Mapping[TestId, TestRed]
    judged: Mapping[TestId, TestRed]
    outlined: Mapping[TestId, TestRed]
    checked: tuple[TestId, ...]
    stand_in_run: RunSeen | None
    null_check: NullCheck
    excused: frozenset[TestId]
    elsewhere: tuple[str, ...]
    old: Mapping[TestId, str] = field(default_factory=dict)

    @property
    def red(self) -> list[TestId]:
        """Tests that are red in the run as it was; those that an outline keeps green show nothing when run again."""
        return [test for test, each in self.judged.items() if each.red_cases and test not in self.outlined]

    @property
    def missing(self) -> tuple[str, ...]:
        """The missing functionality, as dotted names."""
        filled = set(self.stand_in_run.filled) if self.stand_in_run else set()
        return tuple(sorted({name for each in self.judged.values() for name in each.missing} | filled))


def judged_new_tests(wanted: ToBeRed, run: RunSeen, evolution: Evolution, scene: Scene, case: Case) -> NewTests:
    """The new tests of the run, judged with all further runs that are needed to tell what kind of red each is."""
    found = judge_tests(wanted.tests, wanted.only_new_cases(run), scene)
    unseen = wanted.unseen(found, run)
    inherited = inherited_in(wanted.whole, evolution)
    only_inherited = inherited.hidden_with(found)
    elsewhere = elsewhere_in(found, case)
    judged = _without(found | judge_tests(only_inherited, run, scene), elsewhere)
    outlined = red_without_outline(judged, evolution, scene, case)
    judged |= outlined
    checked = [test for test in _checked(judged) if test not in outlined]
    stand_in_run = run_with_stand_ins(checked, case) if checked else None
    judged = with_markers(judged, stand_in_run)
    abstract = inherited.run_instead(judged, stand_in_run)
    judged = _without(judged, {*abstract, *only_inherited.difference(*abstract.values())})
    elsewhere |= elsewhere_in(judged, case, stand_in_run, unseen)
    judged = _without(judged, elsewhere)
    old = failed_before(judged, run, evolution, case)
    checked = [test for test in checked if test in judged or test in elsewhere]
    return NewTests(
        found,
        _without(judged, old),
        outlined,
        tuple(checked),
        stand_in_run,
        null_check_of(checked, stand_in_run, scene, case) if stand_in_run else NullCheck(),
        frozenset(elsewhere.keys() | abstract.keys()),
        (*elsewhere_note(elsewhere), *note_of_old_failures(old)),
        old,
    )


def _checked(judged: Mapping[TestId, TestRed]) -> list[TestId]:
    """The red tests that the null-implementation check is for: those that miss a name or meet NotImplementedError."""
    return [
        test
        for test, each in judged.items()
        if each.missing or any(case.blame.is_unwritten for case in each.red_cases if case.blame)
    ]


def _without(judged: Mapping[TestId, TestRed], left_out: Container[TestId]) -> dict[TestId, TestRed]:
    return {test: each for test, each in judged.items() if test not in left_out}
