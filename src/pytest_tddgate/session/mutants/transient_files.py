"""Files outside of temporary folders that tests create and remove: a process that is killed leaves them behind.

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

__all__ = ["TransientFiles"]


class TransientFiles:
    """The files and folders that existed neither before the unchanged tests nor after they had finished."""

    def __init__(self, effects: Iterable[str]) -> None:
        """`effects` is what `SideEffectGuard` saw of the unchanged tests. Create this before anything else runs."""
        files = (each for each in effects if os.path.isabs(each) and not each.endswith("*"))
        self._places = tuple(each.rstrip(os.sep) for each in files if not os.path.lexists(each))

    def remove(self) -> None:
        """Remove those that exist now."""
        for place in map(Path, filter(os.path.lexists, self._places)):
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place, ignore_errors=True)
            else:
                with suppress(OSError):
                    place.unlink()
