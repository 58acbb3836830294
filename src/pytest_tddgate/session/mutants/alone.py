"""The runs for mutants without forks: the unchanged tests, and one mutant that is active from the first import on.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from typing import TYPE_CHECKING, NoReturn

import pytest

from pytest_tddgate.session.child.items import repository_path
from pytest_tddgate.session.child.substitutes import put_first, source_finder
from pytest_tddgate.session.mutants.baseline import baseline_of, observed, use_folder
from pytest_tddgate.session.mutants.forks import bound_cpu
from pytest_tddgate.session.mutants.run import Mutants
from pytest_tddgate.session.mutants.side_effect_guard import SideEffectGuard
from pytest_tddgate.session.mutants.swaps import Swaps
from pytest_tddgate.session.mutants.unreported import Unreported

if TYPE_CHECKING:
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["Alone", "Lines"]

_MOST_NAMED = 3  # tests named with a survivor


class Lines(Mutants):
    """Runs the unchanged tests in this process, and sends the cost and the lines of each.

    Also sends what is done outside of this process and its `scratch`, from the first import of the project on.
    """

    def __init__(self, observer: Observer) -> None:
        """Listen from now on."""
        super().__init__(observer)
        tempfile.tempdir = self._extra["scratch"]
        self._guard = SideEffectGuard()
        self._guard.record()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once."""
        orders, channel = self._observer.orders, self._observer.channel
        skipped = set(self._extra["skip"])
        items = [each for each in session.items if self._name_of(each) not in skipped]
        swaps, scratch = Swaps(self._extra["files"]), self._extra["scratch"]
        baseline = baseline_of(items, swaps, observed(self._runs, items, swaps, scratch))
        for each in baseline.tests:
            file = repository_path(str(each.item.path), orders.top)
            channel.later("ran", each.item.nodeid, file, each.outcome, each.cpu, sorted(each.lines), each.wall)
        self._tell_reach(baseline)
        channel.later("effects", [each for each in self._guard.seen if not each.startswith(scratch)])
        return True


class Alone:
    """Tries one mutant: its file is imported with the mutant, and the tests run until one fails.

    Outside of its `scratch` it may do only what `Lines` reported; anything else ends the process.
    """

    def __init__(self, observer: Observer) -> None:
        """Switch the mutant on, before anything of the project is imported."""
        self._channel = observer.channel
        self._extra = observer.orders.extra
        self._runs = Unreported()
        path, source = self._extra["path"], self._extra["source"]
        put_first(source_finder({path: source, os.path.realpath(path): source}))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self._extra["wall"])
        bound_cpu(sum(seconds for _, seconds in self._extra["tests"]))
        observer.config.pluginmanager.register(self._runs, "tddgate-unreported")
        tempfile.tempdir = self._extra["scratch"]
        SideEffectGuard().forbid_new(self._extra["effects"], (self._extra["scratch"],))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> NoReturn:
        """Run the tests in the given order; the process ends after the first failure, or after the last test."""
        items = {each.nodeid: each for each in session.items}
        wanted = [(items.get(node_id), node_id, seconds) for node_id, seconds in self._extra["tests"]]
        lost = next((node_id for item, node_id, _ in wanted if item is None), None)
        if lost is not None:
            self._end("killed", lost)  # its file can no longer be imported
        following = [item for item, _, _ in wanted[1:]]
        use_folder(session.config, os.path.join(self._extra["scratch"], "alone"))
        for (item, node_id, seconds), after in zip(wanted, [*following, None], strict=True):
            self._channel.start(node_id)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            if item is not None and self._runs.run(item, after) == "failed":
                self._end("killed", node_id)
        self._end(self._outcome_if_none_fails(), *(node_id for _, node_id, _ in wanted))

    def _outcome_if_none_fails(self) -> str:
        """The outcome if no test fails: whether the mutant was loaded. A plugin may have imported the file before."""
        path = os.path.realpath(self._extra["path"])
        loaders = [
            getattr(getattr(each, "__spec__", None), "loader", None)
            for each in tuple(sys.modules.values())
            if os.path.realpath(getattr(each, "__file__", None) or "") == path
        ]
        if not loaders:
            return "unreached"
        return "survived" if all(type(each).__module__ == source_finder.__module__ for each in loaders) else "import"

    def _end(self, outcome: str, *tests: str) -> NoReturn:
        """Send the outcome and exit at once: the tests may have left threads running."""
        self._channel.later("spent", time.process_time())
        self._channel.send("mutant", self._extra["id"], outcome, list(tests[:_MOST_NAMED]), len(tests))
        os._exit(0)
