"""How long a mutant's fork may wait is told by the test that runs there now, and by what that test needs alone."""

from __future__ import annotations

import os
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.mutants import attempt
from pytest_tddgate.session.mutants.baseline import Baseline, Seen
from pytest_tddgate.session.mutants.board import Board
from pytest_tddgate.session.mutants.forks import Forks
from pytest_tddgate.session.mutants.swaps import Swap
from pytest_tddgate.session.mutants.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are tried in forks")

PATH = "/shop/sums.py"
BRIEF = 0.3  # seconds that any test may wait, in place of many


def subject() -> int:
    """Stand for what is mutated."""
    return 1


def mutant() -> int:
    """Stand for what it is in a mutant."""
    return 2


class Item:
    """A test that waits until it has an answer."""

    config = SimpleNamespace()

    def __init__(self, nodeid: str, run: Callable[[], bool]) -> None:
        """`run` tells whether it passes."""
        self.nodeid = nodeid
        self.run = run


class Runs:
    """Runs such tests."""

    on_failure: Callable[[], None]
    following: Item | None = None

    def run(self, item: Item, _following: Item | None) -> str:
        """As `Unreported` does."""
        if item.run():
            return "passed"
        self.on_failure()
        return "failed"


def sleeping(seconds: float) -> Callable[[int], int]:
    """What a fork does that ends with 7."""

    def work(_slot: int) -> int:
        time.sleep(seconds)
        return 7

    return work


def test_a_board_tells_since_when_a_test_runs() -> None:
    """By the clock that all processes have in common."""
    board = Board(slots=2, most=1)
    before = time.monotonic()
    board.run(1, 7)

    assert before <= board.since(1) <= time.monotonic()


def test_the_next_test_has_its_own_time() -> None:
    """A slot whose test is another one begins anew."""
    board = Board(slots=1, most=1)
    board.run(0, 7)
    first = board.since(0)
    time.sleep(0.01)
    board.run(0, 8)

    assert board.since(0) > first


def test_who_is_overdue_is_ended_before_its_time() -> None:
    """Whoever starts a fork may know more than how long it takes at most."""
    forks = Forks(1)
    start = time.monotonic()

    forks.start(sleeping(60), 60, lambda slot: slot == 0)
    (ended,) = forks.ended()

    assert ended.is_late
    assert time.monotonic() - start < 30


def test_who_is_not_overdue_ends_by_itself() -> None:
    """However often it is asked for."""
    forks = Forks(1)

    forks.start(sleeping(0.1), 60, lambda _slot: False)
    (ended,) = forks.ended()

    assert (ended.status, ended.is_late) == (7, False)


def tried(
    tests: Sequence[tuple[float, Callable[[], bool]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Any], float]:
    """What is told of a mutant that these reach (seconds as they were, and what they do), and the seconds it took."""
    monkeypatch.setattr(attempt, "WALL_LEAST", BRIEF)
    told = tmp_path / "told"
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            told.write_text(repr(_told(tests, tmp_path)), encoding="utf-8")
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    assert status == 0
    return eval(told.read_text(encoding="utf-8")), time.monotonic() - start  # noqa: S307 - what is written above


def _told(tests: Sequence[tuple[float, Callable[[], bool]]], tmp_path: Path) -> list[object]:
    told: list[object] = []
    channel = SimpleNamespace(descriptor=-1, send=lambda *words: told.append(words))
    seen = tuple(
        Seen(Item(f"test_{number}", run), "passed", 0.001, wall, frozenset({(PATH, 1)}))  # type: ignore[arg-type]  # stands for one
        for number, (wall, run) in enumerate(tests)
    )
    trial = Trial(Runs(), Baseline(seen, (), frozenset()), Forks(2), channel, str(tmp_path))  # type: ignore[arg-type]  # ditto
    trial.run([Swap("a", PATH, (1, 1), ((subject, mutant.__code__),), "", (1, 9))], 60)  # type: ignore[arg-type]  # a function
    return [each[2] for each in told if isinstance(each, tuple) and each[0] == "mutant"]


def waiting(seconds: float, *, in_vain: bool = False) -> Callable[[], bool]:
    """A test that takes so long, and for ever on a mutant if `in_vain`."""

    def run() -> bool:
        time.sleep(60 if in_vain and subject() == 2 else seconds)
        return True

    return run


def test_a_test_that_waits_for_ever_is_not_given_the_time_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of two: the second takes long as it is, and has not begun."""
    outcomes, seconds = tried([(0.001, waiting(0, in_vain=True)), (5, waiting(0))], tmp_path, monkeypatch)

    assert outcomes == ["undecided"]
    assert seconds < 30


@pytest.mark.tdd_pins("who waits for good reason was given the time before")
def test_a_long_test_keeps_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits as it did before, and longer than a brief one may."""
    outcomes, _ = tried([(0.001, waiting(0)), (1, waiting(2))], tmp_path, monkeypatch)

    assert outcomes == ["survived"]


@pytest.mark.tdd_pins("who waits for good reason was given the time before")
def test_a_test_that_pays_for_a_set_up_is_given_the_time_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the run as they are another one had: what this one needs alone is what counts."""
    outcomes, _ = tried([(0.001, waiting(3)), (3, waiting(0))], tmp_path, monkeypatch)

    assert outcomes == ["survived"]


def test_many_tests_that_wait_have_a_limit_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each within its own time, but all of them for far longer than they took."""

    def run() -> bool:
        time.sleep(0.2 if subject() == 2 else 0)
        return True

    outcomes, seconds = tried([(0.001, run) for _ in range(100)], tmp_path, monkeypatch)

    assert outcomes == ["undecided"]
    assert seconds < 15
