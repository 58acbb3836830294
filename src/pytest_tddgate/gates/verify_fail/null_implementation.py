"""The null-implementation check: whether a test would accept code that does nothing.

A test is hollow when it passes with some stand-in and its own assertions fail with none. `assert find("x") is None`
fails with an object, so it is fine; no stand-in makes `assert len(find("x")) >= 0` fail by itself.

All new tests together ask for nothing if one kind of empty result for each missing name satisfies them all, unless one
of them states an empty answer: that is a first step, and an example. Returning the first argument is such a result
where one missing function gets what another returned: two functions that return their argument undo each other.

A module without names is another stand-in: a test that passes with it is hollow, unless another test needs one of its
names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.assertions import assert_lines, asserts_something, states_an_empty_answer
from pytest_tddgate.domain.red.blame import Red, Scene, blame_of
from pytest_tddgate.domain.red.names_only import asks_for_classes, looks_only_at_names
from pytest_tddgate.domain.run.identity import UNSETTLED, without_case
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.run.standin import StandIn
from pytest_tddgate.gates.verify_fail.hidden_faults import faults_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.red.blame import Blame
    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["NullCheck", "cases_behind", "null_check_of", "run_with_stand_ins"]

_EMPTY: dict[str, str] = {
    StandIn.NONE: "None",
    StandIn.OBJECT: "an empty object",
    StandIn.LIST: "an empty list",
    StandIn.TEXT: "an empty string",
    StandIn.MAPPING: "an empty dict",
}
_RETURNED: dict[str, str] = {**_EMPTY, StandIn.FIRST: "its first argument"}
_NOTHINGS = {
    StandIn.RAISES: "code that only raises an exception",
    **{mode: f"code that returns {what}" for mode, what in _EMPTY.items()},
    StandIn.ANYTHING: "an object that answers every question with itself",
}


@dataclass(frozen=True, slots=True)
class NullCheck:
    """The result of the check.

    `hollow` maps tests to the kind of nothing that satisfies them. `unrelated` tests use no stand-in and pass: only the
    import of their file was in their way. `faulty` tests fail by a fault of their own with every stand-in. `whole` says
    what each missing name would return to satisfy all tests together; empty if that is impossible.
    """

    hollow: dict[TestId, str] = field(default_factory=dict)
    unrelated: frozenset[TestId] = frozenset()
    faulty: dict[TestId, Blame] = field(default_factory=dict)
    whole: str = ""


def run_with_stand_ins(tests: Iterable[TestId], case: Case) -> RunSeen:
    """The run of these tests with every missing first-party name filled by stand-ins, once in each mode."""
    return case.run_tests(Role.STANDINS, tests, by_file=True)


def null_check_of(tests: Iterable[TestId], run: RunSeen, scene: Scene, case: Case) -> NullCheck:
    """The result of the check for these tests, given their stand-in run."""
    facts = {test: _facts(test, run, scene, case) for test in tests}
    covered = {
        name for each in facts.values() if each.is_refuted and StandIn.RAISES not in each.passing for name in each.used
    }
    asked = {
        name
        for each in run.tests
        if each.mode == StandIn.EMPTY_MODULE and each.outcome != "passed"
        for name in each.used
    }
    hollow: dict[TestId, str] = {}
    unrelated: set[TestId] = set()
    errors: set[TestId] = set()
    is_alone = all(each.passing >= _NOTHINGS.keys() for each in facts.values())
    for test, found in facts.items():
        if found.passing >= _NOTHINGS.keys() and not found.used:
            asks = asks_for_classes(case.bytes_of(test.file), test.name, run.filled, is_alone=is_alone)
            (errors if asks else unrelated).add(test)
        elif satisfied := _satisfied_by(found, covered, asserts=asserts_something(case.bytes_of(test.file), test.name)):
            hollow[test] = satisfied
        elif found.asked and not found.asked <= asked:
            hollow[test] = "a module without any of its names"
    whole = _satisfying_all({test: found for test, found in facts.items() if test not in errors}, case)
    return NullCheck(hollow, frozenset(unrelated), faults_behind(facts, run, scene, case), whole)


def _satisfying_all(facts: Mapping[TestId, _Facts], case: Case) -> str:
    """What each name would return so that all tests pass, one kind of nothing for each; empty if that is impossible.

    A test that uses several names was run with the same kind for all of them. A new parameter makes it impossible: its
    function exists, and returns something. A fresh object does not count, since a key or a handle is just that. Tests
    that only look at classes and constants say nothing of the functions.
    """
    facts = {test: each for test, each in facts.items() if not looks_only_at_names(case.bytes_of(test.file), test.name)}
    if not all(each.used and not any(name.endswith("=)") for name in each.used) for each in facts.values()):
        return ""
    examples = [test for test, each in facts.items() if StandIn.FIRST not in each.passing]
    if any(states_an_empty_answer(case.bytes_of(test.file), test.name) for test in examples):
        return ""
    given: dict[str, str] = {}
    for names, passing in _together(facts.values()):
        mode = next((each for each in _RETURNED if each in passing and each != StandIn.OBJECT), "")
        given |= dict.fromkeys(sorted(names), mode)
    if not given or not all(given.values()):
        return ""
    first, *more = sorted(given.items())
    return ", ".join(
        (f"{first[0]} returns {_RETURNED[first[1]]}", *(f"{name} {_RETURNED[mode]}" for name, mode in more))
    )


def _together(facts: Iterable[_Facts]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Groups of names that tests use together, each with the modes in which every test of the group passes."""
    groups: list[tuple[frozenset[str], frozenset[str]]] = []
    for each in facts:
        names, passing = each.used, each.passing
        for other in [group for group in groups if not names.isdisjoint(group[0])]:
            groups.remove(other)
            names, passing = names | other[0], passing & other[1]
        groups.append((names, passing))
    return groups


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one test did in the stand-in run.

    It passed in the modes `passing`; `is_refuted` says that its own assertion failed in another. It used the stand-ins
    `used`. `asked` are modules without names that it asked for a name, and passed all the same.
    """

    passing: frozenset[str]
    is_refuted: bool
    used: frozenset[str]
    asked: frozenset[str]


def _satisfied_by(found: _Facts, covered: set[str], *, asserts: bool) -> str:
    """The kind of nothing that satisfies a test; empty if the test is not hollow.

    A test whose assertions fail with no stand-in may state that nothing happens: it is fine if other tests' assertions
    fail with the same stand-ins. An object that answers everything satisfies by accident, so it counts only against
    tests that assert nothing.
    """
    answering = {name for name in found.used if not name.endswith("=)")}  # an ignored parameter raises nothing
    if StandIn.RAISES in found.passing and answering:
        return _NOTHINGS[StandIn.RAISES]
    passing = [
        mode
        for mode in _NOTHINGS
        if mode in found.passing - {StandIn.RAISES} and (mode != StandIn.ANYTHING or not asserts)
    ]
    is_excused = asserts and found.used and found.used <= covered
    return "" if not passing or found.is_refuted or is_excused else _NOTHINGS[passing[0]]


def _facts(test: TestId, run: RunSeen, scene: Scene, case: Case) -> _Facts:
    modes: defaultdict[str, list[TestSeen]] = defaultdict(list)
    for each in run.tests:
        is_own = each.item.test == test if each.item else without_case(each.node_id) == str(test)
        if is_own:
            modes[each.mode].append(each)
    passing = {mode for mode, cases in modes.items() if all(each.outcome == "passed" for each in cases)}
    without_names, given_back = modes.pop(StandIn.EMPTY_MODULE, []), modes.pop(StandIn.FIRST, [])
    if StandIn.OBJECT in passing or not (
        given_back and all(each.passes_stand_ins_on for each in modes[StandIn.OBJECT])
    ):
        passing.discard(StandIn.FIRST)  # any object would do, like a key, or the test is no round trip
    own = Scene(scene.layout, test, scene.dependence)
    refuting = (
        ()
        if _is_guarded(test, own, case)
        else [each for mode, cases in modes.items() if mode != StandIn.RAISES for each in cases]
    )
    return _Facts(
        frozenset(passing - {StandIn.EMPTY_MODULE}),
        any(_is_refuted(each, own) for each in refuting),
        frozenset(name for cases in modes.values() for each in cases for name in each.used),
        frozenset(name for each in without_names if StandIn.EMPTY_MODULE in passing for name in each.used),
    )


def _is_guarded(test: TestId, scene: Scene, case: Case) -> bool:
    """Whether every assertion of the test is conditional on the subject: without a result, none of them runs."""
    flow = scene.dependence(test.file)
    lines = assert_lines(case.bytes_of(test.file), test.name)
    return flow is not None and bool(lines) and all(flow.is_conditional(test.name, line) for line in lines)


def _is_refuted(seen: TestSeen, scene: Scene) -> bool:
    """Whether the test failed by its own assertion."""
    return any(
        phase.exception is not None
        and phase.exception.is_a("builtins.AssertionError", "builtins.Failed", "doctest.DocTestFailure")
        and blame_of(phase.exception, scene).red is Red.UNMET
        for phase in seen.phases
    )


def cases_behind(run: RunSeen | None) -> dict[TestId, frozenset[str]]:
    """The cases of each test that the stand-in run collected, which can import files that the gate's run cannot.

    Tests with cases that the missing code makes are left out.
    """
    found: defaultdict[TestId, set[str]] = defaultdict(set)
    for each in run.tests if run else ():
        if each.item is not None and each.mode != StandIn.EMPTY_MODULE:
            found[each.item.test].add(each.item.case)
    return {test: frozenset(cases) for test, cases in found.items() if UNSETTLED not in cases}
