"""The run that the user sees, as the judge holds it: it gets its orders and is watched, or is let go without any."""

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
    """A child that waits for its orders, or none where the judge has to start that run by itself."""

    def __init__(self, forked: Forked | None) -> None:
        """Take over the child, its orders and its observations."""
        self._child = forked.child if forked else 0
        self._ends = (forked.orders, forked.observations) if forked else ()

    def watched(self, orders: Orders, start: Callable[[Orders], RunSeen]) -> RunSeen:
        """What is seen of the run from the moment at which it gets its orders; `start` makes it where there is none."""
        if not self._ends:
            return start(orders)
        (ordered, observations), self._ends = self._ends, ()  # each is closed by who uses it now
        # Ctrl-C may have ended the child, which is seen of it like any other end.
        with contextlib.suppress(BrokenPipeError), os.fdopen(ordered, "w", encoding="utf-8") as stream:
            stream.write(orders.to_json() + "\n")
        seen = watch(self._child, observations)
        self._child = 0
        return seen

    def release(self) -> None:
        """Let a child that still waits for its orders end, and wait for it."""
        for end in self._ends:
            os.close(end)
        self._ends = ()
        if self._child:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._child, 0)
        self._child = 0
