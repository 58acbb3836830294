"""Records of judged runs: one file per run, in a folder inside git's directory, which is safe to delete."""

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

_MOST = 500  # a month of a busy team, at about ten kilobytes per record


class FileRecords:
    """Stores the newest records; see `ports.Records`."""

    def __init__(self, folder: str, most: int = _MOST) -> None:
        """`folder` is absolute, and may be missing; `most` is the number of records to keep."""
        self._folder = Path(folder)
        self._most = most

    @classmethod
    def of(cls, common_dir: str) -> FileRecords:
        """The records of a repository; `common_dir` is the git directory that all its work trees share."""
        return cls(os.path.join(common_dir, "tddgate", "records"))

    def keep(self, record: RunRecord) -> None:
        """Add a record; does nothing if the folder cannot be written."""
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
        return sorted(self._folder.glob("*.json"))  # names begin with the time, in seconds and then in nanoseconds


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
