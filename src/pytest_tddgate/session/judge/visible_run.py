"""The run that the user sees, from the judge's side: it is given orders and watched, or ended without orders."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from pytest_tddgate.session.runs.supervise import watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.session.request import Forked

__all__ = ["VisibleRun"]


class VisibleRun:
    """A child that waits for its orders; without `forked`, the judge starts that run itself."""

    def __init__(self, forked: Forked | None) -> None:
        """Take over the child and its pipes."""
        self._child = forked.child if forked else 0
        self._ends = (forked.orders, forked.observations) if forked else ()

    def watched(self, orders: Orders, start: Callable[[Orders], RunSeen]) -> RunSeen:
        """The observations of the run, which is given its orders; without a child, `start` runs it."""
        if not self._ends:
            return start(orders)
        (ordered, observations), self._ends = self._ends, ()  # each descriptor is closed by its user from now on
        # Ctrl-C may have ended the child; `watch` sees that like any other end.
        with contextlib.suppress(BrokenPipeError), os.fdopen(ordered, "w", encoding="utf-8") as stream:
            stream.write(orders.to_json() + "\n")
        seen = watch(self._child, observations)
        self._child = 0
        return seen

    def release(self) -> None:
        """End a child that still waits for its orders, and wait for it."""
        for end in self._ends:
            os.close(end)
        self._ends = ()
        if self._child:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._child, 0)
        self._child = 0
