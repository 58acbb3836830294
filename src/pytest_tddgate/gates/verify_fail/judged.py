"""The judgement of each new test in a run: its kind of red, or the rule that it breaks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.blame import Blame, Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import dependence_of
from pytest_tddgate.domain.run.identity import stable_id
from pytest_tddgate.domain.run.outcomes import did_not_run
from pytest_tddgate.domain.verdict import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.red.dependence import ModuleDependence
    from pytest_tddgate.domain.run.observation import CollectError, RunSeen, TestId, TestSeen
    from pytest_tddgate.ports import Repository

__all__ = ["CaseRed", "TestRed", "blames_of_run", "data_flow_of", "judge_tests", "with_markers"]

_SETTINGS = "django.conf"  # its attributes come from the project's settings module


@dataclass(frozen=True, slots=True)
class CaseRed:
    """One case of a test: its ids, its outcome, and the blame of its failure; None if it passed.

    `pins` is the reason that a marker of the case or of the whole test gives.
    """

    case: str
    node_id: str
    blame: Blame | None
    outcome: str
    pins: str | None = None


@dataclass(frozen=True, slots=True)
class TestRed:
    """One new test function with all its cases; `pins` and `hangs` are the reasons that its markers give.

    It is a pin if all its cases are.
    """

    __test__ = False

    test: TestId
    cases: tuple[CaseRed, ...]
    pins: str | None = None
    hangs: str | None = None
    at: Place | None = None
    hidden_by: str = field(default="")

    @property
    def red_cases(self) -> tuple[CaseRed, ...]:
        """The cases that are red for the right reason."""
        return tuple(each for each in self.cases if each.blame is not None and each.blame.red is not None)

    @property
    def faulty_cases(self) -> tuple[CaseRed, ...]:
        """The cases that failed for a reason that does not count."""
        return tuple(each for each in self.cases if each.blame is not None and each.blame.red is None)

    @property
    def kind(self) -> Red | None:
        """How the test is red: the kind of its first red case."""
        return self.red_cases[0].blame.red if self.red_cases and self.red_cases[0].blame else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The first-party names that the test fails without."""
        return tuple(dict.fromkeys(each.blame.missing for each in self.red_cases if each.blame and each.blame.missing))


def data_flow_of(repository: Repository, layout: Layout) -> Callable[[str], ModuleDependence | None]:
    """A function from a test-side path to the data flow of that file; it reads each file once."""
    known: dict[str, ModuleDependence | None] = {}
    test_packages = {root.rpartition("/")[2] for root in layout.tests}
    folders = {root.rpartition("/")[2] for root in layout.source} - {"", "."}  # a path through one names a new script

    def is_test_side(module: str) -> bool:
        top = module.partition(".")[0]
        return (
            not top
            or top in test_packages
            or top == "conftest"
            or any(repository.read(f"{root}/{module.replace('.', '/')}.py") is not None for root in layout.tests)
        )

    def is_of_subject(module: str) -> bool:
        return layout.is_first_party(module) or module == _SETTINGS or module in folders

    def data_flow(path: str) -> ModuleDependence | None:
        if path not in known:
            source = repository.read(path) if path.endswith(".py") and layout.is_test_side(path) else None
            known[path] = dependence_of(source, is_of_subject, is_test_side) if source is not None else None
        return known[path]

    return data_flow


def judge_tests(tests: Iterable[TestId], run: RunSeen, scene: Scene) -> dict[TestId, TestRed]:
    """The judgement of each test that the run ran or that a collection error hides; other tests are left out."""
    wanted = set(tests)
    seen: defaultdict[TestId, list[TestSeen]] = defaultdict(list)
    for each in run.tests:
        if each.item is not None and each.item.test in wanted:
            seen[each.item.test].append(each)
    judged = {test: _judge(test, cases, scene) for test, cases in seen.items()}
    errors = {error.path: error for error in run.collect_errors}
    for test in sorted(wanted - set(judged)):
        error = errors.get(test.file) or _conftest_error(test, run.collect_errors)
        if error is not None:
            judged[test] = _hidden(test, error, scene)
    return judged


def with_markers(judged: dict[TestId, TestRed], behind: RunSeen | None) -> dict[TestId, TestRed]:
    """The judged tests; those that an import error hides get the markers that a stand-in run saw on them."""
    items = {each.item.test: each.item for each in behind.tests if each.item} if behind else {}
    return {
        test: replace(each, pins=items[test].pins, hangs=items[test].hangs)
        if each.hidden_by and test in items
        else each
        for test, each in judged.items()
    }


def blames_of_run(judged: TestRed) -> tuple[tuple[str, str, str], ...]:
    """What must be the same when the test runs again: each case's id, outcome, and kind of red or broken rule."""
    return tuple(sorted((stable_id(each.case), each.outcome, _signature(each.blame)) for each in judged.cases))


def _signature(blame: Blame | None) -> str:
    if blame is None:
        return ""
    return blame.red.value if blame.red else blame.rule


def _judge(test: TestId, cases: list[TestSeen], scene: Scene) -> TestRed:
    own = replace(scene, test=test)
    item = cases[0].item
    judged = tuple(_case(each, own) for each in cases)
    return TestRed(
        test=test,
        cases=judged,
        pins=None if any(each.pins is None for each in judged) else judged[0].pins,
        hangs=item.hangs if item else None,
        at=Place(test.file, item.line) if item and item.line else Place(test.file),
    )


def _case(seen: TestSeen, scene: Scene) -> CaseRed:
    case, pins = (seen.item.case, seen.item.pins) if seen.item else ("", None)
    return CaseRed(case, seen.node_id, _blame_of_outcome(seen, scene), seen.outcome, pins)


def _blame_of_outcome(seen: TestSeen, scene: Scene) -> Blame | None:
    failure = seen.failure
    if seen.outcome == "passed":
        return None
    if failure is None or failure.outcome == "incomplete":
        return Blame(None, "run-cut-short", "did not report that it ended")
    if did_not_run(failure.outcome):
        return Blame(
            None, "not-run", f"was {failure.outcome}: {failure.message.splitlines()[0] if failure.message else ''}"
        )
    if failure.outcome == "hung":
        more = "if it is only slow, give it more: red-timeout in [tool.tddgate]"
        return Blame(None, "hangs", f"had not ended after {scene.limit:g} s; {more}")
    if failure.exception is None:
        is_strict = "XPASS(strict)" in failure.message
        return Blame(
            None,
            "not-run" if is_strict else "broken-environment",
            failure.message.strip().splitlines()[-1] if failure.message.strip() else "crashed",
        )
    return blame_of(failure.exception, scene)


def _hidden(test: TestId, error: CollectError, scene: Scene) -> TestRed:
    """A test of a file that could not be imported, with the blame of the import."""
    own = Scene(scene.layout, None, scene.dependence)
    blame = blame_of(error.exception, own) if error.exception else Blame(None, "broken-test", error.message[:200])
    if blame.red is Red.UNMET:  # an assertion at import is not one of this test
        blame = Blame(Red.RAISED, what=blame.what, at=blame.at)
    return TestRed(
        test, (CaseRed("", str(test), blame, "failed"),), at=blame.at or Place(test.file), hidden_by=error.path
    )


def _conftest_error(test: TestId, errors: Iterable[CollectError]) -> CollectError | None:
    """The error of a conftest or package above the test's file, if there is one."""
    return next((error for error in errors if error.path != test.file and error.hides(test.file)), None)
