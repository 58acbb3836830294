"""A runner that has mutants tried in processes of their own where they cannot be tried in forks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_tddgate.domain.observation import RunSeen
    from pytest_tddgate.domain.orders import Orders
    from pytest_tddgate.ports import Executor, Runner
    from pytest_tddgate.session.place import Place

__all__ = ["Fallback"]


class Fallback:
    """See `ports.Runner`."""

    def __init__(
        self,
        runner: Runner,
        place: Place,
        connect: Callable[[int], Executor] | None = None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`runner` is asked first; `connect` makes a pool of so many processes, one of this machine by default."""
        self._runner = runner
        self._place = place
        self._connect = connect
        self._is_stopped = is_stopped

    def run(  # noqa: PLR0913 - the port's signature
        self,
        role: str,
        *,
        targets: Iterable[str] = (),
        expected: Iterable[str] = (),
        files: Iterable[str] = (),
        extra: Mapping[str, object] | None = None,
        tree: str | None = None,
        coverage: tuple[str, ...] | None = None,
    ) -> RunSeen:
        """What was seen of a run in this role."""
        targets = tuple(targets)
        run = self._runner.run(
            role, targets=targets, expected=expected, files=files, extra=extra, tree=tree, coverage=coverage
        )
        if role != "mutants" or not run.unavailable:
            return run
        connect = self._connect or import_module("pytest_tddgate.adapters.pool").LocalPool
        fresh = import_module("pytest_tddgate.session.fresh").Fresh
        other: RunSeen = fresh(self._runner, self._place, connect, is_stopped=self._is_stopped).run(targets, extra)
        return run if other.unavailable else other

    def visible(self, orders: Orders) -> RunSeen:
        """What was seen of the run that the user sees."""
        return self._runner.visible(orders)
