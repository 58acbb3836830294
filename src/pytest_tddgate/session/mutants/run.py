"""The run with mutants: one collection, one baseline run of the unchanged tests, then mutants in forks.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import warnings
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.items import qualified_name, repository_path
from pytest_tddgate.session.mutants.baseline import run_baseline
from pytest_tddgate.session.mutants.forks import Forks
from pytest_tddgate.session.mutants.swaps import Swap, Swaps
from pytest_tddgate.session.mutants.trial import Trial
from pytest_tddgate.session.mutants.unreported import Unreported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.session.child.observer import Observer
    from pytest_tddgate.session.mutants.baseline import Baseline

__all__ = ["Mutants", "scratch_for"]


class Mutants:
    """Tries the mutants in the orders; `gates/implementation/mutants.py` interprets the outcomes."""

    def __init__(self, observer: Observer) -> None:
        """Wait for the end of the collection."""
        self._observer = observer
        self._extra = observer.orders.extra
        self._runs = Unreported()
        observer.config.pluginmanager.register(self._runs, "tddgate-unreported")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the unchanged tests once, then try each mutant."""
        channel = self._observer.channel
        channel.flush()
        forks = Forks(self._extra["workers"], channel.descriptor)
        scratch = scratch_for(self._extra)
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", ".*multi-threaded.*fork", DeprecationWarning)
                if reason := _why_not() or self._try_all(session, forks, scratch):
                    channel.send("unavailable", reason)
        finally:
            forks.kill()
            shutil.rmtree(scratch, ignore_errors=True)
        return True

    def _try_all(self, session: pytest.Session, forks: Forks, scratch: str) -> str:
        """Why nothing could be tried, `""` if everything was."""
        is_asked, swaps = self._asked(), Swaps(self._extra["files"])
        items = tuple(each for each in session.items if is_asked(self._name_of(each)))
        baseline = run_baseline(self._runs, items, swaps, forks, scratch)
        if baseline is None:
            return "the run of the tests as they are came to no end"
        self._tell_reach(baseline)
        _import(baseline.modules)
        if reason := _why_not():
            return reason
        trial = Trial(self._runs, baseline, forks, self._observer.channel, scratch)
        plans = [swaps.plan(raw) for raw in self._extra["mutants"]]
        for raw, plan in zip(self._extra["mutants"], plans, strict=True):
            if not isinstance(plan, Swap):
                trial.tell(raw["id"], plan)
        trial.run([each for each in plans if isinstance(each, Swap)], self._extra["budget"])
        return ""

    def _asked(self) -> Callable[[str], bool]:
        """Whether a test is asked about a mutant, or about what it runs."""
        skipped, wanted, is_any = set(self._extra["skip"]), set(self._extra["reach"]), bool(self._extra["mutants"])
        return lambda name: name not in skipped and (is_any or name in wanted)

    def _name_of(self, item: pytest.Item) -> str:
        return f"{repository_path(str(item.path), self._observer.orders.top)}::{qualified_name(item)}"

    def _tell_reach(self, baseline: Baseline) -> None:
        """Send the function lines that tests in `reach` ran, for each imported file; and the tests that failed."""
        wanted = set(self._extra["reach"])
        reached: dict[str, set[int]] = {path: set() for path in baseline.imported}
        for seen in baseline.tests:
            if self._name_of(seen.item) in wanted:
                for path, line in seen.lines:
                    reached.setdefault(path, set()).add(line)
        for path, lines in reached.items():
            self._observer.channel.later("reached", path, sorted(lines))
        broken = [each.item.nodeid for each in baseline.tests if each.outcome == "failed"]
        self._observer.channel.send("unfit", broken)


def scratch_for(extra: Extra) -> str:
    """A new folder, in the audit's own if the orders name one: then the next audit cleans up after a killed one."""
    known = extra.get("scratch", "")
    return tempfile.mkdtemp(prefix="tddgate-", dir=known if os.path.isdir(known) else None)  # noqa: PTH112 - a string


def _why_not() -> str:
    """Why this process cannot be forked for each mutant, `""` if it can."""
    if not hasattr(os, "fork"):
        return "this system has no fork"
    others = threading.active_count() - 1
    return f"threads of the project run when its tests have been collected ({others}), and a fork loses them" * (
        others > 0
    )


def _import(names: Iterable[str]) -> None:
    """Import what tests import while they run, so that not every fork has to."""
    for name in names:
        try:
            import_module(name)
        except Exception:  # noqa: BLE001, S112 - the exception is raised again where the module is needed
            continue
