"""Watches what a process does outside of its memory, through audit events, and ends it if that is not allowed.

Actions of C code that raise no audit event, and writes to files that were open before, are not seen.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["STOPPED", "SideEffectGuard"]

STOPPED = 87
"""The exit status of a process that did something that is not allowed."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_PATHS = {
    "os.mkdir": 1, "os.rmdir": 1, "os.remove": 1, "os.truncate": 1, "os.chmod": 1, "os.chown": 1, "os.chflags": 1,
    "os.utime": 1, "os.setxattr": 1, "os.removexattr": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2,
    "sqlite3.connect": 1,
}  # fmt: skip
"""Audit events that change files -> how many paths their arguments begin with."""
_NEED_EXISTING = frozenset(_PATHS) - {"os.mkdir", "os.rename", "os.link", "os.symlink", "sqlite3.connect"}
_FOLDER = {"os.mkdir": 2, "os.rmdir": 1, "os.remove": 1, "os.chmod": 2, "os.chown": 3, "os.utime": 3}
_FOLDERS = {"os.rename": (2, 3), "os.link": (2, 3)}
"""The index of the argument with the descriptor of the folder that a path is relative to (-1 for none)."""
_PROCESSES = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.kill")
_NETWORK = ("socket.connect", "socket.bind", "socket.send", "socket.getaddrinfo", "socket.gethost")
_CACHE_FOLDERS = (".hypothesis", ".pytest_cache", "__pycache__")
"""Folders in which tools keep data that they can recreate."""


class SideEffectGuard:
    """Records what this process and its forks do outside; then, if asked to, ends them for anything new."""

    def __init__(self) -> None:
        """Record nothing yet."""
        self.seen: set[str] = set()
        self._allowed: frozenset[str] | None = None
        self._folders: tuple[str, ...] = ()
        self._is_on = False

    def record(self) -> None:
        """Record what is done from now on: absolute paths, or names of events.

        A created folder is recorded with `/` at its end, a folder in which files are created with `/*`.
        """
        self.seen.clear()
        self._allowed = None
        if not self._is_on:
            self._is_on = True
            sys.addaudithook(self._hear)

    @staticmethod
    def prepare(allowed: frozenset[str], folders: tuple[str, ...]) -> None:
        """Look these paths up in advance for forks that will call `forbid_new` with them."""
        _below(allowed, folders)

    def forbid_new(self, allowed: Iterable[str], folders: Iterable[str]) -> None:
        """End this process from now on for anything that is neither allowed nor below these folders."""
        known = frozenset(allowed)
        self._folders = _below(known, tuple(folders))
        self.record()
        self._allowed = known

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event != "open" and event not in _PATHS and not event.startswith(_PROCESSES + _NETWORK):
            return
        for effect in _effects(event, args):
            if self._allowed is None:
                self.seen |= {effect, *_made_by(event, effect)}
            elif effect in self._allowed or f"{effect}{os.sep}".startswith(self._folders) or _will_fail(event, effect):
                continue
            elif self._allowed.isdisjoint(each for each in _made_by(event, effect) if each.endswith("*")):
                os._exit(STOPPED)
            else:
                self._allowed |= {effect}  # a new file in a folder in which the unchanged tests create files


@cache
def _below(known: frozenset[str], folders: tuple[str, ...]) -> tuple[str, ...]:
    """Path prefixes of everything below these folders and below the folders in `known`."""
    below = (*folders, *(each[:-1] for each in known if each.endswith("/")))
    return tuple(f"{each}{os.sep}" for each in {*below, *map(os.path.realpath, below)})


def _made_by(event: str, place: str) -> tuple[str, ...]:
    """Records of what is created at this path, if nothing is there: the folder, or a file in its folder."""
    if event not in {"open", "os.mkdir"} or os.path.lexists(place):
        return ()
    return (f"{place}/",) if event == "os.mkdir" else (f"{os.path.dirname(place)}/*",)


def _will_fail(event: str, place: str) -> bool:
    """Whether it will fail: it creates an existing folder, changes a missing file, or opens a folder for writing."""
    if event == "open":
        return os.path.isdir(place)  # noqa: PTH112 - all are strings
    is_there = os.path.lexists(place)
    return is_there if event == "os.mkdir" else event in _NEED_EXISTING and not is_there


def _effects(event: str, args: tuple[Any, ...]) -> Iterator[str]:
    """The absolute paths that this event changes, or the event's name."""
    if event == "open":
        path, _, flags = args
        paths = [(path, -1)] if flags & _WRITING else []
    elif event in _FOLDERS:
        paths = [(args[0], args[_FOLDERS[event][0]]), (args[1], args[_FOLDERS[event][1]])]
    elif event in _PATHS:
        folder = args[_FOLDER[event]] if event in _FOLDER else -1
        paths = [(args[_PATHS[event] - 1], folder)]
    else:
        yield event
        return
    for path, folder in paths:
        if isinstance(path, str | bytes | os.PathLike) and path != os.devnull:
            place = os.path.abspath(os.path.join(_folder(folder), os.fsdecode(path)))  # noqa: PTH100 - all are strings
            if not any(f"{os.sep}{each}" in place for each in _CACHE_FOLDERS) and place != os.path.abspath(":memory:"):  # noqa: PTH100 - ditto
                yield place


def _folder(descriptor: object) -> str:
    """The path of an open folder; `""` if there is none or it is unknown."""
    if not isinstance(descriptor, int) or descriptor < 0:
        return ""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115 - a string
    except OSError:
        return ""
