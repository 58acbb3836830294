"""Spreads an audit's replays over workers: each lock is a unit, sent with the history that it needs."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import CancelledError, Future
from contextlib import closing
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.errors import TddgateError
from pytest_tddgate.gates.audit.red import Replayed
from pytest_tddgate.session.audit.replay_work import replay
from pytest_tddgate.session.elsewhere.unit_work import with_versions
from pytest_tddgate.session.elsewhere.waiting import TIMEOUT, waited, went_wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pytest_tddgate.ports import Executor

__all__ = ["ReplaySpread"]


class ReplaySpread:
    """Makes the replays of an audit in other processes; see `AuditCase.replays`."""

    def __init__(
        self,
        told: Mapping[str, str],
        history: Callable[[], bytes],
        connect: Callable[[], Executor],
        *,
        timeout: float = TIMEOUT,
    ) -> None:
        """`told` are the parts common to all units, see `replay_work`; `history` packs the repository (`b""`: local).

        Unfinished replays are given up when no worker has been reachable for `timeout` seconds.
        """
        self._told = told
        self._history = history
        self._connect = connect
        self._timeout = timeout

    def __call__(self, features: Sequence[str]) -> Iterator[Replayed]:
        """The result of each replay, in this order; raises CannotDecide if a replay raised it."""
        history = self._history()
        with closing(self._connect()) as executor:
            futures = [
                executor.submit(replay, self._unit(feature, is_first=number == 0), history)
                for number, feature in enumerate(features)
            ]
            reason = waited(futures, executor, self._timeout, lambda: False)
            found = [_shown(feature, future, reason) for feature, future in zip(features, futures, strict=True)]
        yield from found

    def _unit(self, feature: str, *, is_first: bool) -> str:
        return json.dumps(with_versions({**self._told, "feature": feature, "is_first": is_first}))


def _shown(feature: str, future: Future[Any], reason: str) -> Replayed:
    """The result for this feature."""
    if not future.done():
        future.cancel()
        return _lost(feature, reason)
    try:
        shown = pickle.loads(future.result())  # noqa: S301 - the workers are trusted; their protocol is pickle already
    except CancelledError:
        return _lost(feature, "the engine gave up on it")
    except Exception as problem:  # noqa: BLE001 - anything can go wrong at a worker, or on the way
        return _lost(feature, went_wrong(problem))
    if isinstance(shown, TddgateError):
        raise shown
    return shown if isinstance(shown, Replayed) else _lost(feature, str(shown))


def _lost(feature: str, reason: str) -> Replayed:
    what = f"the replay of the lock of {feature} did not come back: {reason}"
    why = "without it, nobody has seen its tests red"
    return Replayed(missing=(MissingFact(what, "look at the log of the workers, and run the audit again", why),))
