"""What tests make outside of their temporary folders and remove again: a process that ends before that leaves it.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Passing"]


class Passing:
    """The files and folders that were not there before, nor when the tests as they are had come to their end."""

    def __init__(self, heard: Iterable[str]) -> None:
        """`heard` is what `Bounds` has heard of those tests. To be made before anything else runs."""
        files = (each for each in heard if os.path.isabs(each) and not each.endswith("*"))
        self._places = tuple(each.rstrip(os.sep) for each in files if not os.path.lexists(each))

    def remove(self) -> None:
        """Remove what is there now."""
        for place in map(Path, filter(os.path.lexists, self._places)):
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place, ignore_errors=True)
            else:
                with suppress(OSError):
                    place.unlink()
