"""What the observer's hooks add to one passing test, and what the judge pays to read of it.

The hooks are called as pytest calls them: through pluggy, with pytest's own hook specifications, beside one trivial
implementation of each. The other sides are the same calls without the observer, and with hooks of the same kinds that
do nothing: what pluggy takes to call them. What is sent goes through a real pipe, read as the judge reads it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.child.observer import Observer
from pytest_tddgate.session.pipe.channel import ChildChannel
from pytest_tddgate.session.pipe.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["HookCost", "hook_cost", "item_in"]

_TESTS = 500  # short rounds, so that a busy machine is alike for both sides of one
_ROUNDS = 101
_DRAIN = (sys.executable, "-c", "import os, time\nwhile os.read(0, 1 << 16): time.sleep(0.01)")
"""Reads as the judge does (`session/runs/supervise.py`)."""
_PHASES = ("setup", "call", "teardown")


class HookCost(NamedTuple):
    """Microseconds of CPU for one passing test, and bytes sent for it.

    `hooks` is what the observer's code takes, `child` the same with what pluggy takes to call it, `judge` what the
    other end takes.
    """

    hooks: float
    child: float
    judge: float
    sent: float


def hook_cost(item: pytest.Item, *, is_changed: bool) -> HookCost:
    """The cost of a test whose file is as it was at the base, or `is_changed` (then its item is described, too)."""
    folder = item.path.parent
    files = (item.path.name,) if is_changed else ("test_new.py",)
    orders = Orders(role=Role.VISIBLE, top=str(folder), files=files, expected=("test_new.py::test_new",), timeout=30)
    with subprocess.Popen(_DRAIN, stdin=subprocess.PIPE) as drain:
        observer = _observer(drain.stdin.fileno(), orders)  # type: ignore[union-attr]  # a pipe was asked for
        sides = [_protocol(item, each) for each in (None, _Empty(), observer)]
        costs = [[_cpu(side) / _TESTS * 1e6 for side in sides] for _ in range(_ROUNDS)]
        drain.stdin.close()  # type: ignore[union-attr]  # as above
    sent = _lines_of(item, orders, folder / "observations")
    return HookCost(
        hooks=statistics.median(observed - empty for _, empty, observed in costs),
        child=statistics.median(observed - plain for plain, _, observed in costs),
        judge=_judge_cost(sent) / _TESTS * 1e6,
        sent=len(sent) / _TESTS,
    )


def item_in(folder: Path) -> pytest.Item:
    """A real item, collected by a real pytest."""
    source = folder / "test_one.py"
    source.write_text("def test_one(): pass\n")
    collected: list[pytest.Item] = []

    class Keep:
        def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
            collected.extend(items)

    quiet = ["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:randomly", "--collect-only"]
    pytest.main([*quiet, f"--rootdir={folder}", str(source)], plugins=[Keep()])
    return collected[0]


def _observer(write_to: int, orders: Orders) -> Observer:
    config: Any = SimpleNamespace(getoption=lambda _name: False, rootpath=Path(orders.top))
    return Observer(config, ChildChannel(write_to, -1), orders)


def _protocol(item: pytest.Item, observer: object) -> Callable[[], None]:
    """One test as pytest's runner reports it: protocol, start, and for each phase its report, status and log."""
    manager = pytest.PytestPluginManager()
    call = pytest.CallInfo.from_call(lambda: None, "call")
    manager.register(_Trivial(lambda: _phases(manager.hook, item, call)))
    if observer is not None:
        manager.register(observer)
    return lambda: manager.hook.pytest_runtest_protocol(item=item, nextitem=None)


class _Trivial:
    """One implementation of each hook, so that calling it costs both sides what it always does."""

    def __init__(self, run: Callable[[], None]) -> None:
        self._run = run

    def pytest_runtest_protocol(self) -> bool:
        self._run()
        return True

    def pytest_runtest_logstart(self) -> None: ...

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        return pytest.TestReport(item.nodeid, item.location, {}, "passed", None, call.when)  # type: ignore[arg-type]  # a phase's name

    def pytest_runtest_logreport(self) -> None: ...

    def pytest_report_teststatus(self) -> tuple[str, str, str]:
        return "", "", ""


class _Empty:
    """The observer's hooks of a test, without their bodies."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:  # noqa: ARG002 - as there
        return (yield)

    def pytest_runtest_logstart(self, nodeid: str) -> None: ...

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self,
        item: pytest.Item,  # noqa: ARG002 - as there
        call: pytest.CallInfo[None],  # noqa: ARG002 - as there
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None: ...

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> None: ...


def _phases(hook: Any, item: pytest.Item, call: pytest.CallInfo[None]) -> None:  # noqa: ANN401 - pluggy's relay
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for phase in _PHASES:
        call.when = phase  # type: ignore[assignment]  # one of pytest's own words
        report = hook.pytest_runtest_makereport(item=item, call=call)
        hook.pytest_runtest_logreport(report=report)
        hook.pytest_report_teststatus(report=report, config=None)


def _cpu(run_one: Callable[[], None]) -> float:
    """CPU seconds of this process for every test."""
    run_one()
    start = time.process_time()
    for _ in range(_TESTS):
        run_one()
    return time.process_time() - start


def _lines_of(item: pytest.Item, orders: Orders, path: Path) -> bytes:
    """What the observer sends for that many tests."""
    with path.open("wb") as stream:
        run_one = _protocol(item, _observer(stream.fileno(), orders))
        for _ in range(_TESTS):
            run_one()
    return path.read_bytes()


def _judge_cost(sent: bytes) -> float:
    """CPU seconds of the judge for these lines, in the pieces in which they arrive."""
    found = []
    lines = sent.splitlines(keepends=True)
    pieces = [b"".join(lines[at : at + 80]) for at in range(0, len(lines), 80)]  # a hundredth of a second: 20 tests
    for _ in range(_ROUNDS):
        stream = Stream()
        start = time.process_time()
        for piece in pieces:
            stream.feed(piece)
        stream.run(0)
        found.append(time.process_time() - start)
    return statistics.median(found)
