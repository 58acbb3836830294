"""Replays handed out to workers, with an engine that does as it is told."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.audit.red import Replayed
from pytest_tddgate.session.audit.replay_spread import ReplaySpread

if TYPE_CHECKING:
    from collections.abc import Callable

REQUEST = {"base": "b" * 40, "rootdir": "."}


def shown(unit: dict[str, Any]) -> object:
    """What the replay of a feature shows: its name."""
    return Replayed(row=Row("red", unit["feature"], "first" if unit["is_first"] else "later"))


class Hands:
    """An engine that answers at once; an exception is how a unit ends, None that it never does."""

    slots = 2

    def __init__(self, answer: Callable[[dict[str, Any]], object] = shown) -> None:
        """`answer` makes of each unit what its replay shows."""
        self._answer = answer
        self.archives: list[bytes] = []
        self.is_closed = False

    def submit(self, _function: Callable[..., Any], /, *args: Any) -> Future[Any]:  # noqa: ANN401 - as the port
        """What comes of the unit."""
        text, archive = args
        self.archives.append(archive)
        future: Future[Any] = Future()
        answer = self._answer(json.loads(text))
        if isinstance(answer, Exception) and not isinstance(answer, CannotDecide):
            future.set_exception(answer)
        elif answer is not None:
            future.set_result(pickle.dumps(answer))
        return future

    def is_reachable(self) -> bool:
        """Nobody is."""
        return False

    def close(self) -> None:
        """Remember that nobody needs it any more."""
        self.is_closed = True


def replays_of(hands: Hands) -> list[Replayed]:
    """The replays of three features."""
    spread = ReplaySpread(REQUEST, lambda: b"history", lambda: hands, timeout=0.05)
    return list(spread(("a", "b", "c")))


def test_replays_come_back_in_the_order_of_the_locks() -> None:
    """The first runs the whole suite; history goes along with each."""
    hands = Hands()

    replays = replays_of(hands)

    assert [each.row for each in replays] == [
        Row("red", "a", "first"),
        Row("red", "b", "later"),
        Row("red", "c", "later"),
    ]
    assert (hands.archives, hands.is_closed) == ([b"history"] * 3, True)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "no worker is left that could do it"),
        (RuntimeError("no room"), "a worker could not do its batch: RuntimeError: no room"),
        ("another Python", "another Python"),
    ],
)
def test_a_replay_that_never_comes_back_is_a_missing_fact(answer: object, reason: str) -> None:
    """The others count, and the audit is undecided."""
    hands = Hands(lambda unit: answer if unit["feature"] == "b" else shown(unit))

    first, lost, last = replays_of(hands)

    assert [each.missing for each in (first, last)] == [(), ()]
    assert [each.what for each in lost.missing] == [f"the replay of the lock of b did not come back: {reason}"]
    assert lost.row is None


def test_what_cannot_be_decided_there_cannot_be_decided_here() -> None:
    """In the same words."""
    hands = Hands(lambda _unit: CannotDecide("the lock commit of a has no parent", next_step="name a base"))

    with pytest.raises(CannotDecide, match="has no parent") as caught:
        replays_of(hands)

    assert caught.value.next_step == "name a base"
