"""Spreads mutants over the workers of an engine: sends self-contained units and joins the answers."""

from __future__ import annotations

import os
from concurrent.futures import CancelledError, Future
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from pytest_tddgate.domain.mutants.batches import dealt, joined
from pytest_tddgate.domain.run.mutation import MutationSeen
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry
from pytest_tddgate.session.elsewhere.unit_work import answer_of, unit_text, work
from pytest_tddgate.session.elsewhere.waiting import TIMEOUT, waited, went_wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.run.extra import Extra, Replacement, RunSides
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.ports import Executor, Runner

__all__ = ["Spread", "TreeToTry"]


class Spread:
    """A runner that tries mutants on remote workers, and runs everything else here; see `ports.Runner`."""

    def __init__(
        self,
        runner: Runner,
        place: TreeToTry,
        connect: Callable[[], Executor],
        *,
        timeout: float = TIMEOUT,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`runner` is the local one; `connect` is called when there are mutants to hand out.

        Unfinished units are given up when no worker has been reachable for `timeout` seconds, or when `is_stopped`.
        """
        self._runner = runner
        self._place = place
        self._connect = connect
        self._timeout = timeout
        self._is_stopped = is_stopped

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:
        """The observations of a run in this role."""
        extra = sides.get("extra")
        if role is Role.MUTANTS and extra and extra["mutants"]:
            return self._spread(tuple(sides.get("targets", ())), extra)
        return self._runner.run(role, **sides)

    def visible(self, orders: Orders) -> RunSeen:
        """The observations of the run that the user sees."""
        return self._runner.visible(orders)

    def _spread(self, targets: tuple[str, ...], extra: Extra) -> RunSeen:
        top = self._place.top
        mutants: list[Replacement] = [{**each, "path": _relative(each["path"], top)} for each in extra["mutants"]]
        common: Extra = {**extra, "files": [_relative(each, top) for each in extra["files"]], "workers": 1}
        archive = self._place.archive()
        with closing(self._connect()) as executor:
            batches = dealt(mutants, executor.slots)
            common["budget"] = extra["budget"] / len(batches)
            futures = [
                executor.submit(work, self._unit(targets, {**common, "mutants": batch}), archive) for batch in batches
            ]
            reason = waited(futures, executor, self._timeout, self._is_stopped)
            answers = [_answer(each, reason) for each in futures]
        run = joined([[each["id"] for each in batch] for batch in batches], answers)
        reached = {os.path.join(top, path): lines for path, lines in run.mutation.reached.items()}
        return replace(run, mutation=replace(run.mutation, reached=reached))

    def _unit(self, targets: tuple[str, ...], extra: Extra) -> str:
        return unit_text(self._place.recipe, self._place.roots, targets, extra)


def _answer(future: Future[Any], reason: str) -> MutationSeen:
    """The result of a unit; an unfinished unit is cancelled, and `reason` says why."""
    if not future.done():
        future.cancel()
        return MutationSeen(unavailable=reason)
    try:
        return answer_of(future.result())
    except CancelledError:
        return MutationSeen(unavailable="the engine gave up on it")
    except Exception as problem:  # noqa: BLE001 - anything can go wrong at a worker, or on the way
        return MutationSeen(unavailable=went_wrong(problem))


def _relative(path: str, top: str) -> str:
    return os.path.relpath(path, top).replace(os.sep, "/")
