"""Where an audit works: one tree that moves from commit to commit, and the runs in it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.archive import every_file
from pytest_tddgate.adapters.collection import addopts_of, python_files_of, testpaths_of
from pytest_tddgate.adapters.installed_plugins import Installed, Plugins, installed, plugins_for
from pytest_tddgate.adapters.kept_tree import KeptTree
from pytest_tddgate.adapters.lock_files import LOCK_FILES, locked_names
from pytest_tddgate.adapters.project import detect_layout, mistakes_in, read_audit_settings, read_settings
from pytest_tddgate.adapters.snapshot import SnapshotRepository
from pytest_tddgate.domain.configuration.audit_settings import AuditSettings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import CONFIG_FILES
from pytest_tddgate.domain.contracts.snapshot import Snapshot
from pytest_tddgate.errors import CannotDecide, Unusable
from pytest_tddgate.gates.audit.mended import settings_path
from pytest_tddgate.gates.case import Case, Effort, SealedGiven
from pytest_tddgate.session.elsewhere.fallback import Fallback
from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry
from pytest_tddgate.session.runs.clean_runner import CleanRunner, RunSettings, clean_environment
from pytest_tddgate.session.runs.kept_reserve import KeptReserve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.adapters.git import GitRepository
    from pytest_tddgate.domain.contracts.layout import Layout

__all__ = ["Policy", "Workbench", "policy_of", "unusable_base"]

_MOST_SNAPSHOTS = 4  # of the base, the head, a lock, and the commit before the lock
_COVERAGE_OPTIONS = ("--cov", "--no-cov")


@dataclass(frozen=True, slots=True)
class Policy:
    """The base's settings, by which a change is judged; paths are relative to pytest's rootdir.

    `locked` are the distributions in its lock file, None if there is none.
    """

    settings: Settings
    audit: AuditSettings
    testpaths: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    addopts: tuple[str, ...] = ()
    locked: frozenset[str] | None = None

    def layout_alone(self) -> Policy:
        """Only the locations of code and tests, with defaults for the rest: for settings that are not the base's."""
        settings = Settings(source=self.settings.source, tests=self.settings.tests)
        return replace(self, settings=settings, audit=AuditSettings(), addopts=())


def policy_of(base: str, root: str, repository: GitRepository, scratch: str) -> Policy:
    """The settings in `root` (relative to the top) at the base commit; raises Unusable for mistakes in them."""
    own = settings_path(root)
    if mistakes := mistakes_in(repository.blobs(base, [own]).get(own), own):
        raise Unusable(
            unusable_base(base, mistakes),
            why="a change is judged by the settings of its base, so that it cannot relax them",
            next_step=f"fix {own} on the base's branch, in a change of that file alone: it is judged without them",
        )
    rootdir = os.path.join(scratch, "policy")
    Path(rootdir).mkdir()
    paths = {f"{root}/{name}" if root else name: name for name in CONFIG_FILES}
    for path, data in repository.blobs(base, paths).items():
        Path(rootdir, paths[path]).write_bytes(data)
    locks = {f"{folder}{name}": name for folder in {"", f"{root}/" if root else ""} for name in LOCK_FILES}
    return Policy(
        read_settings(rootdir, root),
        read_audit_settings(rootdir),
        tuple(testpaths_of(rootdir)),
        tuple(python_files_of(rootdir)),
        tuple(addopts_of(rootdir)),
        locked_names({locks[path]: data for path, data in repository.blobs(base, locks).items()}),
    )


def unusable_base(base: str, mistakes: str) -> str:
    """The message for a base whose settings have these mistakes."""
    return f"the settings of the base {base[:10]} cannot be used: {mistakes}"


@dataclass(slots=True)
class Workbench:
    """Puts snapshots into a tree and makes cases of them; see `gates.audit.bench.Bench`.

    `repository` is the checkout's; `root` is pytest's rootdir relative to its top. `workers` are the command line's
    arguments for pytest-xdist, which change only how long a run takes. `sealed` and `effort` hold its options for
    held-out tests and for mutants.
    """

    repository: GitRepository
    policy: Policy
    root: str
    scratch: str
    workers: tuple[str, ...] = ()
    sealed: SealedGiven = field(default_factory=SealedGiven)
    effort: Effort = field(default_factory=Effort)
    _tree: KeptTree | None = field(default=None, init=False)
    _kept: KeptReserve = field(default_factory=KeptReserve, init=False)
    _installed: tuple[Installed, ...] = field(default=(), init=False)
    _snapshots: dict[str, Snapshot] = field(default_factory=dict, init=False)

    def snapshot(self, commit: str) -> Snapshot:
        """The files of a commit (its id)."""
        known = self._snapshots.pop(commit, None) or Snapshot(commit, self.repository.entries(commit))
        self._snapshots[commit] = known  # moved to the end: the first is the least recently used
        if len(self._snapshots) > _MOST_SNAPSHOTS:
            del self._snapshots[next(iter(self._snapshots))]
        return known

    def read_only(self, snapshot: Snapshot) -> Case:
        """A case on the snapshot that cannot run anything; its layout is detected in the checkout."""
        layout = self._layout(self.repository.top)
        return self._case(snapshot, layout)

    def show(self, snapshot: Snapshot) -> Case:
        """A case on the snapshot, which replaces the former one in the tree."""
        if self._tree is None:
            self._tree = KeptTree(os.path.join(self.scratch, "tree"), self.repository)
        self._tree.show(snapshot)
        if self.policy.audit.setup:
            self._set_up(self._tree.directory)
            self._tree.settle()
        return self._case(snapshot, self._layout(self._tree.directory))

    def written(self) -> Mapping[str, bool]:
        """The paths written in the tree since it was shown; see `gates.audit.bench.Bench`."""
        return self._tree.written() if self._tree else {}

    def _layout(self, top: str) -> Layout:
        policy = self.policy
        rootdir = os.path.join(top, self.root)
        return detect_layout(top, rootdir, policy.settings, policy.testpaths, policy.patterns)

    def _case(self, snapshot: Snapshot, layout: Layout) -> Case:
        policy = self.policy
        names = self._plugins(layout).names
        run = RunSettings(self.root, layout.source, names, policy.addopts, policy.settings.red_timeout, self.workers)
        runner = CleanRunner(layout.top, run, self._kept_for(layout))
        case = Case(
            repository=SnapshotRepository(self.repository, snapshot, layout.top),
            runner=Fallback(runner, TreeToTry(layout.top, layout.source, runner.recipe(), bytes)),
            settings=policy.settings,
            layout=layout,
            args=tuple(each for each in policy.addopts if each.startswith(_COVERAGE_OPTIONS)),
            directory=os.path.join(layout.top, self.root),
            sealed=self.sealed,
            effort=self.effort,
        )
        if not self.effort.engine:
            return case
        spread: Case = import_module("pytest_tddgate.session.audit.workers").with_workers(
            case, runner, partial(every_file, layout.top)
        )
        return spread

    def _kept_for(self, layout: Layout) -> KeptReserve | None:
        """The reserve; None if new interpreters load the tree's own code, or what the setup command installed."""
        return None if self.policy.audit.setup or "pytest_tddgate" in layout.names else self._kept

    def close(self) -> None:
        """End the reserve."""
        self._kept.close()

    def _plugins(self, layout: Layout) -> Plugins:
        needed = ("pytest-xdist",) if self.workers else ()
        self._installed = self._installed or installed()
        return plugins_for(self._installed, self.policy.audit.plugins, self.policy.locked, layout.names, needed)

    def left_out(self) -> tuple[str, ...]:
        """The distributions of installed plugins that no run loads, because the base's lock file does not list them."""
        return self._plugins(self._layout(self.repository.top)).left_out if self.policy.audit.plugins is None else ()

    def _set_up(self, tree: str) -> None:
        """Run the base's setup command in the tree; raises CannotDecide with the command's output if it fails."""
        command = [word.replace("{python}", sys.executable) for word in shlex.split(self.policy.audit.setup)]
        roots = os.pathsep.join(os.path.join(tree, each) for each in self._layout(tree).source)
        self._installed = ()  # the command may install something
        try:
            done = subprocess.run(  # noqa: S603 - the command is the base's own setting
                command,
                cwd=os.path.join(tree, self.root),
                env=clean_environment() | {"PYTHONPATH": roots},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
        except OSError as problem:
            raise _not_built(command, str(problem)) from None
        if done.returncode:
            raise _not_built(command, done.stdout.decode("utf-8", "replace").strip()[-400:])


def _not_built(command: list[str], words: str) -> CannotDecide:
    return CannotDecide(
        f"the setup command failed: {' '.join(command)}: {words}",
        why="the tree cannot be tested before it is built",
        next_step="fix [tool.tddgate.audit] setup on the base branch",
    )
