"""Packs files of a tree into bytes that can be sent to another machine, and unpacks them there.

The same files always give the same bytes: the archive holds no times and no owners, and its order is fixed.
"""

from __future__ import annotations

import gzip
import io
import os
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["every_file", "packed", "unpacked"]

_LEFT_OUT = frozenset({".git", "__pycache__"})
_LEVEL = 6  # of gzip: sources shrink to a fifth; higher levels save only a few percent more
_PROGRAM = 0o100


def every_file(top: str) -> Iterator[str]:
    """The paths of all files and links below `top`, relative and with `/`, without `.git` and `__pycache__`."""
    for folder, folders, names in os.walk(top):
        links = [each for each in folders if Path(folder, each).is_symlink()]
        folders[:] = [each for each in folders if each not in _LEFT_OUT and each not in links]
        for name in (*names, *links):
            yield Path(folder, name).relative_to(top).as_posix()


def packed(top: str, paths: Iterable[str], names: Mapping[str, str] | None = None) -> bytes:
    """An archive of these files of the tree at `top`; missing files and folders are left out.

    `names` maps a path to another name for it in the archive.
    """
    named = names or {}
    packed_files = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed_files, mode="wb", compresslevel=_LEVEL, mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted(set(paths)):
            file = Path(top, path)
            if file.is_symlink():
                link = tarfile.TarInfo(named.get(path, path))
                link.type, link.linkname = tarfile.SYMTYPE, os.fsdecode(file.readlink())
                archive.addfile(link)
            elif file.is_file():
                data = file.read_bytes()
                info = tarfile.TarInfo(named.get(path, path))
                info.size, info.mode = len(data), file.stat().st_mode & 0o700
                archive.addfile(info, io.BytesIO(data))
    return packed_files.getvalue()


def unpacked(data: bytes, directory: str) -> None:
    """Write the archive's files below `directory` (absolute); raises CannotDecide for a name that leads out of it.

    Links are made last, so that nothing is written through a link.
    """
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        members = sorted(archive.getmembers(), key=tarfile.TarInfo.issym)
        for member in members:
            if not _is_inside(member.name):
                raise CannotDecide(f"an archive wants to write outside of its tree: {member.name}")
            target = Path(directory, member.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            content = archive.extractfile(member) if member.isfile() else None
            if member.issym():
                target.symlink_to(member.linkname)
            elif content is not None:
                target.write_bytes(content.read())
                if member.mode & _PROGRAM:
                    target.chmod(0o755)


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")
