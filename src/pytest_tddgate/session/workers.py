"""Wires a case to the workers that the command line names; without an address it stays as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.archive import packed
from pytest_tddgate.adapters.dask import DaskWorkers, check
from pytest_tddgate.session.spread import Place, Spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.session.clean_runner import CleanRunner
    from pytest_tddgate.session.runner import ProcessRunner

__all__ = ["ask_for", "files_here", "with_workers"]

_PATIENCE = 10.0  # seconds in which a scheduler answers, and has a worker


def ask_for(engine: str) -> None:
    """Raise what `adapters.dask.check` raises where there are no such workers: before anything else takes time."""
    check(engine, _PATIENCE)


def with_workers(
    case: Case,
    runner: ProcessRunner | CleanRunner,
    files: Callable[[], Iterable[str]],
    is_stopped: Callable[[], bool] = lambda: False,
) -> Case:
    """The case, with its mutants tried elsewhere; `runner` is its own, `files` the paths that a run needs."""
    engine, layout = case.effort.engine, case.layout
    place = Place(layout.top, layout.source, runner.recipe(), lambda: packed(layout.top, files()))
    connect = partial(DaskWorkers, engine, _PATIENCE)
    return replace(case, runner=Spread(case.runner, place, connect, is_stopped=is_stopped))


def files_here(case: Case) -> Iterator[str]:
    """The files of the work tree that a run needs: what git knows or would add, and what a build wrote beside it."""
    repository, layout = case.repository, case.layout
    yield from repository.files("HEAD")
    yield from repository.changed_since("HEAD")
    built = repository.ignored(layout.packages) if layout.packages else ()
    yield from (path for path in built if "__pycache__" not in path)
