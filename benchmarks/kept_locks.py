"""Run a lock in a case of the corpus, or copy what the same lock made of the same files in another case.

    python -I benchmarks/kept_locks.py KEPT STAGE CASE COMMAND...

KEPT is the folder of the locks that were made so far, CASE the folder of the case: its repository is the working
directory. Nearly every case begins with the same lock of the same files, which takes as long as what the case is about.
A lock is copied only in the stage "setup", where nobody has cheated yet, and only where every byte that it reads is the
same: the work tree, git's folder, the arguments and the environment. The path of the case, which differs, may stand in
git's configuration and in the environment.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CONFIG = Path(".git", "config")
"""It holds the path of the case, and no lock changes it: a copy of a lock leaves it as it is."""
INDEX = Path(".git", "index")
"""It holds times and inodes; what else it says is read from git."""
LOGS = Path(".git", "logs")
"""They hold the time of each commit, which no lock reads."""


def main() -> int:
    """The exit status of the lock, run or copied; only a lock that passed is kept."""
    kept, stage, case, *command = sys.argv[1:]
    if stage != "setup":
        os.execv(command[0], command)  # noqa: S606 - a cheat's own stage is run as without this program
    repository = Path.cwd()
    made = Path(kept, key_of(repository, case, command))
    if made.is_dir():
        take_over(made, repository)
        return 0
    config = (repository / CONFIG).read_bytes()
    status = subprocess.run(command, check=False).returncode
    if status == 0 and (repository / CONFIG).read_bytes() == config:
        keep(repository, made, case)
    return status


def key_of(repository: Path, case: str, command: list[str]) -> str:
    """A digest of all that a lock of this repository reads."""
    staged = subprocess.run(["git", "ls-files", "--stage", "-v"], check=True, capture_output=True).stdout
    seen = hashlib.sha256(staged)
    given = json.dumps([command, dict(os.environ)], sort_keys=True)
    seen.update(given.replace(case, "CASE").encode())
    for path in sorted(repository.rglob("*")):
        within = path.relative_to(repository)
        if within != INDEX:
            content = content_of(path)
            if within == CONFIG:
                content = content.replace(os.fsencode(case), b"CASE")
            if within.is_relative_to(LOGS):
                content = re.sub(rb"> \d+ ", b"> ", content)
            seen.update(os.fsencode(f"\0{within}\0{path.lstat().st_mode}\0{len(content)}\0") + content)
    return seen.hexdigest()


def content_of(path: Path) -> bytes:
    """The bytes of a file, the target of a link; nothing of a folder."""
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else b""


def keep(repository: Path, made: Path, case: str) -> None:
    """Keep a copy for other cases, without bytecode: it names the folder of its source, as no other file may."""
    files = [path for path in repository.rglob("*") if "__pycache__" not in path.parts]
    if any(os.fsencode(case) in content_of(path) for path in files if path != repository / CONFIG):
        return
    copy = Path(tempfile.mkdtemp(dir=made.parent))
    shutil.copytree(repository, copy, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    try:
        copy.rename(made)
    except OSError:  # another case, at the same time, was the first
        shutil.rmtree(copy)


def take_over(made: Path, repository: Path) -> None:
    """Make a repository what the lock made of the other one."""
    config = (repository / CONFIG).read_bytes()
    for each in repository.iterdir():
        shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
    shutil.copytree(made, repository, symlinks=True, dirs_exist_ok=True)
    (repository / CONFIG).write_bytes(config)
    subprocess.run(["git", "update-index", "-q", "--refresh"], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
