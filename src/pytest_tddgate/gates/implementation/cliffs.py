"""The contract's calls, repeated with neighbouring inputs: behaviour at only the tested points is a cliff."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.generality.cliffs import cliff_of
from pytest_tddgate.domain.generality.replay import IN_PART, Dependence
from pytest_tddgate.domain.generality.withheld import serves_tests_alone
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.wording import first_few
from pytest_tddgate.domain.rules.implementation import CLIFF, TEST_AWARE, UNIVERSAL_EQUALS
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.implementation.made_for_tests import asks_for_matcher, may_know_tests, tells_apart
from pytest_tddgate.gates.run.controls import changed_spans
from pytest_tddgate.gates.run.validity import run_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_tddgate.domain.generality.replay import Agreement, Replay
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["cliff_findings"]

_SHOWN = 3  # points that a message names
_DEPENDS_ON = {
    Dependence.ORDER: "answers by the order of its calls: with other arguments it gave the same {seen} answers",
    Dependence.CALLER: (
        "looks at who calls it: {seen} calls gave another answer, with the same arguments, from elsewhere"
    ),
    Dependence.RUN: (
        "looks at the run: {seen} calls gave another answer, with the same arguments, without pytest's traces"
    ),
}


def cliff_findings(implementation: Implementation, case: Case) -> CheckResult:
    """What repeating the contract's calls with neighbouring arguments shows of the changed functions."""
    spans = changed_spans(implementation.changed, case)
    if not hasattr(os, "fork"):
        return CheckResult(notes=("no call of the contract was repeated: this system has no fork",))
    run = case.runner.run(
        Role.CALLS,
        targets=[str(test) for test in implementation.tests],
        files=sorted({test.file for test in implementation.tests}),
        extra={"changed": spans},
    )
    cut = run_findings(run)
    if cut or not run.calls.is_whole:
        what = cut[0].what if cut else "the run that records them did not finish"
        why = "without them, nobody can tell whether the code works beyond the tested inputs"
        return CheckResult(missing=(MissingFact(f"the contract's calls were not repeated: {what}", _NEXT, why),))
    replays = run.calls.replays
    own = [
        each for each in replays if each.depends_on is not Dependence.RUN or not _may_look(each, implementation, case)
    ]
    agreements = [each for each in run.calls.agreements if not _is_asked_for(each, implementation, case)]
    keyed = _keyed(agreements, implementation, case)
    return CheckResult(
        findings=(*_agreeing([each for each in agreements if each not in keyed], case), *_cliffs(own, case)),
        notes=(
            *sorted({f"{each.kind} {each.how}; {_TOLD}" for each in keyed}),
            *(
                f"{each.function} reaches outside the process: its calls were not repeated"
                for each in replays
                if each.is_outward
            ),
        ),
    )


def _may_look(replay: Replay, implementation: Implementation, case: Case) -> bool:
    return may_know_tests(_place(replay, case).path, implementation.base, case)


def _is_asked_for(agreement: Agreement, implementation: Implementation, case: Case) -> bool:
    """Whether the tests make the object themselves and require that it equals everything."""
    path = _place(agreement, case).path
    return _is_own(agreement) and asks_for_matcher(path, agreement.function, implementation, case)


def _keyed(agreements: Sequence[Agreement], implementation: Implementation, case: Case) -> list[Agreement]:
    """Agreements of classes that compare by a key, if the tests say what their values are not equal to."""
    found = []
    for kind in {each.kind for each in agreements if each.how == IN_PART}:
        same = [each for each in agreements if each.kind == kind]
        makers = {kind, *(each.function for each in same if not _is_own(each))}
        if tells_apart({each.rpartition(".")[2] for each in makers}, implementation, case):
            found += [each for each in same if each.how == IN_PART]
    return found


_TOLD = "the contract's tests say what it is not equal to"


def _is_own(agreement: Agreement) -> bool:
    """Whether the class's own operator showed the agreement, when a test called it."""
    return agreement.function.rpartition(".")[0] == agreement.kind


_NEXT = "run the contract's tests alone: pytest TESTS, and see what ends them"


def _cliffs(replays: Iterable[Replay], case: Case) -> Iterator[Finding]:
    for each in replays:
        if finding := _finding(each, case):
            yield finding


def _finding(replay: Replay, case: Case) -> Finding | None:
    place = _place(replay, case)
    if replay.depends_on is not Dependence.NOTHING:
        words = _DEPENDS_ON[replay.depends_on].format(seen=replay.seen)
        broken = TEST_AWARE if replay.depends_on is Dependence.RUN else CLIFF
        return Finding(broken, f"{replay.function} {words}", at=place, why=_WHY_DEPENDS_ON)
    cliff = cliff_of(replay.points)
    if cliff is not None:
        what = f"{replay.function} answers {_named(cliff.points)} as tested, and has no answer of its own for any of"
        return Finding(CLIFF, f"{what} {cliff.asked} calls with neighbouring arguments", at=place)
    for table in replay.withheld:
        if alone := serves_tests_alone(table.needs):
            what = f"without what stands here, {replay.function} answers {_named(alone)} otherwise, and hardly any call"
            return Finding(CLIFF, f"{what} near to them", at=_at(table.path, table.line, case), why=_WHY_ALONE)
    return None


def _named(points: Sequence[str]) -> str:
    return first_few([f"({each})" for each in points], _SHOWN)


_WHY_ALONE = "a table that the tested calls need, and hardly any call near to them, holds the answers of the tests"
_WHY_DEPENDS_ON = "an answer that does not follow from the arguments is right only for the tests"


def _agreeing(agreements: Sequence[Agreement], case: Case) -> Iterator[Finding]:
    """A finding for each function that hands out an agreeing value; if none does, for the class's own operator."""
    handed_out = {each.kind for each in agreements if not _is_own(each)}
    for each in (one for one in agreements if not _is_own(one) or one.kind not in handed_out):
        does = "is asked of" if _is_own(each) else "hands out"
        what = f"{each.function} {does} a value of the class {each.kind}, which {each.how}"
        yield Finding(UNIVERSAL_EQUALS, what, at=_place(each, case))


def _place(seen: Replay | Agreement, case: Case) -> Place:
    return _at(seen.path, seen.line, case)


def _at(path: str, line: int, case: Case) -> Place:
    return Place(os.path.relpath(path, case.layout.top).replace(os.sep, "/"), line)
