"""The tree that mutants are tried in, as workers need to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["TreeToTry"]


@dataclass(frozen=True, slots=True)
class TreeToTry:
    """The tree that is tried, and how to start a run of it in another process.

    `top` is its absolute path, `roots` are the folders from which its code is imported, relative to it. `recipe`
    recreates the tree's runner. `archive` packs the tree, for workers that cannot access it.
    """

    top: str
    roots: tuple[str, ...]
    recipe: Mapping[str, Any]
    archive: Callable[[], bytes]
