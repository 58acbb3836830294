"""Records of judged runs: a file for each, in a folder beside git's own files, which anybody may delete."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.run_record import record_of, text_of

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.run_record import RunRecord

__all__ = ["FileRecords"]

_MOST = 500  # a month of a busy team; a record has some ten kilobytes


class FileRecords:
    """Keeps records, the newest ones only; see `ports.Records`."""

    def __init__(self, folder: str, most: int = _MOST) -> None:
        """`folder` is absolute, and need not be there; `most` is how many are kept."""
        self._folder = Path(folder)
        self._most = most

    @classmethod
    def of(cls, common_dir: str) -> FileRecords:
        """Those of a repository, by the directory that all its work trees share."""
        return cls(os.path.join(common_dir, "tddgate", "records"))

    def keep(self, record: RunRecord) -> None:
        """Add a record; a place that cannot be written to keeps nothing."""
        name = f"{record.at.replace(':', '')}-{time.time_ns()}-{record.gate}-{os.urandom(4).hex()}"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            scratch = self._folder / f"{name}.new"
            scratch.write_text(text_of(record), encoding="utf-8", errors="backslashreplace")
            scratch.replace(self._folder / f"{name}.json")
            for path in self._paths()[: -self._most]:
                path.unlink(missing_ok=True)

    def records(self) -> tuple[RunRecord, ...]:
        """Every record that can be read, oldest first."""
        found = (record_of(text) for path in self._paths() if (text := _text(path)) is not None)
        return tuple(each for each in found if each is not None)

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))  # their names begin with the time: in seconds, then more exactly


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
