"""Puts files into a tree for the time of one run, without overwriting any, and removes them afterwards."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.ending import ending_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["laid_over", "taken_places"]


def taken_places(top: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The paths, relative to `top`, that cannot be written: another file is in the place or on the way."""
    return tuple(path for path, data in files.items() if not _is_free(Path(top), path, data))


@contextlib.contextmanager
def laid_over(top: str, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write these files (relative path -> bytes) below `top` (absolute), and remove them at the end.

    A file that already has the same bytes is left alone. Raises FileExistsError if a place is taken. If a signal ends
    the process, the files are removed first; only SIGKILL leaves them behind.
    """
    written: list[Path] = []
    folders: list[Path] = []
    with ending_in_order():
        try:
            for path, data in files.items():
                target = Path(top, path)
                missing = [each for each in target.parents if not each.exists()]
                for folder in reversed(missing):
                    folders.append(folder)
                    folder.mkdir()
                if not target.exists():
                    with target.open("xb") as stream:
                        written.append(target)  # only now is the file ours to remove
                        stream.write(data)
            yield
        finally:
            for file in written:
                file.unlink(missing_ok=True)
            for folder in reversed(folders):
                with contextlib.suppress(OSError):  # someone else has put something there
                    folder.rmdir()


def _is_free(top: Path, path: str, data: bytes) -> bool:
    target = top / path
    if os.path.lexists(target):
        return target.is_file() and not target.is_symlink() and target.read_bytes() == data
    there = next(each for each in target.parents if os.path.lexists(each))
    return there.is_dir() and there.resolve() == Path(os.path.realpath(top), there.relative_to(top))
