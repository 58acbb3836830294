"""The run that records the contract's calls into the changed functions, and repeats them.

The tests run in a fork, so that calls are repeated in a process in which no test has run: an answer that a test had
prepared, by a patch or a registry, does not exist there, and does not count as the function's own.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.calls.caches import clear_caches
from pytest_tddgate.session.calls.callables import wrap_callables
from pytest_tddgate.session.calls.emptied_tables import EmptiedTables
from pytest_tddgate.session.calls.other_stack import CallsOnOtherStack
from pytest_tddgate.session.calls.pytest_traces import Traces
from pytest_tddgate.session.calls.recorder import Called, Key, Recorder
from pytest_tddgate.session.calls.repeating import (
    MIN_POINTS,
    MIN_POINTS_IF_ALL,
    order_only_calls,
    raw_replay,
    replays_of,
)
from pytest_tddgate.session.calls.sandbox import in_fork
from pytest_tddgate.session.calls.without_pytest import CallsWithoutPytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from pytest_tddgate.session.child.observer import Observer

__all__ = ["Calls"]


class Calls:
    """Runs the tests once more while recording, then repeats their calls."""

    def __init__(self, observer: Observer) -> None:
        """Record calls of functions with changed lines."""
        self._observer = observer
        spans = observer.orders.extra["changed"]
        self._spans = {path: [(first, last) for first, last in found] for path, found in spans.items()}
        self._recorder = Recorder(self._spans)
        self._traces = Traces()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Record in one fork, and repeat in others."""
        channel = self._observer.channel
        channel.flush()
        sys.stdout.flush()
        sys.stderr.flush()
        self._traces.learn(session, self._spans)
        wrap_callables(self._spans)
        clear_caches(self._spans)
        found = in_fork(lambda: self._recorded(session))
        is_whole = bool(found) and found[-1] is None
        calls = [Called(**each | {"data": _bytes(each["data"])}) for each in found if each and "how" not in each]
        for each in found:
            if each and "how" in each:
                channel.later("agreement", each)
        for replay in self._replays(session, calls):
            channel.later("replay", replay)
        channel.send("replayed", is_whole)
        return True

    def _replays(self, session: pytest.Session, calls: list[Called]) -> list[dict[str, Any]]:
        """The replay of each function; if its answers differ now, with what they follow."""
        found = list(replays_of(calls, self._spans))
        replays = {(each["path"], each["function"], each["line"]): each for each, _ in found}
        for key, seen in CallsWithoutPytest(self._traces, self._spans).looking(
            chain.from_iterable(own for _, own in found)
        ):
            replays[key] |= {"heeds": "run", "seen": seen}
        for key, table in EmptiedTables(self._spans).needs(calls):
            replays.setdefault(key, raw_replay(key))["withheld"].append(table)
        suspects = {key for key, each in replays.items() if not each["heeds"] and _is_suspect(each)}
        for key in tuple(suspects):
            if seen := order_only_calls([each for each in calls if each.key == key], calls):
                replays[key] |= {"heeds": "order", "seen": seen}
                suspects.remove(key)
        for *key, heeds, seen in in_fork(lambda: self._made_elsewhere(session, suspects)) if suspects else ():
            replays[tuple(key)] |= {"heeds": heeds, "seen": seen}
        return list(replays.values())

    def _made_elsewhere(self, session: pytest.Session, suspects: set[Key]) -> Iterator[list[Any]]:
        elsewhere = CallsOnOtherStack(suspects, self._spans, self._traces)
        self._recorder.on_call = elsewhere.on_call
        _run(session)
        for key, heeds, seen in elsewhere.found():
            yield [*key, heeds, seen]

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Record while the test itself runs, but not what fixtures call."""
        self._recorder.start()
        try:
            return (yield)
        finally:
            self._recorder.stop()

    def _recorded(self, session: pytest.Session) -> Iterator[Any]:
        _run(session)
        for called in self._recorder.calls:
            yield asdict(called) | {"data": called.data.hex() if called.data is not None else None}
        for (kind, how, _), (called, _) in self._recorder.agreements.items():
            yield {"path": called.path, "line": called.line, "function": called.function, "kind": kind, "how": how}
        yield None


def _run(session: pytest.Session) -> None:
    """Run every test, like pytest's own loop."""
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _is_suspect(replay: dict[str, Any]) -> bool:
    """Whether enough calls had another answer without tests: three, or two if there are no others."""
    return replay["seen"] >= MIN_POINTS or (replay["seen"] == MIN_POINTS_IF_ALL and not replay["points"])


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
