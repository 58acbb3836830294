"""The audit's own runs: a command line, an environment and a directory that the judged change has no say in."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Unpack

from pytest_tddgate.domain.mutants.patience import MOST
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.pipe.channel import CHILD_VARIABLE
from pytest_tddgate.session.pipe.pipes import orders_of, piped
from pytest_tddgate.session.runs.kept_reserve import read_before
from pytest_tddgate.session.runs.supervise import watch

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.extra import RunSides
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.session.runs.kept_reserve import KeptReserve
    from pytest_tddgate.session.runs.reserve import Reserve

__all__ = ["CleanRunner", "RunSettings", "clean_environment"]

_DROPPED = ("PYTEST_", "PYTHON", "GIT_", "COVERAGE_", "COV_", "TDDGATE_", "XDIST_")
"""Beginnings of variables that can change what a run does, or which code it runs."""
_JUDGING = {"pytest_cov": "pytest_cov.plugin", "tddgate": "pytest_tddgate.plugin", "xdist": "xdist.plugin"}
"""Names of the plugins whose word counts, and where they are."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What every run of an audit shares.

    `root` is pytest's rootdir relative to the tree, `source` the roots from which the subject is imported (relative to
    the tree). `plugins` are loaded by name, `addopts` are the base's own, `workers` the words that ask for processes of
    pytest-xdist. `timeout` is in seconds for one test.
    """

    root: str
    source: tuple[str, ...]
    plugins: tuple[str, ...]
    addopts: tuple[str, ...]
    timeout: float
    workers: tuple[str, ...] = ()


def clean_environment() -> dict[str, str]:
    """The environment of this process without the variables that could steer Python, pytest, coverage or git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "GIT_OPTIONAL_LOCKS": "0"}


class CleanRunner:
    """Runs pytest in one laid-out tree; see `ports.Runner`."""

    def __init__(self, tree: str, settings: RunSettings, kept: KeptReserve | None = None) -> None:
        """`tree` is the absolute path of a laid-out commit; without `kept` every run is a new interpreter."""
        self._tree = tree
        self._settings = settings
        self._kept = kept

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:
        """What was seen of a run in this role; nothing of it reaches the screen."""
        top = sides.get("tree") or self._tree
        sides["extra"] = {**(sides.get("extra") or {}), "scratch": tempfile.gettempdir()}
        orders = orders_of(role, top, self._settings.timeout, **sides)
        return self._watched(orders, top)

    def recipe(self) -> dict[str, Any]:
        """How such a runner is made elsewhere; see `session.elsewhere.unit_work`."""
        return {"kind": "clean", "settings": asdict(self._settings), "top": self._tree}

    def visible(self, orders: Orders) -> RunSeen:
        """What was seen of a run of the whole suite. Its command line is the base's settings: nobody asked for more."""
        seen = self._watched(replace(orders, extra={**orders.extra, "unread": True}), self._tree)
        return replace(seen, asked=())

    @cached_property
    def _names(self) -> str:
        """A folder with metadata that say where the plugins are whose word counts.

        `-p` takes the first entry point of a name on the path, and the tree's own metadata would come before what is
        installed.
        """
        folder = tempfile.mkdtemp(prefix="tddgate-names-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        info = Path(folder, "tddgate_names-0.dist-info")
        info.mkdir()
        named = [f"{name} = {module}\n" for name, module in _JUDGING.items() if name in self._settings.plugins]
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tddgate-names\nVersion: 0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[pytest11]\n" + "".join(named), encoding="utf-8")
        return folder

    def _command(self) -> list[str]:
        """The command line: nothing of the tree's own comes before what is said here."""
        named = [word for plugin in self._settings.plugins for word in ("-p", plugin)]
        # `-P` keeps the working directory off sys.path: a `pytest.py` in the tree would be pytest otherwise. Any gate
        # makes the plugin observe; this one is known to every version of it that a tree of its own history can hold.
        start = [sys.executable, "-P", "-m", "pytest", "--tdd-gate=green", "-o", "addopts=", "-p", "no:cacheprovider"]
        return [*start, "--disable-plugin-autoload", *named, *self._settings.addopts, *self._settings.workers]

    def _watched(self, orders: Orders, top: str) -> RunSeen:
        silence = MOST * self._settings.timeout if Role(orders.role).is_bounded else 0
        reserve = self._reserve(top) if not Role(orders.role).needs_an_interpreter else None
        if reserve is not None:
            forked, observations = piped(orders, partial(reserve.start, tempfile.gettempdir()))
            if forked is not None:
                try:
                    return watch(forked, observations, silence=silence, ask=reserve.exit_code)
                finally:
                    _end(forked)
            os.close(observations)
        with tempfile.TemporaryFile() as output:
            child, observations = piped(orders, partial(self._spawn, top, output))
            try:
                seen = watch(child.pid, observations, silence=silence)
            finally:
                _end(child.pid)
            child.returncode = seen.exit_code  # it was waited for by its id, and would be missed otherwise
            return seen

    def _reserve(self, top: str) -> Reserve | None:
        """The pytest of which a run in this tree can be a fork."""
        before = read_before(top, self._settings.root, self._settings.addopts)
        if self._kept is None or before is None:
            return None
        return self._kept.of((top, self._settings, before), partial(self._spawn, top, subprocess.DEVNULL))

    def _spawn(self, top: str, output: IO[bytes] | int, *descriptors: int) -> subprocess.Popen[bytes]:
        """A pytest in a new interpreter; the last two descriptors are where it writes, and where it reads orders."""
        observed, ordered_from = descriptors[-2:]
        roots = [self._names, *(os.path.normpath(os.path.join(top, each)) for each in self._settings.source)]
        return subprocess.Popen(  # noqa: S603 - our own interpreter and command line, no shell
            self._command(),
            cwd=os.path.join(top, self._settings.root),
            env=clean_environment()
            | {"PYTHONPATH": os.pathsep.join(roots), CHILD_VARIABLE: f"{observed},{ordered_from}"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=descriptors,
            start_new_session=True,
        )


def _end(group: int) -> None:
    """End what the run left behind in its process group: it may still write to the tree.

    What has made a session of its own is not found. It can write there for as long as the tree lies there, as the run
    itself could.
    """
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
