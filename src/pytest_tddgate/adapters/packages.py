"""Packages of sealed files: written as reproducible tar archives; read from archives, folders or a command."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.seal import Package, package_of
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["package_bytes", "packages_at", "packages_of_command"]

_HEAD, _FILES = "seal.json", "files/"
_NEXT = "give the package that tddgate seal wrote: --tdd-sealed=PATH"
_WHY = "held-out tests count only as they were sealed"
_PLACE = "{package}"


def package_bytes(package: Package) -> bytes:
    """The package as a tar archive without times, owners or permissions: equal content gives equal bytes."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, data in package.members().items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def packages_at(path: str) -> tuple[Package, ...]:
    """The packages in an archive, or in a folder of packages and archives; raises CannotDecide if there are none."""
    try:
        found = _in_folder(Path(path)) if Path(path).is_dir() else _in_archive(Path(path).read_bytes())
    except OSError as problem:
        raise _unreadable(path, problem.strerror or "it cannot be read") from None
    except (tarfile.TarError, ValueError, EOFError) as problem:
        raise _unreadable(path, _words_of(problem)) from None
    if not found:
        raise _unreadable(path, "it contains no package")
    return found


def packages_of_command(command: str, timeout: float, directory: str, package: str = "") -> tuple[Package, ...]:
    """The packages in the archive that a command, run in `directory`, prints within `timeout` seconds.

    In `command`, `{package}` stands for `package`, `{python}` for this interpreter. Raises CannotDecide if the command
    fails or prints no archive.
    """
    words = [word.replace(_PLACE, package).replace("{python}", sys.executable) for word in shlex.split(command)]
    try:
        done = subprocess.run(  # noqa: S603 - the command is the project's own setting, in an audit the base's
            words, cwd=directory, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=timeout
        )
    except OSError as problem:
        raise _no_answer(f"cannot be started: {problem}") from None
    except subprocess.TimeoutExpired:
        raise _no_answer(f"took longer than {timeout:g} seconds") from None
    if done.returncode:
        words_of_it = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        raise _no_answer(f"ended with exit code {done.returncode}: {words_of_it}")
    if not done.stdout:
        raise _no_answer("printed no package: its standard output is empty")
    try:
        return _in_archive(done.stdout)
    except (tarfile.TarError, ValueError, EOFError) as problem:
        raise _no_answer(f"printed no package: {_words_of(problem)}") from None


def _in_folder(folder: Path) -> tuple[Package, ...]:
    """The packages in the folder itself, in its subfolders, and in its archives."""
    own = [each for each in (folder, *sorted(folder.iterdir())) if (each / _HEAD).is_file()]
    members = {f"{at}/{name}": data for at, each in enumerate(own) for name, data in _files_below(each).items()}
    packed = [package for each in sorted(folder.glob("*.tar")) for package in _in_archive(each.read_bytes())]
    return (*_packages(members), *packed)


def _files_below(folder: Path) -> dict[str, bytes]:
    found = (each for each in sorted(folder.rglob("*")) if each.is_file() and "__pycache__" not in each.parts)
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def _in_archive(data: bytes) -> tuple[Package, ...]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as archive:
        streams = ((each.name.removeprefix("./"), archive.extractfile(each)) for each in archive if each.isfile())
        return _packages({name: stream.read() for name, stream in streams if stream is not None})


def _packages(members: Mapping[str, bytes]) -> tuple[Package, ...]:
    """The packages in these files; the first part of a path is the package's folder."""
    by_folder: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for name, data in members.items():
        folder, _, rest = name.partition("/")
        by_folder[folder][rest] = data
    return tuple(
        package_of(inside[_HEAD], {name[len(_FILES) :]: data for name, data in inside.items() if _is_sealed(name)})
        for inside in by_folder.values()
        if _HEAD in inside
    )


def _is_sealed(name: str) -> bool:
    return name.startswith(_FILES) and not name.endswith(os.sep)


def _words_of(problem: Exception) -> str:
    """The message on one line; tarfile's long list of what each format's reader said is shortened."""
    is_no_archive = isinstance(problem, tarfile.ReadError) and "\n" in str(problem)
    return "it is not a tar archive" if is_no_archive else " ".join(str(problem).split())


def _unreadable(path: str, problem: str) -> CannotDecide:
    return CannotDecide(f"{path} is not a package of sealed files: {problem}", why=_WHY, next_step=_NEXT)


def _no_answer(what: str) -> CannotDecide:
    next_step = "run it by hand: [tool.tddgate.sealed] command"
    return CannotDecide(f"the command that gives the sealed files {what}", why=_WHY, next_step=next_step)
