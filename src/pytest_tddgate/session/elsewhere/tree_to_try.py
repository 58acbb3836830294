"""What mutants are tried in, as whoever tries them has to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """What is tried, and how a run of it is started elsewhere.

    `top` is the absolute path of the tree, `roots` those from which its code is imported, relative to it. `recipe` is
    that of the tree's runner. `archive` packs the tree, for workers that cannot use it itself.
    """

    top: str
    roots: tuple[str, ...]
    recipe: Mapping[str, Any]
    archive: Callable[[], bytes]
