"""The child's observing plugin: it reports what pytest does and carries out the judge's orders.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from pytest_tddgate.domain.mutants.time_limits import CLOCK_TIMES
from pytest_tddgate.domain.run.identity import file_of
from pytest_tddgate.session.child.deselecting import deselecting_option
from pytest_tddgate.session.child.exceptions import describe, in_a_line
from pytest_tddgate.session.child.items import defined_as, describe_item, qualified_name, repository_path, skip_reason
from pytest_tddgate.session.child.origins import foreign_origin, origins_of
from pytest_tddgate.session.child.roles import apply_orders
from pytest_tddgate.session.child.time_limit import time_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.session.pipe.channel import ChildChannel

__all__ = ["Observer", "TestHangs"]

T = TypeVar("T")


class TestHangs(BaseException):
    """Raised in a test that used up its time; not an Exception, so that `except Exception` cannot catch it."""

    __test__ = False


class Observer:
    """Sends an observation for everything that pytest reports, from the process where it happens first."""

    def __init__(self, config: pytest.Config, channel: ChildChannel, orders: Orders) -> None:
        """Observe the run of `config` for the judge at the other end of `channel`."""
        self.config = config
        self.channel = channel
        self._session: pytest.Session | None = None
        self._deselected: dict[str, str] = {}
        self._limited_ids: set[str] = set()
        self._is_left = False
        self._path_of: dict[str, str] = {}
        self.orders = orders
        self._files = frozenset(orders.files)
        self._expected = frozenset(orders.expected)
        self._expected_in = frozenset(file_of(each) for each in orders.expected)

    def prepare(self, args: list[str]) -> None:
        """Carry out orders that must come before conftests and other plugins: role and coverage."""
        apply_orders(self, args)

    def conftest_failed(self, problem: BaseException) -> None:
        """Send why pytest could not start: an initial conftest that cannot be imported."""
        if isinstance(problem, pytest.UsageError | SystemExit):
            return
        cause = getattr(problem, "cause", None) or problem.__cause__ or problem
        path = str(getattr(problem, "path", "")) if hasattr(problem, "cause") else ""  # ImportError has a `path`, too
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
            if path in self._expected_in:
                self._do_not_count()
        return report

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Send collection errors."""
        if report.failed:
            seen = report.__dict__.get("tddgate") or {"path": file_of(report.nodeid), "exception": None}
            self.channel.send("collect-error", seen["path"], seen["exception"], str(report.longrepr or "")[:600])

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Send which tests were deselected."""
        by = dict.fromkeys((item.nodeid for item in items), deselecting_option())
        self._deselected |= by
        self.channel.later("deselected", list(by), by)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Send what waits; if code comes from another checkout, stop after the first test."""
        self.channel.flush()
        if foreign := foreign_origin(self.orders):
            session.shouldstop = "{} is imported from {}, which is not in this checkout".format(*foreign)

    # -- tests

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Give an expected test its time limit."""
        if not self._is_expected(item):
            return (yield)
        return (yield from self._limited(item))

    def limited(self, item: pytest.Item, run: Callable[[], T]) -> T:
        """What `run` returns, with the item's time limit applied."""
        limit = self._limited(item)
        next(limit)
        try:
            return run()
        finally:
            limit.close()

    def _limited(self, item: pytest.Item) -> Generator[None, object, object]:
        if not self.orders.timeout or not self._is_expected(item) or self.config.getoption("usepdb"):
            return (yield)
        with time_limit(self.orders.timeout, TestHangs):
            return (yield)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Send the test's name before its code runs, so that the last test of a crashed run is known."""
        if self.orders.timeout and self._expected and self._is_expected_id(nodeid):
            seconds = 0 if self.config.getoption("usepdb") else CLOCK_TIMES * self.orders.timeout
            self.channel.later("limit", nodeid, seconds)
            self._limited_ids.add(nodeid)
        self.channel.start(nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Attach what only this process knows, so that xdist workers send it with the report."""
        report = yield
        if report.outcome == "passed" and report.when != "setup":
            return report  # most reports: at 10 µs per test, each check counts
        if report.failed or (report.when == "setup" and self._files):
            path = repository_path(str(item.path), self.orders.top)
            if report.failed or path in self._files:
                report.__dict__["tddgate_item"] = describe_item(item, path)
        if report.outcome != "passed" and call.excinfo is not None:
            report.__dict__["tddgate"] = describe(call.excinfo.value)
        if report.failed and (self._is_expected(item) or defined_as(item, self.orders.top) in self._expected):
            report.__dict__["tddgate_expected"] = True
            self._do_not_count()
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Send one phase of a test: failures at once, passed phases with the start of the next test."""
        seen = report.__dict__
        if report.outcome == "passed" and "wasxfail" not in seen:
            self.channel.passed(report.nodeid, report.when, seen.get("tddgate_item"))
            if self._limited_ids and report.when == "teardown" and report.nodeid in self._limited_ids:
                self.channel.flush()  # the limit ends with the test; what follows may take any time
            return
        outcome = report.outcome
        if "wasxfail" in seen:
            outcome = {"skipped": "xfailed", "passed": "xpassed"}.get(outcome, outcome)  # type: ignore[assignment]  # our outcomes include more than pytest's
        message = report.longreprtext if outcome != "skipped" else skip_reason(report)
        self.channel.send(
            "phase", report.nodeid, report.when, outcome, seen.get("tddgate_item"), message[-600:], seen.get("tddgate")
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """Show a failure that the gate expects as red instead of failed."""
        if report.outcome == "failed" and report.__dict__.get("tddgate_expected"):
            return "red", "r", ("RED", {"yellow": True})
        return None

    def _do_not_count(self) -> None:
        """Let an expected failure not count for `-x` and `--maxfail`, so that all other tests run."""
        if self.config.getoption("maxfail"):
            self.config.option.maxfail += 1

    def _is_expected_id(self, node_id: str) -> bool:
        """The same as `_is_expected` for a node id, which is all that xdist's controller has."""
        file, _, rest = node_id.partition("::")
        path = self._path_of.get(file)
        if path is None:  # joining paths for every test would be too slow
            path = self._path_of[file] = repository_path(str(self.config.rootpath / file), self.orders.top)
        if path not in self._expected_in:
            return False
        return path in self._expected or f"{path}::{rest.partition('[')[0]}" in self._expected

    def _is_expected(self, item: pytest.Item) -> bool:
        if not self._expected:
            return False
        path = repository_path(str(item.path), self.orders.top)
        return path in self._expected_in and path in self._files and f"{path}::{qualified_name(item)}" in self._expected

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Keep the session, which has the exit code at the end."""
        self._session = session

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Forward the observations that only the worker could make."""
        output = getattr(node, "workeroutput", None) or {}
        for values in output.get("tddgate", ()):
            self.channel.later(*values)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Send where first-party code was imported from."""
        origins = ("origins", origins_of(self.orders))
        if hasattr(self.config, "workeroutput"):
            left_out = ("deselected", list(self._deselected), self._deselected)
            self.config.workeroutput["tddgate"] = [origins, left_out]
        self.channel.later(*origins)
        self.channel.flush()

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Report `pytest.exit`, and xdist's stop after enough failures, as deliberate ends of the run."""
        if isinstance(excinfo.value, pytest.exit.Exception):
            self._is_left = True
            self.channel.send("stopped", f"pytest.exit: {excinfo.value}")
        elif not isinstance(excinfo.value, pytest.Session.Interrupted) and type(excinfo.value) is not KeyboardInterrupt:
            self.channel.send("stopped", str(excinfo.value))

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Send the internal error with which pytest ends."""
        self.channel.send("crashed", in_a_line(excinfo.value))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_unconfigure(self) -> Generator[None, object, object]:
        """Send the end of the run after all other plugins, even if one of them fails."""
        try:
            return (yield)
        except Exception as problem:
            self.channel.send("late", in_a_line(problem))
            raise
        finally:
            self._say_end()

    def _say_end(self) -> None:
        """Send the exit code of the run, which must equal the process's own."""
        if self._session is None:
            return
        if reason := self._session.shouldfail or self._session.shouldstop:
            self.channel.send("stopped", str(reason))
        if not self._is_left:
            self.channel.send("end", int(self._session.exitstatus))
