"""Connects a case to the workers that the command line names."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.archive import packed
from pytest_tddgate.adapters.bundle import bundled
from pytest_tddgate.adapters.dask import DaskWorkers, check
from pytest_tddgate.adapters.pool import LocalPool
from pytest_tddgate.session.audit.given import effort_given
from pytest_tddgate.session.audit.replay_spread import ReplaySpread
from pytest_tddgate.session.elsewhere.spread import Spread
from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.session.request import Request
    from pytest_tddgate.session.runs.clean_runner import CleanRunner
    from pytest_tddgate.session.runs.runner import ProcessRunner

__all__ = ["ask_for", "files_here", "replays_of", "with_workers"]

_PATIENCE = 10.0  # seconds for a scheduler to answer and to have a worker


def ask_for(engine: str) -> None:
    """Raise what `adapters.dask.check` raises if the workers are not available, before anything slow is done."""
    check(engine, _PATIENCE)


def with_workers(
    case: Case,
    runner: ProcessRunner | CleanRunner,
    files: Callable[[], Iterable[str]],
    is_stopped: Callable[[], bool] = lambda: False,
) -> Case:
    """The case, with mutants tried by workers; `runner` is the case's own, `files` gives the paths that a run needs."""
    engine, layout = case.effort.engine, case.layout
    place = TreeToTry(layout.top, layout.source, runner.recipe(), lambda: packed(layout.top, files()))
    connect = partial(DaskWorkers, engine, _PATIENCE)
    return replace(case, runner=Spread(case.runner, place, connect, is_stopped=is_stopped))


def files_here(case: Case) -> Iterator[str]:
    """The files of the work tree that a run needs: tracked and new files, and ignored build results in packages."""
    repository, layout = case.repository, case.layout
    yield from repository.files("HEAD")
    yield from repository.changed_since("HEAD")
    built = repository.ignored(layout.packages) if layout.packages else ()
    yield from (path for path in built if "__pycache__" not in path)


def replays_of(case: AuditCase, request: Request) -> ReplaySpread:
    """Makes this audit's replays: on the workers that the command line names, or in local processes."""
    effort, span, top = effort_given(request), case.range, case.history.top
    root = os.path.relpath(os.path.realpath(request.rootdir), top)
    asked = request._replace(base=span.policy, verbosity=-1, workers=0)
    told = {"request": asked.to_json(), "head": span.head, "root": root}
    if not effort.engine:
        return ReplaySpread(told, bytes, partial(LocalPool, effort.workers))
    history = partial(bundled, top, (span.head, span.policy))
    return ReplaySpread(told, history, partial(DaskWorkers, effort.engine, _PATIENCE))
