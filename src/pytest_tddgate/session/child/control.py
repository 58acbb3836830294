"""The runs of controls: canaries that must fail, and contract tests with an emptied implementation.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.canaries import canaries
from pytest_tddgate.session.child.emptying import EmptyingLoader, changed_functions, emptied_sources
from pytest_tddgate.session.child.in_place import empty_in_place, loaded
from pytest_tddgate.session.child.late import EmptyAfterImport
from pytest_tddgate.session.child.started import SubprocessSources
from pytest_tddgate.session.child.substitutes import SubstituteFinder, put_first, source_finder

if TYPE_CHECKING:
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["Control"]


class Control:
    """Runs the canaries, or removes the implementation, as the orders say."""

    def __init__(self, observer: Observer) -> None:
        """Prepare the control that the orders name; see `domain.run.extra`."""
        extra = observer.orders.extra
        self._canary = extra.get("canary", "")
        self._emptied = {
            path: [(first, last) for first, last in found] for path, found in extra.get("emptied", {}).items()
        }
        self._loaded = loaded(self._emptied)
        self._is_blanking = is_blanking = extra.get("blanked", False)
        self._late = EmptyAfterImport(self._emptied, is_blanking=is_blanking) if extra.get("late") else None
        if self._emptied:
            put_first(SubstituteFinder(self._emptied, self._loader))
        if extra.get("reverted"):
            put_first(source_finder(extra["reverted"]))
        sources = {**emptied_sources(self._emptied, is_blanking=is_blanking), **extra.get("reverted", {})}
        self._started = SubprocessSources(sources, extra.get("scratch")) if sources else contextlib.nullcontext()
        self._started.__enter__()

    def _loader(self, name: str, path: str) -> EmptyingLoader:
        if self._late is not None:
            return self._late.loader(name, path)
        return EmptyingLoader(name, path, self._emptied[path], is_blanking=self._is_blanking)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Replace the contract's tests by canaries, if the orders ask for them."""
        if not self._canary or not items:
            return
        module = items[0].getparent(pytest.Module)
        if module is None:
            return
        items[:] = canaries(self._canary, module, items)

    def pytest_unconfigure(self) -> None:
        """Stop changing the processes that this one starts."""
        self._started.__exit__(None, None, None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        """Empty functions that were imported before this control began, now that pytest has collected its tests."""
        if self._late is not None:
            self._late.begin()
            return
        for path in self._loaded:
            source = Path(path).read_bytes()
            empty_in_place(path, changed_functions(source, path, self._emptied[path]))
