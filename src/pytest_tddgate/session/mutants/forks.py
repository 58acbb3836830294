"""Children of this process that work side by side: each one's end, what it cost, and what it left behind.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import select
import signal
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Ended", "Forks", "bound_cpu"]

_PR_SET_PDEATHSIG = 1  # prctl(2)
_TICK = 0.001  # seconds between two looks where no descriptor tells of an end
_CPU_GRACE = 2  # seconds of CPU before the kernel ends what took its own timer away
_LONGEST_WAIT = 1.0  # seconds until the clock and the judge are looked at


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a fork: its exit status (negative: the signal), its seconds of CPU, whether it waited too long."""

    slot: int
    status: int
    cpu: float
    is_late: bool


@dataclass(slots=True)
class _Fork:
    slot: int
    descriptor: int
    deadline: float
    is_overdue: Callable[[int], bool]
    is_late: bool = False


class Forks:
    """Up to `most` children at a time, in slots numbered from 0.

    None outlives this process where the kernel can be told so (Linux), nor what a child started in its own group.
    `listener` is a pipe to the judge, -1 for none: when nobody reads it any more, everything ends here.
    """

    def __init__(self, most: int, listener: int = -1) -> None:
        """No child runs yet."""
        self.most = most
        self._free = list(reversed(range(most)))
        self._running: dict[int, _Fork] = {}
        self._listener = listener
        self._prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
        if self._prctl is not None:
            self._prctl.argtypes, self._prctl.restype = (ctypes.c_int, ctypes.c_ulong), None

    @property
    def has_room(self) -> bool:
        """Whether another child may start."""
        return bool(self._free)

    @property
    def next_slot(self) -> int:
        """That of the child that starts next, where there is room."""
        return self._free[-1]

    @property
    def is_idle(self) -> bool:
        """Whether no child runs."""
        return not self._running

    def start(
        self, work: Callable[[int], int], seconds: float, is_overdue: Callable[[int], bool] = lambda _slot: False
    ) -> int:
        """Fork; the child does the work, given its slot, and ends with the exit status that it returns.

        After so many seconds, or when it `is_overdue`, it is killed, and counts as late. The slot of the child comes
        back; its number is also what `is_overdue` is asked for, each second.
        """
        slot, is_child = self.fork(seconds, is_overdue)
        if is_child:
            status = 1
            try:
                status = work(slot)
            finally:
                os._exit(status)
        return slot

    def fork(self, seconds: float, is_overdue: Callable[[int], bool] = lambda _slot: False) -> tuple[int, bool]:
        """As `start`, but the child comes back, too: the slot, and whether this is it. It has to leave by `os._exit`.

        Whoever calls has looked whether threads run, and wants no warning of Python 3.12 for those of other languages.
        """
        slot, parent = self._free.pop(), os.getpid()
        pid = os.fork()
        if pid == 0:
            self._bind(parent)
            return slot, True
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # the child does the same: whoever comes first
        descriptor = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
        self._running[pid] = _Fork(slot, descriptor, time.monotonic() + seconds, is_overdue)
        return slot, False

    def ended(self) -> Iterator[Ended]:
        """Wait until at least one child has ended, then tell of each that has."""
        found = list(self._reap())
        while not found and self._running:
            self._wait()
            found = list(self._reap())
        yield from found

    def kill(self) -> None:
        """End every child."""
        for pid in self._running:
            _kill_group(pid)
        while self._running:
            list(self.ended())

    def _bind(self, parent: int) -> None:
        """Let this child lead a group of its own, and end with its parent."""
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        if self._prctl is not None:
            self._prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)  # the parent had gone before the kernel was told

    def _reap(self) -> Iterator[Ended]:
        for pid, fork in tuple(self._running.items()):
            done, status, used = os.wait4(pid, os.WNOHANG)
            if not done:
                continue
            del self._running[pid]
            self._free.append(fork.slot)
            if fork.descriptor >= 0:
                os.close(fork.descriptor)
            _kill_group(pid)
            yield Ended(fork.slot, os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, fork.is_late)

    def _wait(self) -> None:
        """Until a child ends, the judge is gone, or a second is over; then end what is late."""
        poll = select.poll()
        for fork in self._running.values():
            if fork.descriptor >= 0:
                poll.register(fork.descriptor, select.POLLIN)
        if self._listener >= 0:
            poll.register(self._listener, 0)  # errors are always told
        is_polled = all(fork.descriptor >= 0 for fork in self._running.values())
        for descriptor, event in poll.poll(1000 * (_LONGEST_WAIT if is_polled else _TICK)):
            if descriptor == self._listener and event & (select.POLLERR | select.POLLHUP | select.POLLNVAL):
                self.kill()
                os._exit(3)  # as whoever writes to a judge that is gone
        now = time.monotonic()
        for pid, fork in self._running.items():
            if now > fork.deadline or fork.is_overdue(fork.slot):
                fork.is_late = True
                _kill_group(pid)


def bound_cpu(seconds: float) -> None:
    """Let the kernel end this process when it has used so many seconds of CPU, and some more; and when its timer ends.

    The timer is `ITIMER_PROF`, which counts CPU in Python and in C. Code that takes the timer away meets the bound.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + _CPU_GRACE
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _kill_group(pid: int) -> None:
    """End a child and what it started; nothing is wrong when nobody is left."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
