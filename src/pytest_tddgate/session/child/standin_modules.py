"""Modules that stand in for missing ones.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import types
from typing import Any

from pytest_tddgate.session.child.standins import make_standin

__all__ = ["StandInLoader", "StandInModule"]


class StandInLoader(importlib.abc.Loader):
    """Creates modules whose names are all stand-ins."""

    def __init__(self, filled: dict[str, None]) -> None:
        """Every name that is looked up is noted in `filled`."""
        self._filled = filled

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """A module that creates its names when they are looked up."""
        module = StandInModule(spec.name)
        vars(module)["_filled"] = self._filled
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Run nothing."""


class StandInModule(types.ModuleType):
    """A module that creates a stand-in for every name that is looked up."""

    def __getattr__(self, name: str) -> Any:
        """The stand-in with this name."""
        if name.startswith("__") or name == "_mock_name":  # pytest looks up the latter to recognize mocks
            raise AttributeError(name)
        found = make_standin(f"{self.__name__}.{name}")
        vars(self)["_filled"][f"{self.__name__}.{name}"] = None
        setattr(self, name, found)
        return found
