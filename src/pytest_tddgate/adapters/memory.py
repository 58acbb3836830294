"""Results of earlier runs on this machine, in one JSON file inside git's directory, which is safe to delete."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FileMemory"]

_MOST = 10_000  # entries; the oldest are dropped first


class FileMemory:
    """Stores JSON data by key; see `ports.Memory`."""

    def __init__(self, path: str) -> None:
        """`path` is absolute; the file and its folder may be missing."""
        self._path = Path(path)
        self._entries: dict[str, Any] | None = None

    def recall(self, key: str) -> dict[str, Any] | None:
        """The entry under this key; None if there is none, or if the file cannot be read."""
        found = self._known().get(key)
        return found if isinstance(found, dict) else None

    def keep(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """Add these entries; if the file cannot be written, they last only as long as this object."""
        entries = self._known()
        for key, entry in found.items():
            entries.pop(key, None)
            entries[key] = dict(entry)
        for key in list(entries)[: max(0, len(entries) - _MOST)]:
            del entries[key]
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            scratch = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            scratch.write_text(json.dumps(entries), encoding="utf-8")
            scratch.replace(self._path)

    def _known(self) -> dict[str, Any]:
        if self._entries is None:
            try:
                read = json.loads(self._path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}
            self._entries = read if isinstance(read, dict) else {}
        return self._entries
