"""The null-implementation check: it tells whether a test would bless code that does nothing.

A test is hollow when it passes against some stand-in and its own assertions refute none. `assert find("x") is None`
passes against None and is refuted by an object, so it is fine; `assert len(find("x")) >= 0` is refuted by nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.assertions import asserts_something
from pytest_tddgate.domain.blame import Red, Scene, blame_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["Nothing", "cases_behind", "nothing_of", "run_against_nothing"]

_RAISES = "raises"
_ANYTHING = "anything"
_NOTHINGS = {
    _RAISES: "code that only raises an exception",
    "none": "code that returns None",
    "object": "code that returns an empty object",
    "list": "code that returns an empty list",
    "text": "code that returns an empty string",
    "mapping": "code that returns an empty dict",
    _ANYTHING: "an object that answers every question with itself",
}


@dataclass(frozen=True, slots=True)
class Nothing:
    """What the check found.

    `hollow` are tests with the kind of nothing that satisfies each. `unrelated` use no stand-in and pass: only the
    import of their file was in their way.
    """

    hollow: dict[TestId, str] = field(default_factory=dict)
    unrelated: frozenset[TestId] = frozenset()


def run_against_nothing(tests: Iterable[TestId], case: Case) -> RunSeen:
    """What was seen of the tests with every missing first-party name filled by stand-ins, mode by mode."""
    wanted = [str(test) for test in tests]
    files = sorted({test.partition("::")[0] for test in wanted})
    return case.runner.run(
        "standins", targets=wanted, files=files, expected=wanted, extra={"first_party": sorted(case.layout.names)}
    )


def nothing_of(tests: Iterable[TestId], run: RunSeen, scene: Scene, case: Case) -> Nothing:
    """The tests that nothing refutes, and those that have nothing to do with what is missing."""
    facts = {test: _facts(test, run, scene) for test in tests}
    covered = {name for each in facts.values() if each.is_refuted and _RAISES not in each.passing for name in each.used}
    hollow: dict[TestId, str] = {}
    unrelated = set()
    for test, found in facts.items():
        source = case.repository.read(test.file) or b""
        if len(found.passing) == len(_NOTHINGS) and not found.used:
            unrelated.add(test)
        elif satisfied := _satisfied_by(found, covered, asserts=asserts_something(source, test.name)):
            hollow[test] = satisfied
    return Nothing(hollow, frozenset(unrelated))


@dataclass(frozen=True, slots=True)
class _Facts:
    """The modes in which a test passes, whether an own assertion of it failed in another, the stand-ins it used."""

    passing: frozenset[str]
    is_refuted: bool
    used: frozenset[str]


def _satisfied_by(found: _Facts, covered: set[str], *, asserts: bool) -> str:
    """The kind of nothing that satisfies a test; empty when it is not hollow.

    A test that asserts, and of which no stand-in is refuted, may say that nothing happens: it is fine where another
    test refutes the same stand-ins. An object that answers everything satisfies by accident, so it counts only
    against tests that assert nothing.
    """
    answering = {name for name in found.used if not name.endswith("=)")}  # a parameter that is ignored raises nothing
    if _RAISES in found.passing and answering:
        return _NOTHINGS[_RAISES]
    passing = [mode for mode in _NOTHINGS if mode in found.passing - {_RAISES} and (mode != _ANYTHING or not asserts)]
    is_excused = asserts and found.used and found.used <= covered
    return "" if not passing or found.is_refuted or is_excused else _NOTHINGS[passing[0]]


def _facts(test: TestId, run: RunSeen, scene: Scene) -> _Facts:
    modes: defaultdict[str, list[TestSeen]] = defaultdict(list)
    used: set[str] = set()
    for each in run.tests:
        mode, _, node_id = each.node_id.partition(" ")
        is_own = each.item.test == test if each.item else node_id.partition("[")[0] == str(test)
        if is_own:
            modes[mode].append(each)
            used.update(run.used.get(each.node_id, ()))
    own = Scene(scene.layout, test, scene.dependence)
    return _Facts(
        frozenset(mode for mode, cases in modes.items() if all(each.outcome == "passed" for each in cases)),
        any(_is_refuted(each, own) for mode, cases in modes.items() if mode != _RAISES for each in cases),
        frozenset(used),
    )


def _is_refuted(seen: TestSeen, scene: Scene) -> bool:
    """Whether the test failed by an assertion of its own."""
    return any(
        phase.exception is not None
        and phase.exception.is_a("builtins.AssertionError", "builtins.Failed", "doctest.DocTestFailure")
        and blame_of(phase.exception, scene).red is Red.UNMET
        for phase in seen.phases
    )


def cases_behind(run: RunSeen | None) -> dict[TestId, frozenset[str]]:
    """The cases of each test that the stand-in run collected: those of a file that cannot be imported are seen here."""
    found: defaultdict[TestId, set[str]] = defaultdict(set)
    for each in run.tests if run else ():
        if each.item is not None:
            found[each.item.test].add(each.item.case)
    return {test: frozenset(cases) for test, cases in found.items()}
