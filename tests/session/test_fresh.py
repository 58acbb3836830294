"""Mutants where nothing can be forked: each in a pytest of its own, with a pool that does as it is told."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.run.mutation import MutantSeen, MutationSeen, TestRan
from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.session.elsewhere.fresh import Fresh
from pytest_tddgate.session.elsewhere.spread import TreeToTry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_tddgate.domain.run.extra import Extra, Replacement

SOURCE = "def double(x):\n    return x * 2\n\n\ndef half(x):\n    return x / 2\n"
TEST = "tests/test_a.py::test_double"


class Pool:
    """A pool that answers at once."""

    slots = 1

    def __init__(self, answer: Callable[[dict[str, Any]], str | Exception]) -> None:
        """`answer` makes an answer, or an exception, of what is asked."""
        self._answer = answer
        self.asked: list[dict[str, Any]] = []

    def submit(self, _function: Callable[..., Any], /, *args: Any) -> Future[Any]:  # noqa: ANN401 - as the port
        """What comes of it."""
        (text,) = args
        self.asked.append(json.loads(text))
        future: Future[Any] = Future()
        answer = self._answer(self.asked[-1])
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        return future

    def is_reachable(self) -> bool:
        """It is here."""
        return True

    def close(self) -> None:
        """Nothing to let go of."""


class Lines:
    """The run of the tests as they are."""

    def __init__(self, *tests: TestRan, announced: int | None = 0) -> None:
        """What it saw."""
        self._run = RunSeen(
            announced=announced, mutation=MutationSeen(ran=tests, unfit=("tests/test_a.py::test_broken",))
        )

    def run(self, role: str, **_: object) -> RunSeen:
        """That run, and no other."""
        assert role == "lines"
        return self._run

    def visible(self, _orders: object) -> RunSeen:
        """No run that the user sees."""
        raise NotImplementedError


def killed(_asked: dict[str, Any]) -> str:
    """A test noticed it."""
    return json.dumps({"outcome": "killed", "tests": [TEST], "count": 1, "spent": 0.5})


def mutant(name: str, old: str, new: str, line: int = 2) -> Replacement:
    """One of the file's mutants."""
    start = SOURCE.index(old)
    return {"id": name, "path": "", "start": start, "end": start + len(old), "text": new, "lines": [line, line]}


def run_of(top: Path, pool: Pool, *mutants: Replacement, budget: float = 20, runner: Lines | None = None) -> RunSeen:
    """What comes of these mutants."""
    path = top / "a.py"
    path.write_text(SOURCE, encoding="utf-8")
    ran = TestRan(TEST, "tests/test_a.py", "passed", 0.1, frozenset({(str(path), 2)}))
    place = TreeToTry(str(top), (), {"kind": "own"}, bytes)
    fresh = Fresh(runner or Lines(ran), place, lambda _count: pool)
    placed: list[Replacement] = [{**each, "path": str(path)} for each in mutants]
    extra: Extra = {"mutants": placed, "files": [str(path)], "workers": 1, "budget": budget, "skip": [], "reach": []}
    return fresh.run((), extra)


def test_a_mutant_is_tried_as_a_whole_file_by_the_tests_that_reach_it(tmp_path: Path) -> None:
    """Each has ten times the time that it needed, and what all of them together needed; that run costs as well."""
    pool = Pool(killed)

    run = run_of(tmp_path, pool, mutant("m1", "* 2", "* 3"))

    (asked,) = pool.asked
    assert asked["source"] == SOURCE.replace("* 2", "* 3")
    assert asked["tests"] == [[TEST, "tests/test_a.py", 2.1]]
    assert (run.mutation.mutants, run.mutation.spent) == ((MutantSeen("m1", "killed", (TEST,), 1),), 0.6)
    assert run.mutation.unfit == ("tests/test_a.py::test_broken",)


def test_what_needs_no_process_gets_none(tmp_path: Path) -> None:
    """The same code, no code, and code that no test runs."""
    pool = Pool(killed)

    run = run_of(
        tmp_path, pool, mutant("same", "* 2", "*  2"), mutant("none", "* 2", "* ("), mutant("far", "/ 2", "/ 3", 6)
    )

    assert {each.id: each.outcome for each in run.mutation.mutants} == {
        "same": "equivalent",
        "none": "invalid",
        "far": "unreached",
    }
    assert pool.asked == []


def test_a_budget_ends_the_trying(tmp_path: Path) -> None:
    """Each costs what its process says."""
    pool = Pool(killed)

    run = run_of(tmp_path, pool, *(mutant(f"m{each}", "* 2", f"* {each + 3}") for each in range(4)), budget=0.9)

    assert [each.outcome for each in run.mutation.mutants] == ["killed", "killed", "untried", "untried"]


def test_a_process_of_the_pool_that_dies_is_asked_once_more(tmp_path: Path) -> None:
    """And then its mutant was not tried."""
    pool = Pool(lambda _asked: RuntimeError("gone"))

    run = run_of(tmp_path, pool, mutant("m1", "* 2", "* 3"))

    assert (run.mutation.mutants, len(pool.asked)) == ((MutantSeen("m1", "lost"),), 2)
    assert run.notes == ("a worker could not do its batch: RuntimeError: gone",)


def test_without_the_tests_as_they_are_nothing_is_tried(tmp_path: Path) -> None:
    """Nobody knows then who reaches what."""
    run = run_of(tmp_path, Pool(killed), mutant("m1", "* 2", "* 3"), runner=Lines(announced=None))

    assert run.mutation.unavailable == "the run of the tests as they are came to no end"
