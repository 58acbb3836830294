"""Whether red tests are red in the same way when they run again: in another order, and alone if that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.domain.rules.red import FLAKY
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding
from pytest_tddgate.gates.verify_fail.judged import blames_of_run, judge_tests

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_tddgate.domain.red.judgement import Scene
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.verify_fail.judged import TestRed
    from pytest_tddgate.gates.verify_fail.newness import ToBeRed

__all__ = ["flaky_check"]

_MOST_ALONE = 3  # tests; each costs two starts of pytest, and a suite with more of them has another problem


def flaky_check(
    red: Sequence[TestId], judged: Mapping[TestId, TestRed], wanted: ToBeRed, scene: Scene, case: Case
) -> CheckResult:
    """Findings for red tests that are flaky when they run again, in reverse order; a note about the others.

    A test that is red both times, but differently, may suffer from what another red test leaves behind when it stops
    half-way. It is flaky unless it is red in the same way in two runs of its own.
    """
    again = [test for test in red if not judged[test].hidden_by and not judged[test].hangs]
    others: dict[TestId, TestRed | None] = {}
    for _ in range(case.settings.red_repeats - 1 if again else 0):
        repeated = _run_again(again, wanted, scene, case)
        for test in again:
            second = repeated.get(test)
            if second is None or blames_of_run(second) != blames_of_run(judged[test]):
                others[test] = second
    both = [test for test, second in others.items() if second is not None and _is_wholly_red(second)]
    steady = {test for test in both if len(both) <= _MOST_ALONE and _is_steady_alone(test, wanted, scene, case)}
    findings = (
        Finding(FLAKY, f"{test} {_difference(judged[test], second)}", at=judged[test].at)
        for test, second in others.items()
        if test not in steady
    )
    beside = (
        f"{agreed(len(steady), 'test', 'is', 'are')} red in another way beside other new tests, and in one way alone"
    )
    return CheckResult(tuple(findings), notes=(beside,) if steady else ())


def _run_again(tests: Sequence[TestId], wanted: ToBeRed, scene: Scene, case: Case) -> dict[TestId, TestRed]:
    run = case.run_tests(Role.REPEAT, tests)
    return dict(judge_tests(tests, wanted.only_new_cases(run), scene))


def _is_steady_alone(test: TestId, wanted: ToBeRed, scene: Scene, case: Case) -> bool:
    first, second = (_run_again([test], wanted, scene, case).get(test) for _ in range(2))
    if first is None or second is None or not _is_wholly_red(first):
        return False
    return blames_of_run(first) == blames_of_run(second)


def _is_wholly_red(judged: TestRed) -> bool:
    return bool(judged.red_cases) and not judged.faulty_cases


def _difference(first: TestRed, second: TestRed | None) -> str:
    if second is None:
        return "did not run the second time"
    for one, other in zip(blames_of_run(first), blames_of_run(second), strict=False):
        if one != other:
            case = f"[{one[0]}] " if one[0] else ""
            return f"{case}was {one[2] or one[1]} at first and {other[2] or other[1]} when it ran again"
    return "had other cases when it ran again"
