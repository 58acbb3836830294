"""A fork in which code runs without effects: no files, network or processes, and limited time.

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

__all__ = ["EffectBlocker", "ReachesOutside", "in_fork", "limited", "sandboxed_fork"]

_CPU = 0.5  # seconds of CPU time for one call
_WALL = 3.0  # seconds by the clock, for a call that waits
_SILENCE = 10.0  # seconds without output after which a fork is killed, whatever it did to its own timers
_MEMORY = 1 << 30  # bytes, in addition to what the process uses already
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
"""Prefixes of audit events that ask for, or change, something outside the process."""
_IN_MEMORY = ":memory:"  # the name of a database that is not in a file
_CONNECTED = "sqlite3.connect/handle"  # reports a connection that was allowed


class ReachesOutside(BaseException):
    """Raised instead of an effect; not an Exception, so that `except Exception` cannot catch it."""


class EffectBlocker:
    """Blocks what code in this process would do outside of it; the audit hook cannot be removed."""

    def __init__(self) -> None:
        """Listen to Python's audit events."""
        self.has_reached = False
        self.words: frozenset[str] = frozenset()
        self._is_on = False
        sys.addaudithook(self._hear)

    def allow(self) -> None:
        """Stop blocking, for our own code."""
        self._is_on = False

    def forbid(self, words: Iterable[str]) -> None:
        """Block all effects, and reading of files whose path contains one of these words (texts from the arguments)."""
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
    """What `work` yields (as JSON) in a fork of this process, however the fork ends."""
    return _forked(lambda _: work(), None)


def sandboxed_fork(work: Callable[[EffectBlocker], Iterable[object]]) -> list[Any]:
    """Like `in_fork`, with all open files closed and with `EffectBlocker`; killed after long silence."""

    def sealed(kept: int) -> Iterable[object]:
        gc.disable()  # a collection would touch, and so copy, memory that is shared with the parent
        _close_all_but(kept)
        _lower_limits()
        return work(EffectBlocker())

    return _forked(sealed, _SILENCE)


def limited(*, is_on: bool) -> None:
    """Start or stop the timers that end this process when a call takes too long."""
    signal.setitimer(signal.ITIMER_PROF, _CPU if is_on else 0)
    signal.setitimer(signal.ITIMER_REAL, _WALL if is_on else 0)


def _forked(work: Callable[[int], Iterable[object]], silence: float | None) -> list[Any]:
    """What `work`, given a descriptor for its output, yields in a fork; killed after `silence` seconds of silence."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about threads of the subject, which the fork does not need
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
    """Replace every other open file by the null device, to protect connections and logs of the tests."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in _descriptors():
        if each not in {nowhere, kept}:
            with contextlib.suppress(OSError):
                os.dup2(nowhere, each)


def _descriptors() -> list[int]:
    try:
        return [int(each) for each in os.listdir("/dev/fd")]  # noqa: PTH208 - numbers, not paths
    except OSError:
        return list(range(256))


def _lower_limits() -> None:
    """Let timers end this process; let it write no files and core dumps, and limit its memory."""
    for each in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(each, signal.SIG_DFL)
    sys.dont_write_bytecode = True
    for kind, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, _most_memory())):
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, hard))


def _most_memory() -> int:
    """Bytes that this process may use: its current size and some more; unlimited if the size is unknown."""
    try:
        with open("/proc/self/statm", encoding="ascii") as sizes:  # noqa: PTH123 - kernel data, not a file
            return int(sizes.read().split()[0]) * resource.getpagesize() + _MEMORY
    except OSError:
        return resource.RLIM_INFINITY
