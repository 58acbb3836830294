"""The null-implementation check's run: the new tests against stand-ins, in several modes, each in a fork.

Two modes run only if they can show something: the one whose stand-ins return their argument, if a result is passed
on to another stand-in, and the one without names, if a module is missing.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol  # the only way to run a test twice without logging the first time

from pytest_tddgate.domain.run.identity import UNSETTLED
from pytest_tddgate.domain.run.standin import StandIn
from pytest_tddgate.session.child.empty_modules import EmptyModuleFiller, forget_standins, items_again
from pytest_tddgate.session.child.filling import Filler
from pytest_tddgate.session.child.items import qualified_name, repository_path
from pytest_tddgate.session.child.standins import (
    MODES,
    pass_for_functions,
    set_mode,
    take_handed_on,
    take_used,
)
from pytest_tddgate.session.child.unsettled import is_unsettled

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from pytest_tddgate.session.child.observer import Observer

__all__ = ["StandinRun"]

_ATTEMPTS = 25  # each attempt finds one missing name
_HANDS_ON, _LACKS_MODULES = 1, 2  # flags in the exit code of a fork


class StandinRun:
    """Collects with all gaps filled, then runs each test once in each mode."""

    def __init__(self, observer: Observer) -> None:
        """Fill first-party gaps from the first import on."""
        self._observer = observer
        self._filler = Filler(observer.orders.extra["first_party"])
        self._filler.install()
        pass_for_functions(observer.orders.top)
        self._hands_on = False
        self._problem: BaseException | None = None
        self._collected_again = 0

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Collect again while another gap could be filled."""
        try:
            report = yield
        except SystemExit as leaving:  # pytest would let it end the run, and with it the tests of all other files
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
        """Keep the exception, because a missing name in it can be filled. A case made of stand-ins gets no id."""
        report = yield
        if (described := report.__dict__.get("tddgate_item")) and is_unsettled(item):
            described["case"] = UNSETTLED
        if report.failed and call.excinfo is not None:
            self._problem = call.excinfo.value
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the expected tests once in each mode."""
        uncollected = self._narrow(session)
        self._observer.channel.flush()
        sys.stdout.flush()
        sys.stderr.flush()
        told = 0
        for mode in MODES:
            told |= _forked(partial(self._run_mode, session, mode))
        if told & _HANDS_ON:
            _forked(partial(self._run_mode, session, StandIn.FIRST))
        if told & _LACKS_MODULES:
            _forked(partial(self._run_bare, session))
        self._observer.channel.later("filled", list(self._filler.filled), uncollected)
        return True

    def _narrow(self, session: pytest.Session) -> list[str]:
        """Keep only the expected tests in the session; the expected tests that were not collected."""
        orders = self._observer.orders
        names = {item: _name_of(item, orders.top) for item in session.items}
        session.items[:] = [item for item, name in names.items() if name in orders.expected]
        found = frozenset(names.values())
        return [each for each in orders.expected if each not in found]

    def _run_mode(self, session: pytest.Session, mode: str) -> int:
        """Run every test in this mode; flags that say which other modes are needed."""
        self._observer.channel.adopt()
        self._observer.channel.later("mode", mode)
        set_mode(mode)
        for item in session.items:
            self._run_test(item)
        self._observer.channel.later("filled", list(self._filler.filled))
        self._observer.channel.flush()
        return _HANDS_ON * self._hands_on | _LACKS_MODULES * self._filler.lacks_modules

    def _run_bare(self, session: pytest.Session) -> int:
        """Run every test with missing modules that exist but have no names; remaining stand-ins only raise."""
        channel, orders = self._observer.channel, self._observer.orders
        channel.adopt()
        channel.later("mode", StandIn.EMPTY_MODULE)
        set_mode(StandIn.RAISES)
        sys.meta_path.remove(self._filler)
        forget_standins(orders.extra["first_party"], orders.top)
        self._filler = bare = EmptyModuleFiller(orders.extra["first_party"])
        bare.install()
        for item, node_id, asked in items_again(session, bare):
            if item is None:
                channel.send("used", node_id, asked)
            else:
                self._run_test(item, asked)
        channel.flush()
        return 0

    def _fill_problem(self) -> bool:
        """Whether the last failure lacked something that is filled now."""
        return self._problem is not None and self._filler.fill(self._problem)

    def _run_test(self, item: pytest.Item, asked: Iterable[str] = ()) -> None:
        """Run the test, repeat it while another gap could be filled, and report the last run.

        `asked` are the stand-ins that the import of its file used.
        """
        channel = self._observer.channel
        reports: list[pytest.TestReport] = []
        for _ in range(_ATTEMPTS):
            self._problem = None
            take_used()
            take_handed_on()
            channel.start(item.nodeid)  # forgets the reports of an earlier attempt, including subtests
            reports = self._observer.limited(item, lambda: runtestprotocol(item, nextitem=None, log=False))
            if not self._fill_problem():
                break
            getattr(item, "_initrequest", lambda: None)()  # set up fixtures again, as pytest-rerunfailures does
        for report in reports:
            self._observer.pytest_runtest_logreport(report)
        hands_on = take_handed_on()
        self._hands_on = self._hands_on or hands_on
        channel.send("used", item.nodeid, list(dict.fromkeys([*asked, *take_used()])), hands_on)


def _forked(run: Callable[[], int]) -> int:
    """The result of `run` in a fork that exits afterwards, whatever tests do; 0 if the fork crashes."""
    child = os.fork()
    if child == 0:
        told = 0
        try:
            told = run()
        finally:
            os._exit(told)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)


def _name_of(item: pytest.Item, top: str) -> str:
    """The test function of an item, in the form used in orders."""
    return f"{repository_path(str(item.path), top)}::{qualified_name(item)}"


def _left(collector: pytest.Collector, leaving: SystemExit) -> pytest.CollectReport:
    """The report of a file whose import exits the process."""
    report = pytest.CollectReport(collector.nodeid, "failed", f"SystemExit: {leaving}", None)
    shown: pytest.ExceptionInfo[BaseException] = pytest.ExceptionInfo.from_exception(leaving)
    report.__dict__["call"] = pytest.CallInfo(None, shown, 0, 0, 0, "collect", _ispytest=True)
    return report
