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
    """Makes modules of which every name is a stand-in."""

    def __init__(self, filled: dict[str, None]) -> None:
        """Note in `filled` every name that somebody asks for."""
        self._filled = filled

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """A module that makes its names when they are asked for."""
        module = StandInModule(spec.name)
        vars(module)["_filled"] = self._filled
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


class StandInModule(types.ModuleType):
    """A module of which every name that somebody asks for is a stand-in."""

    def __getattr__(self, name: str) -> Any:
        """The stand-in of this name."""
        if name.startswith("__") or name == "_mock_name":  # the latter is how pytest asks whether it is a mock
            raise AttributeError(name)
        found = make_standin(f"{self.__name__}.{name}")
        vars(self)["_filled"][f"{self.__name__}.{name}"] = None
        setattr(self, name, found)
        return found
