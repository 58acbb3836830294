"""Locks that are taken over: what lock made of exactly these files before, in the same repository.

Most stories begin with the same lock of the same project, which costs as much as what they are about.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Generic, TypeVar

__all__ = ["LocksMade"]

T = TypeVar("T")


class LocksMade(Generic[T]):
    """Folders as lock left them, with what it said, by what was there before."""

    def __init__(self) -> None:
        """Nothing was locked yet."""
        self._made: dict[str, tuple[Path, T]] = {}

    def taken_over(self, key: str, root: Path) -> T | None:
        """What was said of the lock that had this key, whose folder `root` becomes; None where there was none."""
        if key not in self._made:
            return None
        kept, said = self._made[key]
        for each in root.iterdir():
            shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
        shutil.copytree(kept, root, symlinks=True, dirs_exist_ok=True)
        return said

    def keep(self, key: str, root: Path, said: T) -> None:
        """Keep what lock has made of `root`. Bytecode stays behind: it names the folder of its source."""
        kept = Path(tempfile.mkdtemp(prefix="locked-", dir=root.parent.parent), "project")  # in pytest's own folder
        shutil.copytree(root, kept, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        self._made[key] = (kept, said)

    @staticmethod
    def key_of(root: Path, *given: object) -> str:
        """A digest of all that a lock of this project can see: each byte of its folder, git's included, and `given`.

        The times in git's logs do not count, and of its index what `given` says of it. Empty where a lock can see more:
        a repository elsewhere, or files beside the folder.
        """
        if not (root / ".git").is_dir() or list(root.parent.iterdir()) != [root]:
            return ""
        seen = hashlib.sha256(json.dumps(given, sort_keys=True).encode())
        for path in sorted(root.rglob("*")):
            if path != root / ".git" / "index":
                content = _content(path)
                if path.is_relative_to(root / ".git" / "logs"):
                    content = re.sub(rb"> \d+ ", b"> ", content)
                about = f"\0{path.relative_to(root)}\0{path.lstat().st_mode}\0{len(content)}\0"
                seen.update(os.fsencode(about) + content)
        return seen.hexdigest()


def _content(path: Path) -> bytes:
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else b""
