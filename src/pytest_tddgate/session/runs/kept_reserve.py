"""The reserve of an audit: one pytest that has loaded nothing of the tree, for as long as a new one would be as it is.

The tree is moved from commit to commit, so that what pytest reads before it can be forked may change: its settings,
and which modules the tree puts before those that are installed.
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
        """Nothing is started yet."""
        self._key: Hashable = None
        self._reserve: Reserve | None = None

    def of(self, key: Hashable, start: Start) -> Reserve | None:
        """The reserve for runs with this key, None where there is no `fork`.

        `start` makes a pytest of three descriptors: where it writes observations, where it reads orders, and the socket
        at which it waits.
        """
        if not hasattr(os, "fork"):
            return None
        if self._reserve is None or self._key != key:
            self.close()
            self._key, self._reserve = key, _started(start)
        return self._reserve

    def close(self) -> None:
        """Let the reserve end, if there is one."""
        if self._reserve is not None:
            self._reserve.close()
        self._reserve = None


def _started(start: Start) -> Reserve:
    asking, asked = socket.socketpair()
    orders = Orders(Role.RESERVE, extra={"control": asked.fileno()})
    process, observations = piped(orders, partial(start, asked.fileno()))
    asked.close()
    os.close(observations)  # it observes nothing; each run brings a pipe of its own
    process.returncode = 0  # it is waited for by its id
    return Reserve(asking.detach(), process.pid)


def read_before(tree: str, root: str, addopts: Iterable[str]) -> Hashable:
    """What pytest reads in the tree (absolute) before it can be forked; None where it cannot be told.

    Those are the settings in its rootdir, `root` (relative to the tree), and above it. Options can name other places.
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
    """The channel of a run of the audit, in a fork of this process for each; the process itself ends here."""
    if threading.active_count() != 1:
        raise SystemExit(3)  # a plugin has started one, and a fork would be without it
    directory = os.getcwd()  # noqa: PTH109 - a string for chdir
    roots = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    run = wait_in_reserve(socket.socket(fileno=orders.extra["control"]), is_fit=partial(_is_fit, roots), is_apart=True)
    os.setsid()  # what it starts ends with it
    os.chdir(directory)  # the folder may be another by now
    importlib.invalidate_caches()
    return run.channel


def _is_fit(roots: Iterable[str]) -> bool:
    """Whether the tree has no code of its own under a name that is loaded here."""
    loaded = {name.partition(".")[0] for name in sys.modules}
    own: set[str] = set()
    for root in roots:
        with contextlib.suppress(OSError):
            own |= {entry.partition(".")[0] for entry in os.listdir(root)}  # noqa: PTH208 - names are wanted
    return not loaded & own
