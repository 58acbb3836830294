"""Mutants handed out to workers by whatever engine, with one that does as it is told."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.run.mutation import MutantSeen
from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.elsewhere.spread import Spread, TreeToTry

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.run.extra import Extra, Replacement

TOP = "/home/me/shop"
PLACE = TreeToTry(TOP, ("src",), {"kind": "own"}, lambda: b"the tree")


def noticed(unit: dict[str, Any]) -> str:
    """The answer of a worker at which a test notices each mutant."""
    mutants = [[each["id"], "killed", ["tests/test_a.py::test_a"], 1] for each in unit["extra"]["mutants"]]
    return json.dumps({"mutants": mutants, "reached": {"src/a.py": [2]}, "unfit": [], "spent": 1.0, "problem": ""})


class Hands:
    """An engine whose workers answer at once, by what a function makes of each unit; an exception ends the unit."""

    slots = 2

    def __init__(self, answer: Callable[[dict[str, Any]], str | Exception | None] = noticed) -> None:
        """`answer` returns None for a unit that never comes back."""
        self._answer = answer
        self.units: list[dict[str, Any]] = []
        self.archives: list[bytes] = []
        self.is_closed = False
        self.is_there = True

    def submit(self, _function: Callable[..., Any], /, *args: Any) -> Future[Any]:  # noqa: ANN401 - as the port
        """What comes of the unit, without running anything."""
        text, archive = args
        self.units.append(json.loads(text))
        self.archives.append(archive)
        future: Future[Any] = Future()
        answer = self._answer(self.units[-1])
        if isinstance(answer, Exception):
            future.set_exception(answer)
        elif answer is not None:
            future.set_result(answer)
        return future

    def is_reachable(self) -> bool:
        """Whether anybody is there to work."""
        return self.is_there

    def close(self) -> None:
        """Remember that nobody needs it any more."""
        self.is_closed = True


class Here:
    """The runner of this machine: it says that it was asked."""

    def run(self, role: str, **_: object) -> RunSeen:
        """A run that names its role."""
        return RunSeen(notes=(f"{role}, here",))

    def visible(self, _orders: object) -> RunSeen:
        """A run that the user sees."""
        return RunSeen(notes=("visible, here",))


def extra_of(count: int = 25, budget: float = 20) -> Extra:
    """What the gate asks of a run with so many mutants."""
    path = f"{TOP}/src/a.py"
    mutants: list[Replacement] = [
        {"id": f"m{each}", "path": path, "start": 0, "end": 1, "text": "", "lines": [1, 1]} for each in range(count)
    ]
    return {"mutants": mutants, "files": [path], "workers": 8, "budget": budget, "skip": [], "reach": []}


def run_of(hands: Hands, extra: Extra | None = None, timeout: float = 5) -> RunSeen:
    """The run of these mutants, spread by this engine."""
    spread = Spread(Here(), PLACE, lambda: hands, timeout=timeout)
    return spread.run(Role.MUTANTS, targets=("tests/test_a.py::test_a",), extra=extra or extra_of())


def test_every_mutant_comes_back_once() -> None:
    """By its identity, from whatever batch."""
    hands = Hands()

    run = run_of(hands)

    assert sorted(each.id for each in run.mutation.mutants) == sorted(f"m{each}" for each in range(25))
    assert {each.outcome for each in run.mutation.mutants} == {"killed"}
    assert hands.is_closed


def test_a_unit_holds_everything_that_it_needs() -> None:
    """Paths are relative to the tree that comes with it; each takes one process and its share of the budget."""
    hands = Hands()

    run = run_of(hands)

    assert set(hands.archives) == {b"the tree"}
    assert [each["extra"]["workers"] for each in hands.units] == [1, 1, 1]
    assert sum(each["extra"]["budget"] for each in hands.units) == 20
    assert {each["extra"]["files"][0] for each in hands.units} == {"src/a.py"}
    assert {mutant["path"] for each in hands.units for mutant in each["extra"]["mutants"]} == {"src/a.py"}
    assert {tuple(each["targets"]) for each in hands.units} == {("tests/test_a.py::test_a",)}
    assert run.mutation.reached == {f"{TOP}/src/a.py": frozenset({2})}


def test_a_unit_that_ends_with_an_error_loses_its_mutants_only() -> None:
    """And it is said what went wrong."""
    hands = Hands(lambda unit: RuntimeError("no room") if unit["extra"]["mutants"][0]["id"] == "m1" else noticed(unit))

    run = run_of(hands)

    lost = {each.id for each in run.mutation.mutants if each.outcome == "lost"}
    assert lost == {"m1", "m4", "m7", "m10", "m13", "m16", "m19", "m22"}
    assert run.notes == ("a worker could not do its batch: RuntimeError: no room",)


def test_what_nobody_is_left_to_try_is_given_up() -> None:
    """A batch that never comes back must not hold the gate for ever."""
    hands = Hands(lambda unit: None if unit["extra"]["mutants"][0]["id"] == "m0" else noticed(unit))
    hands.is_there = False

    run = run_of(hands, timeout=0.05)

    assert {each.id for each in run.mutation.mutants if each.outcome == "lost"} == {
        f"m{each}" for each in range(0, 25, 3)
    }
    assert run.notes == ("no worker is left that could do it",)


def test_an_answer_in_no_known_form_counts_for_nothing() -> None:
    """Whoever sent it."""
    forged = '{"mutants": [["m0", "survived", "a", 1]]}'
    hands = Hands(lambda unit: forged if unit["extra"]["mutants"][0]["id"] == "m0" else noticed(unit))

    run = run_of(hands)

    assert MutantSeen("m0", "lost") in run.mutation.mutants
    assert run.notes == ("a worker answered what nobody understands",)


def test_every_other_run_stays_here() -> None:
    """Also one that only asks which lines run."""
    hands = Hands()
    spread = Spread(Here(), PLACE, lambda: hands)

    seen = [spread.run(Role.CONTROL).notes, spread.run(Role.MUTANTS, extra=extra_of(0)).notes]

    assert (seen, hands.units) == ([("control, here",), ("mutants, here",)], [])


def test_whoever_interrupts_waits_for_nobody() -> None:
    """Ctrl-C ends the waiting."""
    hands = Hands(lambda _unit: None)
    spread = Spread(Here(), PLACE, lambda: hands, is_stopped=lambda: True)

    run = spread.run(Role.MUTANTS, extra=extra_of())

    assert (run.mutation.unavailable, hands.is_closed) == ("it was interrupted", True)
