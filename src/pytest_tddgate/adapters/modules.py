"""Whether a dotted name can be imported, decided by files without importing anything."""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_module"]


def is_module(name: str, roots: Iterable[str]) -> bool:
    """Whether a module or package with this dotted name exists below one of the absolute `roots` or is installed."""
    search: list[str] | None = [*roots, *sys.path]
    for part in name.split("."):
        spec = PathFinder.find_spec(part, search)
        if spec is None:
            return False
        search = [os.fspath(each) for each in spec.submodule_search_locations or ()]
    return True
