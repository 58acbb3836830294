"""Runs children of this process in parallel: reports each one's end and cost, and kills what it left running.

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
_TICK = 0.001  # seconds between two checks if no descriptor signals the end
_CPU_GRACE = 2  # seconds of CPU before the kernel kills a process that removed its own timer
_LONGEST_WAIT = 1.0  # seconds until deadlines and the judge are checked


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a fork: exit status (negative: the signal), seconds of CPU, and whether it was killed as late."""

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

    On Linux, children and what they started in their process groups do not outlive this process. `listener` is a pipe
    to the judge, -1 for none: when the judge is gone, everything ends here.
    """

    def __init__(self, most: int, listener: int = -1) -> None:
        """Start no child yet."""
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
        """The slot of the child that starts next, if there is room."""
        return self._free[-1]

    @property
    def is_idle(self) -> bool:
        """Whether no child runs."""
        return not self._running

    def start(
        self, work: Callable[[int], int], seconds: float, is_overdue: Callable[[int], bool] = lambda _slot: False
    ) -> int:
        """Fork a child that calls `work` with its slot, and exits with the status that it returns; the child's slot.

        After `seconds`, or when `is_overdue(slot)`, which is called every second, it is killed and counts as late.
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
        """Like `start`, but also returns in the child: the slot, and whether this is the child, which must `os._exit`.

        Callers check for threads themselves, and suppress Python 3.12's warning about threads of other languages.
        """
        slot, parent = self._free.pop(), os.getpid()
        pid = os.fork()
        if pid == 0:
            self._bind(parent)
            return slot, True
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)  # the child does the same; either may be first
        descriptor = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
        self._running[pid] = _Fork(slot, descriptor, time.monotonic() + seconds, is_overdue)
        return slot, False

    def ended(self) -> Iterator[Ended]:
        """Wait until at least one child has ended, then yield all that have."""
        found = list(self._reap())
        while not found and self._running:
            self._wait()
            found = list(self._reap())
        yield from found

    def kill(self) -> None:
        """Kill all children."""
        for pid in self._running:
            _kill_group(pid)
        while self._running:
            list(self.ended())

    def _bind(self, parent: int) -> None:
        """Make this child lead its own process group, and end with its parent."""
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        if self._prctl is not None:
            self._prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)  # the parent ended before the call above

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
        """Wait until a child ends, the judge is gone, or a second is over; then kill late children."""
        poll = select.poll()
        for fork in self._running.values():
            if fork.descriptor >= 0:
                poll.register(fork.descriptor, select.POLLIN)
        if self._listener >= 0:
            poll.register(self._listener, 0)  # errors are always reported
        is_polled = all(fork.descriptor >= 0 for fork in self._running.values())
        for descriptor, event in poll.poll(1000 * (_LONGEST_WAIT if is_polled else _TICK)):
            if descriptor == self._listener and event & (select.POLLERR | select.POLLHUP | select.POLLNVAL):
                self.kill()
                os._exit(3)  # like a process that writes to a judge that is gone
        now = time.monotonic()
        for pid, fork in self._running.items():
            if now > fork.deadline or fork.is_overdue(fork.slot):
                fork.is_late = True
                _kill_group(pid)


def bound_cpu(seconds: float) -> None:
    """Let the kernel end this process after this many seconds of CPU, with some grace, or when its timer expires.

    The timer is `ITIMER_PROF`, which counts CPU in Python and in C. Code that removes the timer meets the hard limit.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + _CPU_GRACE
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _kill_group(pid: int) -> None:
    """Kill a child and what it started; do nothing if all have ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
