"""What can be imported under a dotted name, told by files alone: nothing of it is imported."""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_module"]


def is_module(name: str, roots: Iterable[str]) -> bool:
    """Whether there is a module or package of this dotted name, below one of the absolute `roots` or installed."""
    search: list[str] | None = [*roots, *sys.path]
    for part in name.split("."):
        spec = PathFinder.find_spec(part, search)
        if spec is None:
            return False
        search = [os.fspath(each) for each in spec.submodule_search_locations or ()]
    return True
