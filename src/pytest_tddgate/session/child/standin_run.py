"""The null-implementation check's run: the new tests against stand-ins, once in each mode, each in a fork of its own.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol  # the only way to run a test twice without logging the first time

from pytest_tddgate.domain.run.identity import UNSETTLED
from pytest_tddgate.session.child.filling import Filler
from pytest_tddgate.session.child.items import qualified_name, repository_path
from pytest_tddgate.session.child.standins import MODES, set_mode, take_used
from pytest_tddgate.session.child.unsettled import is_unsettled

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytest_tddgate.session.child.observer import Observer

__all__ = ["StandinRun"]

_ATTEMPTS = 25  # one missing name is found with each attempt


class StandinRun:
    """Collects with every gap filled, then runs each test once in each mode."""

    def __init__(self, observer: Observer) -> None:
        """Fill first-party gaps from the first import on."""
        self._observer = observer
        self._filler = Filler(observer.orders.extra["first_party"])
        self._filler.install()
        self._problem: BaseException | None = None
        self._collected_again = 0

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Collect again as long as another gap could be filled."""
        try:
            report = yield
        except SystemExit as leaving:  # pytest lets it end the run, and every other file's tests with it
            report = _left(collector, leaving)
        call = getattr(report, "call", None)
        if report.failed and call is not None and call.excinfo is not None and self._collected_again < _ATTEMPTS:
            self._collected_again += 1
            if self._filler.fill(call.excinfo.value):
                again: pytest.CollectReport = collector.ihook.pytest_make_collect_report(collector=collector)
                return again
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep the exception: a missing name in it can be filled. A case that is made of stand-ins has no id."""
        report = yield
        if (described := report.__dict__.get("tddgate_item")) and is_unsettled(item):
            described["case"] = UNSETTLED
        if report.failed and call.excinfo is not None:
            self._problem = call.excinfo.value
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the whole session once in each mode."""
        self._observer.channel.flush()
        sys.stdout.flush()
        sys.stderr.flush()
        for mode in MODES:
            child = os.fork()
            if child == 0:
                self._run_mode(session, mode)
            os.waitpid(child, 0)
        found = {_name_of(item, self._observer.orders.top) for item in session.items}
        uncollected = [each for each in self._observer.orders.expected if each not in found]
        self._observer.channel.later("filled", list(self._filler.filled), uncollected)
        return True

    def _run_mode(self, session: pytest.Session, mode: str) -> None:
        """Run every test in this mode and end the fork, whatever a test does."""
        try:
            self._observer.channel.adopt()
            self._observer.channel.later("mode", mode)
            set_mode(mode)
            wanted = frozenset(self._observer.orders.expected)
            for item in session.items:
                if _name_of(item, self._observer.orders.top) in wanted:
                    self._run_test(item)
            self._observer.channel.later("filled", list(self._filler.filled))
            self._observer.channel.flush()
        finally:
            os._exit(0)

    def _fill_problem(self) -> bool:
        """Whether the last failure was for want of something that is filled now."""
        return self._problem is not None and self._filler.fill(self._problem)

    def _run_test(self, item: pytest.Item) -> None:
        """Run the test again as long as another gap could be filled, and report the last time."""
        channel = self._observer.channel
        reports: list[pytest.TestReport] = []
        for _ in range(_ATTEMPTS):
            self._problem = None
            take_used()
            channel.start(item.nodeid)  # what an earlier attempt reported, subtests too, is forgotten
            reports = self._observer.limited(item, lambda: runtestprotocol(item, nextitem=None, log=False))
            if not self._fill_problem():
                break
            getattr(item, "_initrequest", lambda: None)()  # fixtures start afresh, as pytest-rerunfailures does it
        for report in reports:
            self._observer.pytest_runtest_logreport(report)
        channel.send("used", item.nodeid, take_used())


def _name_of(item: pytest.Item, top: str) -> str:
    """The test function of an item, as the orders name it."""
    return f"{repository_path(str(item.path), top)}::{qualified_name(item)}"


def _left(collector: pytest.Collector, leaving: SystemExit) -> pytest.CollectReport:
    """The report of a file that ends the process while it is imported."""
    report = pytest.CollectReport(collector.nodeid, "failed", f"SystemExit: {leaving}", None)
    shown: pytest.ExceptionInfo[BaseException] = pytest.ExceptionInfo.from_exception(leaving)
    report.__dict__["call"] = pytest.CallInfo(None, shown, 0, 0, 0, "collect", _ispytest=True)
    return report
