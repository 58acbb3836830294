"""The audit's runs: the judged change controls neither their command line nor environment nor directory."""

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

from pytest_tddgate.domain.mutants.time_limits import CLOCK_TIMES
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

_DROPPED_PREFIXES = ("PYTEST_", "PYTHON", "GIT_", "COVERAGE_", "COV_", "TDDGATE_", "XDIST_")
"""Prefixes of variables that can change what a run does, or which code it runs."""
_TRUSTED_PLUGINS = {"pytest_cov": "pytest_cov.plugin", "tddgate": "pytest_tddgate.plugin", "xdist": "xdist.plugin"}
"""Plugins whose observations are trusted: entry point -> module."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What all runs of an audit share.

    `root` is pytest's rootdir and `source` the roots from which the subject is imported, relative to the tree. The
    `plugins` are loaded by name, `addopts` are the base's, `workers` the arguments that ask for pytest-xdist processes.
    `timeout` is in seconds per test.
    """

    root: str
    source: tuple[str, ...]
    plugins: tuple[str, ...]
    addopts: tuple[str, ...]
    timeout: float
    workers: tuple[str, ...] = ()


def clean_environment() -> dict[str, str]:
    """The environment of this process without variables that could influence Python, pytest, coverage or git."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED_PREFIXES)}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "GIT_OPTIONAL_LOCKS": "0"}


class CleanRunner:
    """Runs pytest in one checked-out tree; see `ports.Runner`."""

    def __init__(self, tree: str, settings: RunSettings, kept: KeptReserve | None = None) -> None:
        """`tree` is the absolute path of a checked-out commit; without `kept`, every run starts a new interpreter."""
        self._tree = tree
        self._settings = settings
        self._kept = kept

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:
        """The observations of a run in this role; its output is hidden."""
        top = sides.get("tree") or self._tree
        sides["extra"] = {**(sides.get("extra") or {}), "scratch": tempfile.gettempdir()}
        orders = orders_of(role, top, self._settings.timeout, **sides)
        return self._watched(orders, top)

    def recipe(self) -> dict[str, Any]:
        """How to create an equal runner in another process; see `session.elsewhere.unit_work`."""
        return {"kind": "clean", "settings": asdict(self._settings), "top": self._tree}

    def visible(self, orders: Orders) -> RunSeen:
        """The observations of a run of the whole suite. `asked` is empty: the options are the base's, not a user's."""
        seen = self._watched(replace(orders, extra={**orders.extra, "unread": True}), self._tree)
        return replace(seen, asked=())

    @cached_property
    def _names(self) -> str:
        """A folder with metadata that maps the trusted plugins' entry points to their modules.

        `-p` takes the first entry point of a name on the path, and the tree's own metadata would come before that of
        installed packages.
        """
        folder = tempfile.mkdtemp(prefix="tddgate-names-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        info = Path(folder, "tddgate_names-0.dist-info")
        info.mkdir()
        named = [f"{name} = {module}\n" for name, module in _TRUSTED_PLUGINS.items() if name in self._settings.plugins]
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tddgate-names\nVersion: 0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[pytest11]\n" + "".join(named), encoding="utf-8")
        return folder

    def _command(self) -> list[str]:
        """The command line, protected from modules and settings of the tree."""
        named = [word for plugin in self._settings.plugins for word in ("-p", plugin)]
        # `-P` keeps the working directory off sys.path: otherwise a `pytest.py` in the tree would replace pytest. With
        # any gate the plugin observes; every version of the plugin in this project's history knows `green`.
        start = [sys.executable, "-P", "-m", "pytest", "--tdd-gate=green", "-o", "addopts=", "-p", "no:cacheprovider"]
        return [*start, "--disable-plugin-autoload", *named, *self._settings.addopts, *self._settings.workers]

    def _watched(self, orders: Orders, top: str) -> RunSeen:
        silence = CLOCK_TIMES * self._settings.timeout if Role(orders.role).is_bounded else 0
        reserve = self._reserve(top) if not Role(orders.role).needs_an_interpreter else None
        if reserve is not None:
            forked, observations = piped(orders, partial(reserve.start, tempfile.gettempdir()))
            if forked is not None:
                try:
                    return watch(forked, observations, silence=silence, ask=reserve.exit_code)
                finally:
                    _kill_group(forked)
            os.close(observations)
        with tempfile.TemporaryFile() as output:
            child, observations = piped(orders, partial(self._spawn, top, output))
            try:
                seen = watch(child.pid, observations, silence=silence)
            finally:
                _kill_group(child.pid)
            child.returncode = seen.exit_code  # `watch` has reaped the process, and Popen would miss it otherwise
            return seen

    def _reserve(self, top: str) -> Reserve | None:
        """The pytest process that a run in this tree can be forked from, None if there is none."""
        before = read_before(top, self._settings.root, self._settings.addopts)
        if self._kept is None or before is None:
            return None
        return self._kept.of((top, self._settings, before), partial(self._spawn, top, subprocess.DEVNULL))

    def _spawn(self, top: str, output: IO[bytes] | int, *descriptors: int) -> subprocess.Popen[bytes]:
        """A pytest in a new interpreter; the last two descriptors are for its observations and its orders."""
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


def _kill_group(group: int) -> None:
    """Kill what the run left in its process group: it could still write to the tree.

    A process that started its own session is not found. It can write to the tree while the tree exists, as the run
    itself could.
    """
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
