"""A fork in which code can run without effect: it reaches no file, no network, no process, and it ends.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import signal
import sys
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Effects", "ReachesOutside", "in_fork", "limited", "sealed_fork"]

_CPU = 0.5  # seconds of CPU time for one call
_WALL = 3.0  # seconds for a call that waits
_SILENCE = 10.0  # seconds after which a fork that says nothing is ended, whatever it has done to its own timers
_MEMORY = 1 << 30  # bytes beside what the process has already
_CHUNK = 1 << 16
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_OUTWARD = (
    "socket.", "subprocess.", "shutil.", "tempfile.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.",
    "webbrowser.", "syslog.", "winreg.", "msvcrt.", "sqlite3.connect", "fcntl.", "builtins.input",
    *(
        f"os.{each}"
        for each in (
            "remove", "rename", "mkdir", "rmdir", "chmod", "chown", "chflags", "link", "symlink", "truncate", "utime",
            "system", "exec", "posix_spawn", "spawn", "fork", "forkpty", "kill", "setxattr", "removexattr", "startfile",
        )
    ),
)  # fmt: skip
"""Beginnings of audit events of which each means that something outside the process is asked or changed."""
_IN_MEMORY = ":memory:"  # the name of a database that is in no file
_CONNECTED = "sqlite3.connect/handle"  # it tells of a connection that was let through


class ReachesOutside(BaseException):
    """Raised in place of an effect; not an Exception, so that no `except Exception` swallows it."""


class Effects:
    """Stops what the code of this process wants to do outside of it, from now on and for good."""

    def __init__(self) -> None:
        """Listen to Python's audit events."""
        self.has_reached = False
        self.words: frozenset[str] = frozenset()
        self._is_on = False
        sys.addaudithook(self._hear)

    def allow(self) -> None:
        """Let our own code do what it has to."""
        self._is_on = False

    def forbid(self, words: Iterable[str]) -> None:
        """Stop every effect, and the reading of a file that one of these words (texts among the arguments) names."""
        self.has_reached = False
        self.words = frozenset(words)
        self._is_on = True

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._is_on or event == _CONNECTED or (event == "sqlite3.connect" and args[0] == _IN_MEMORY):
            return
        if event.startswith(_OUTWARD) or (event == "open" and self._is_outward(*args)):
            self.has_reached = True
            raise ReachesOutside(event)

    def _is_outward(self, path: object, _mode: object, flags: int) -> bool:
        if not isinstance(path, str | bytes) or path == os.devnull:
            return False
        text = os.fsdecode(path)
        return bool(flags & _WRITING) or any(word in text for word in self.words)


def in_fork(work: Callable[[], Iterable[object]]) -> list[Any]:
    """What `work` yields (as JSON) in a fork of this process, until it ends, however it ends."""
    return _forked(lambda _: work(), None)


def sealed_fork(work: Callable[[Effects], Iterable[object]]) -> list[Any]:
    """As `in_fork`, with every open file closed, and with `Effects`; killed when it says nothing for long."""

    def sealed(kept: int) -> Iterable[object]:
        gc.disable()  # it would touch, and so copy, all that this process shares with its parent
        _close_all_but(kept)
        _lower_limits()
        return work(Effects())

    return _forked(sealed, _SILENCE)


def limited(*, is_on: bool) -> None:
    """Start, or stop, the clocks that end this process when a call takes too long."""
    signal.setitimer(signal.ITIMER_PROF, _CPU if is_on else 0)
    signal.setitimer(signal.ITIMER_REAL, _WALL if is_on else 0)


def _forked(work: Callable[[int], Iterable[object]], silence: float | None) -> list[Any]:
    """What `work`, which is told the descriptor to which it writes, yields in a fork; killed after so many seconds."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # threads of the subject: they are not needed in the fork
        child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            for each in work(writing):
                _write(writing, json.dumps(each).encode() + b"\n")
        finally:
            os._exit(0)
    os.close(writing)
    try:
        return _heard(reading, child, silence)
    finally:
        os.close(reading)
        os.waitpid(child, 0)


def _write(descriptor: int, text: bytes) -> None:
    while text:
        text = text[os.write(descriptor, text) :]


def _heard(reading: int, child: int, silence: float | None) -> list[Any]:
    text = b""
    while True:
        ready, _, _ = select.select([reading], [], [], silence)
        if not ready:
            os.kill(child, signal.SIGKILL)
            silence = None
            continue
        piece = os.read(reading, _CHUNK)
        if not piece:
            break
        text += piece
    *lines, _rest = text.split(b"\n")
    return [json.loads(line) for line in lines]


def _close_all_but(kept: int) -> None:
    """Let every other open file be the one that holds nothing: connections and logs of the tests stay as they are."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in _descriptors():
        if each not in {nowhere, kept}:
            with contextlib.suppress(OSError):
                os.dup2(nowhere, each)


def _descriptors() -> list[int]:
    try:
        return [int(each) for each in os.listdir("/dev/fd")]  # noqa: PTH208 - numbers, and no paths
    except OSError:
        return list(range(256))


def _lower_limits() -> None:
    """Let the timers end this process, and let it neither write files nor take all memory."""
    for each in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(each, signal.SIG_DFL)
    sys.dont_write_bytecode = True
    for kind, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, _most_memory())):
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, hard))


def _most_memory() -> int:
    """Bytes that this process may have: what it has, and some more; without limit where nobody says what it has."""
    try:
        with open("/proc/self/statm", encoding="ascii") as sizes:  # noqa: PTH123 - no file, the kernel's words
            return int(sizes.read().split()[0]) * resource.getpagesize() + _MEMORY
    except OSError:
        return resource.RLIM_INFINITY
