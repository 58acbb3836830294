"""A runner that tries mutants in new processes if it cannot fork, or if the role asks for that."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Unpack

from pytest_tddgate.domain.run.role import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.run.extra import Extra, RunSides
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.ports import Executor, Runner
    from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry

__all__ = ["Fallback"]


class Fallback:
    """Tries mutants in new processes where needed, and leaves other runs to `runner`; see `ports.Runner`."""

    def __init__(
        self,
        runner: Runner,
        place: TreeToTry,
        connect: Callable[[int], Executor] | None = None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`runner` is tried first; `connect` makes a pool of the given number of processes, by default a local one."""
        self._runner = runner
        self._place = place
        self._connect = connect
        self._is_stopped = is_stopped

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:
        """The observations of a run in this role."""
        targets, extra = tuple(sides.get("targets", ())), sides.get("extra") or {}
        if role is Role.FRESH:
            return self._fresh(targets, extra, is_asked_for=True)
        run = self._runner.run(role, **(sides | {"targets": targets}))
        if role is not Role.MUTANTS or not run.mutation.unavailable:
            return run
        other = self._fresh(targets, extra, is_asked_for=False)
        return run if other.mutation.unavailable else other

    def _fresh(self, targets: tuple[str, ...], extra: Extra, *, is_asked_for: bool) -> RunSeen:
        """The run with each mutant in a process of its own.

        If `is_asked_for` and forking is possible, `runner` starts these processes here: its reserve makes that quick.
        """
        pool = import_module("pytest_tddgate.adapters.pool")
        alone = import_module("pytest_tddgate.session.elsewhere.alone_work")
        connect = self._connect or pool.LocalPool
        work: Callable[[str], str] = alone.tried_alone
        if is_asked_for and hasattr(os, "fork"):
            connect, work = (lambda _count: pool.AtOnce()), partial(alone.tried_by, self._runner)
        fresh = import_module("pytest_tddgate.session.elsewhere.fresh").Fresh(
            self._runner, self._place, connect, work=work, is_stopped=self._is_stopped
        )
        found: RunSeen = fresh.run(targets, extra)
        return found

    def visible(self, orders: Orders) -> RunSeen:
        """The observations of the run that the user sees."""
        return self._runner.visible(orders)
