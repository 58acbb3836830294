"""A pytest process held in reserve: started before any code of the project is loaded, it forks the background runs.

Starting an interpreter, pytest and its plugins takes longer than most of these runs. The reserve has done that, and
has loaded nothing of the project; for each run that the judge asks for, a fork of it goes on as an ordinary pytest.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
from typing import TYPE_CHECKING, NamedTuple

from pytest_tddgate.session.pipe.channel import ChildChannel

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Reserve", "Reserved", "wait_in_reserve"]

_DESCRIPTORS = 2  # for the run's observations, and for its orders
_LONGEST = 4096  # bytes of a path (Linux: PATH_MAX)


class Reserved(NamedTuple):
    """A run that the judge asked for: its channel, and the absolute path of the folder for pytest's cache."""

    channel: ChildChannel
    cache: str


def wait_in_reserve(
    control: socket.socket, *, is_fit: Callable[[], bool] = lambda: True, is_apart: bool = False
) -> Reserved:
    """Return in a fork for each run that the judge asks for; the reserve itself exits here when the judge does.

    If the reserve is not `is_fit` for a run, the judge is told so. `is_apart` is passed to `ChildChannel`.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run that the user sees
    _silence()
    gc.freeze()  # keeps objects shared by all runs out of pytest's garbage collection at each run's end
    try:
        while asked := socket.recv_fds(control, _LONGEST, _DESCRIPTORS):
            cache, descriptors, _, _ = asked
            if not cache:
                break
            child = os.fork() if is_fit() else None
            if child == 0:
                control.close()
                signal.signal(signal.SIGINT, before)
                return Reserved(ChildChannel(*descriptors, is_apart=is_apart), os.fsdecode(cache))
            for descriptor in descriptors:
                os.close(descriptor)
            if child is None:
                control.sendall(b"\n")
                continue
            control.sendall(b"%d\n" % child)
            _, status = os.waitpid(child, 0)
            control.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    except OSError:
        os._exit(1)
    os._exit(0)


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.close(nowhere)


class Reserve:
    """The judge's end, which asks for runs, one at a time."""

    def __init__(self, descriptor: int, pid: int) -> None:
        """Take over the socket to the reserve, a child of this process."""
        self._control = socket.socket(fileno=descriptor)
        self._pid = pid

    def start(self, cache: str, observed: int, ordered_from: int) -> int | None:
        """The process id of a new run with these ends of its pipes; None if the reserve is gone or not fit."""
        try:
            socket.send_fds(self._control, [os.fsencode(cache)], [observed, ordered_from])
            return self._answer()
        except OSError:
            return None

    def exit_code(self, _child: int) -> int | None:
        """The exit code of the last run (negative: the signal that killed it), None while it runs."""
        ready, _, _ = select.select([self._control], [], [], 0)
        if not ready:
            return None
        code = self._answer()
        return -signal.SIGKILL if code is None else code  # the reserve was killed, and the code is unknown

    def close(self) -> None:
        """End the reserve and wait for it."""
        self._control.close()
        os.waitpid(self._pid, 0)

    def _answer(self) -> int | None:
        """The next number, None if there is none; read byte by byte, because another answer may follow already."""
        digits = b""
        while (byte := self._control.recv(1)) not in {b"", b"\n"}:
            digits += byte
        return int(digits) if digits else None
