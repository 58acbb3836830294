"""New tests that will not run even with the missing code in place: skipped, not collected, or ending the whole run."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side, conftests_above
from pytest_tddgate.domain.red.blame import Blame
from pytest_tddgate.domain.red.dependence import MODULE
from pytest_tddgate.domain.red.why_not_run import ends_process, subject_collects, subject_hooks, subject_marks
from pytest_tddgate.domain.run.identity import function_of
from pytest_tddgate.domain.run.standin import StandIn
from pytest_tddgate.domain.verdict import Place
from pytest_tddgate.gates.run.skips import uncollected_reasons
from pytest_tddgate.gates.verify_fail.judged import judge_tests

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.red.blame import Scene
    from pytest_tddgate.domain.red.dependence import ModuleDependence
    from pytest_tddgate.domain.run.observation import ExceptionSeen, RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["unrun_behind"]

_EXPECTED = "XFailed"  # what pytest.xfail raises
_NEVER = "is never collected, also when its file can be imported"
_TO_COLLECT = (
    "take away what keeps pytest from it: a skip of the file, __init__ or __new__ of its class, __test__ = False, a "
    "block around it, or what else binds its name"
)

_ELSEWHERE = "run the gate where it runs, or add a test that is red here"


def unrun_behind(tests: Iterable[TestId], run: RunSeen, scene: Scene, case: Case) -> dict[TestId, Blame]:
    """The tests that do not run with any stand-in, although the subject has no part in that; each with the blame."""
    seen: defaultdict[TestId, list[TestSeen]] = defaultdict(list)
    for each in run.tests:
        if each.mode != StandIn.RAISES:
            seen[each.item.test if each.item else function_of(each.node_id, case.layout.root)].append(each)
    found = {test: _blame(test, seen[test], run, replace(scene, test=test), case) for test in tests}
    return {test: blame for test, blame in found.items() if blame is not None}


def _blame(test: TestId, seen: list[TestSeen], run: RunSeen, scene: Scene, case: Case) -> Blame | None:
    flow = scene.dependence(test.file)
    if flow is None:
        return None
    if not seen:
        return _uncollected(test, run, flow, case)
    if all(each.item is None and each.outcome == "incomplete" for each in seen):
        return _blame_of_exit(test, test.name, flow)
    judged = judge_tests([test], replace(run, tests=tuple(seen)), scene).get(test)
    blames = [each.blame for each in judged.cases] if judged else []
    first = blames[0] if blames else None
    if first is None or not all(each is not None and each.rule == "not-run" for each in blames):
        return None
    return None if any(_is_left_to_subject(each, flow, scene) for each in seen) else first


def _uncollected(test: TestId, run: RunSeen, flow: ModuleDependence, case: Case) -> Blame | None:
    """The blame of a test that pytest was asked for and did not find, although it could import the file."""
    if run.announced is None and not run.tests and not run.collect_errors:
        return _blame_of_exit(test, MODULE, flow)
    is_found = str(test) not in run.uncollected
    is_deselected = test in {function_of(each, case.layout.root) for each in run.deselected}
    is_hidden = any(each.hides(test.file) for each in run.collect_errors)
    if is_found or is_deselected or is_hidden or subject_collects(test.name, flow):
        return None
    if reason := uncollected_reasons([test], case).get(test):
        return Blame(None, "not-run", f"is never collected here: {reason}", next_step=_ELSEWHERE)
    return Blame(None, "not-run", _NEVER, next_step=_TO_COLLECT)


def _blame_of_exit(test: TestId, name: str, flow: ModuleDependence) -> Blame | None:
    line = ends_process(name, flow)
    what = "ends the whole run instead of itself"
    return Blame(None, "broken-test", what, Place(test.file, line)) if line else None


def _is_left_to_subject(seen: TestSeen, flow: ModuleDependence, scene: Scene) -> bool:
    """Whether the subject can decide that a test is skipped or expected to fail. In doubt it can."""
    phase = seen.failure
    if phase is None or scene.test is None:
        return True
    exception = phase.exception
    frames = [each for each in exception.frames if _is_own(each.path, scene)] if exception else []
    if exception is not None and frames:
        return _is_conditional(exception, frames[-1].path, frames[-1].function, frames[-1].line, scene)
    hooks = map(scene.dependence, conftests_above(scene.test.file))
    return subject_marks(scene.test.name, phase.message, flow) or any(subject_hooks(each) for each in hooks if each)


def _is_conditional(exception: ExceptionSeen, path: str, function: str, line: int, scene: Scene) -> bool:
    """Whether the subject decides if the test-side code at this line, which skips the test, is reached.

    True if the code is unknown, else False for `pytest.xfail`.
    """
    relative = scene.layout.relative(path) or ""
    flow = scene.dependence(relative)
    if flow is None or scene.test is None:
        return True
    is_own = relative == scene.test.file and scene.test.name.rpartition("::")[2] == function
    above = scene.test.name.rpartition("::")[0]
    names = [scene.test.name] if is_own else [function, f"{above}::{function}"]
    known = next((each for each in names if flow.knows(each)), None)
    if known is None:
        return True
    return exception.kind != _EXPECTED and flow.is_conditional(known, line)


def _is_own(path: str, scene: Scene) -> bool:
    return scene.layout.side_of_frame(path) is not Side.OTHER
