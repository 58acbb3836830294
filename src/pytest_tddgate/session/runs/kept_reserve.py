"""The audit's reserve: a pytest process without code of the tree, kept while a new one would start the same way.

The tree moves from commit to commit, and with it may change what pytest reads before it can be forked: its settings,
and which modules of the tree shadow installed ones.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import CONFIG_FILES
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.pipe.pipes import piped
from pytest_tddgate.session.runs.reserve import Reserve, wait_in_reserve

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Hashable, Iterable

    from pytest_tddgate.session.pipe.channel import ChildChannel

    Start = Callable[[int, int, int], subprocess.Popen[bytes]]

__all__ = ["KeptReserve", "become_run", "read_before"]


class KeptReserve:
    """The judge's end: at most one reserve at a time, started when a run needs it."""

    def __init__(self) -> None:
        """Start no process yet."""
        self._key: Hashable = None
        self._start: Start | None = None
        self._reserve: Reserve | None = None

    def of(self, key: Hashable, start: Start) -> Reserve | None:
        """The reserve for runs with this key, None on platforms without `fork`.

        `start` starts a pytest, given three descriptors: the control socket at which it waits, the pipe for its
        observations, and the pipe for its orders. It is kept as long as the reserve, with the files that its process
        still reads.
        """
        if not hasattr(os, "fork"):
            return None
        if self._reserve is None or self._key != key:
            self.close()
            self._key, self._start, self._reserve = key, start, _started(start)
        return self._reserve

    def close(self) -> None:
        """End the reserve, if there is one."""
        if self._reserve is not None:
            self._reserve.close()
        self._start = self._reserve = None


def _started(start: Start) -> Reserve:
    asking, asked = socket.socketpair()
    orders = Orders(Role.RESERVE, extra={"control": asked.fileno()})
    process, observations = piped(orders, partial(start, asked.fileno()))
    asked.close()
    os.close(observations)  # the reserve observes nothing; each run brings its own pipe
    process.returncode = 0  # `Reserve.close` waits for it by its id
    return Reserve(asking.detach(), process.pid)


def read_before(tree: str, root: str, addopts: Iterable[str]) -> Hashable:
    """What pytest reads in the tree (absolute) before it can be forked; None if that is unknown.

    That is the settings files in its rootdir, `root` (relative to the tree), and above it. If `addopts` name other
    places, it is unknown.
    """
    rootdir = Path(tree, root)
    if any(_names_place(word, rootdir) for word in addopts):
        return None
    folders = [rootdir, *rootdir.parents]
    folders = folders[: folders.index(Path(tree)) + 1]
    return tuple(_bytes(folder / name) for folder in folders for name in CONFIG_FILES)


def _names_place(word: str, rootdir: Path) -> bool:
    return word.startswith(("-c", "--config-file", "--rootdir", "--confcutdir")) or Path(rootdir, word).exists()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def become_run(orders: Orders) -> ChildChannel:
    """The channel of a run of the audit; returns in a fork for each run, while this process ends here."""
    if threading.active_count() != 1:
        raise SystemExit(3)  # a plugin has started a thread, which a fork would lack
    directory = os.getcwd()  # noqa: PTH109 - a string for chdir
    roots = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    run = wait_in_reserve(socket.socket(fileno=orders.extra["control"]), is_fit=partial(_is_fit, roots), is_apart=True)
    os.setsid()  # so that processes that the run starts are killed with it
    os.chdir(directory)  # the folder at this path may have been replaced
    importlib.invalidate_caches()
    return run.channel


def _is_fit(roots: Iterable[str]) -> bool:
    """Whether no module that is loaded here has the name of a module in the tree."""
    loaded = {name.partition(".")[0] for name in sys.modules}
    own: set[str] = set()
    for root in roots:
        with contextlib.suppress(OSError):
            own |= {entry.partition(".")[0] for entry in os.listdir(root)}  # noqa: PTH208 - only names are needed
    return not loaded & own
