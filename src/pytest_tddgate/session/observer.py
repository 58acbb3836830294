"""The child's one plugin: it reports what pytest does, and carries out the judge's orders; it decides nothing.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from pytest_tddgate.domain.orders import Orders
from pytest_tddgate.session.exceptions import describe
from pytest_tddgate.session.items import describe_item, repository_path
from pytest_tddgate.session.roles import obey

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from types import FrameType

    from pytest_tddgate.session.channel import ChildChannel

__all__ = ["Observer", "TestHangs"]

T = TypeVar("T")


class TestHangs(BaseException):
    """Raised in a test that has used up its time; not an Exception, so that no `except Exception` swallows it."""

    __test__ = False


class Observer:
    """Sends an observation for each thing that pytest reports, in the process that hears of it first."""

    def __init__(self, config: pytest.Config, channel: ChildChannel, orders: Orders) -> None:
        """Observe the run of `config` for the judge at the other end of `channel`."""
        self.config = config
        self.channel = channel
        self._session: pytest.Session | None = None
        self._deselected: list[str] = []
        self._take(orders)

    def _take(self, orders: Orders) -> None:
        self.orders = orders
        self._files = frozenset(orders.files)
        self._expected = frozenset(orders.expected)

    def prepare(self, args: list[str]) -> None:
        """Carry out the orders that must come before conftests and other plugins: role, coverage."""
        obey(self, args)

    def conftest_failed(self, problem: BaseException) -> None:
        """Tell why pytest could not even start: an initial conftest that does not import."""
        if isinstance(problem, pytest.UsageError | SystemExit):
            return
        cause = getattr(problem, "cause", None) or problem.__cause__ or problem
        path = str(getattr(problem, "path", ""))
        self.channel.send("collect-error", repository_path(path, self.orders.top), describe(cause), str(problem)[:600])

    # -- collection

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Attach the exception to the report of a file that cannot be collected."""
        report = yield
        call = getattr(report, "call", None)
        if report.failed and call is not None and call.excinfo is not None:
            path = repository_path(str(getattr(collector, "path", "")), self.orders.top)
            report.__dict__["tddgate"] = {"path": path, "exception": describe(call.excinfo.value)}
        return report

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Send what could not be collected."""
        if report.failed:
            seen = report.__dict__.get("tddgate") or {"path": report.nodeid.partition("::")[0], "exception": None}
            self.channel.send("collect-error", seen["path"], seen["exception"], str(report.longrepr or "")[:600])

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Send which tests were taken out of the run."""
        self._deselected += [item.nodeid for item in items]
        self.channel.later("deselected", [item.nodeid for item in items])

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say that every test module has been imported: the judge looks at the locked files once more."""
        self.channel.send("collected", len(session.items))

    # -- tests

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Give an expected test its time limit."""
        return (yield from self._limited(item))

    def limited(self, item: pytest.Item, run: Callable[[], T]) -> T:
        """What `run` returns, within the time limit of the item's test."""
        limit = self._limited(item)
        next(limit)
        try:
            return run()
        finally:
            limit.close()

    def _limited(self, item: pytest.Item) -> Generator[None, object, object]:
        if not self.orders.timeout or not self._is_expected(item) or self.config.getoption("usepdb"):
            return (yield)
        before = signal.signal(signal.SIGALRM, _raise_hangs)
        signal.setitimer(signal.ITIMER_REAL, self.orders.timeout)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Name the test before any of its code runs, so that the last one of a run that dies is known."""
        self.channel.send("start", nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Attach what only this process knows, so that it travels from an xdist worker with the report."""
        report = yield
        if report.failed or (report.when == "setup" and self._files):
            path = repository_path(str(item.path), self.orders.top)
            if report.failed or path in self._files:
                report.__dict__["tddgate_item"] = describe_item(item, path)
        if report.outcome != "passed" and call.excinfo is not None:
            report.__dict__["tddgate"] = describe(call.excinfo.value)
        if report.failed and self._is_expected(item):
            report.__dict__["tddgate_expected"] = True
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Send one phase of one test; a failure at once, what passed together with the next test's start."""
        seen = report.__dict__
        if report.outcome == "passed" and "wasxfail" not in seen:
            item = seen.get("tddgate_item")
            self.channel.later("phase", report.nodeid, report.when, "passed", item)
            return
        outcome = report.outcome
        if "wasxfail" in seen:
            outcome = {"skipped": "xfailed", "passed": "xpassed"}.get(outcome, outcome)  # type: ignore[assignment]  # our words, wider than pytest's
        message = report.longreprtext if outcome != "skipped" else _skip_reason(report)
        self.channel.send(
            "phase", report.nodeid, report.when, outcome, seen.get("tddgate_item"), message[-600:], seen.get("tddgate")
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """Call a test that is meant to fail red, not failed: the screen shows what is wanted as such."""
        if report.failed and report.__dict__.get("tddgate_expected"):
            return "red", "r", ("RED", {"yellow": True})
        return None

    def _is_expected(self, item: pytest.Item) -> bool:
        if not self._expected:
            return False
        path = repository_path(str(item.path), self.orders.top)
        return path in self._files and f"{path}::{describe_item(item, path)['name']}" in self._expected

    # -- the session

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Take over the controller's orders in a worker."""
        self._session = session
        told = getattr(self.config, "workerinput", {}).get("tddgate")
        if told:
            self._take(Orders.from_json(told))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:  # noqa: ANN401 - xdist's type, not installed with us
        """Hand the orders on to an xdist worker."""
        node.workerinput["tddgate"] = self.orders.to_json()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - xdist's type, not installed with us
        """Take over what only the worker knew."""
        output = getattr(node, "workeroutput", None) or {}
        for values in output.get("tddgate", ()):
            self.channel.later(*values)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Say where first-party code came from."""
        observations = [("origins", _origins(self.orders))]
        if hasattr(self.config, "workeroutput"):
            observations.append(("deselected", self._deselected))
            self.config.workeroutput["tddgate"] = observations
        for values in observations:
            self.channel.later(*values)
        self.channel.flush()

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """Say that the run has ended, and with which code: the process's own has to agree."""
        if self._session is not None:
            self.channel.send("end", int(self._session.exitstatus))


def _raise_hangs(_signal: int, _frame: FrameType | None) -> None:
    raise TestHangs


def _skip_reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr or "")


def _origins(orders: Orders) -> list[tuple[str, str]]:
    """First-party modules and the absolute path each was loaded from."""
    import sys  # noqa: PLC0415 - at the end of a run only

    names = frozenset(orders.extra.get("first_party", ()))
    return [
        (name, os.path.realpath(module.__file__))
        for name, module in sorted(sys.modules.items())
        if name.partition(".")[0] in names and getattr(module, "__file__", None)
    ]
