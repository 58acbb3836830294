"""Background runs with the user's own arguments: repeat, stand-ins, controls, base; each in a process of its own.

Most can be forked from the reserve. The repeat must be a new interpreter: in a fork, hashes and random numbers are
those of the run that it repeats, and whatever depends on them would look stable.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from pytest_tddgate.domain.mutants.time_limits import CLOCK_TIMES
from pytest_tddgate.session.pipe.channel import CHILD_VARIABLE
from pytest_tddgate.session.pipe.pipes import orders_of, piped
from pytest_tddgate.session.runs.supervise import watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.run.extra import RunSides
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.domain.run.role import Role
    from pytest_tddgate.session.runs.reserve import Reserve

__all__ = ["ProcessRunner"]


class ProcessRunner:
    """Starts children with the user's arguments and interpreter; see `ports.Runner`."""

    def __init__(
        self, args: Iterable[str], directory: str, top: str, timeout: float, reserve: Reserve | None = None
    ) -> None:
        """`args` are pytest's command line, given in `directory`; `top` is the repository's; both paths are absolute.

        `timeout` is in seconds per test. Without `reserve`, every run starts a new interpreter.
        """
        self._args = list(args)
        self._directory = directory
        self._top = top
        self._timeout = timeout
        self._reserve = reserve

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:
        """The observations of a run in this role; its output is hidden."""
        tree = sides.get("tree")
        top = tree or self._top
        directory = os.path.join(top, os.path.relpath(self._directory, self._top))
        silence = CLOCK_TIMES * self._timeout if role.is_bounded else 0
        with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
            # What a killed child leaves behind is removed with the folder.
            sides["extra"] = {"scratch": scratch, **(sides.get("extra") or {})}
            orders = orders_of(role, top, self._timeout, **sides)
            if self._reserve is not None and role.is_forked and tree is None:
                forked, observations = piped(orders, partial(self._reserve.start, scratch))
                if forked is not None:
                    return watch(forked, observations, silence=silence, ask=self._reserve.exit_code)
                os.close(observations)
            child, observations = piped(orders, partial(self._spawn, directory, scratch, orders, tree))
            seen = watch(child.pid, observations, silence=silence)
            child.returncode = seen.exit_code  # `watch` has reaped the process, and Popen would miss it otherwise
            return seen

    def recipe(self) -> dict[str, Any]:
        """How to create an equal runner in another process; see `session.elsewhere.unit_work`."""
        directory = os.path.relpath(self._directory, self._top)
        return {
            "kind": "own", "args": self._args, "directory": directory, "timeout": self._timeout, "top": self._top
        }  # fmt: skip

    def visible(self, orders: Orders) -> RunSeen:
        """The observations of the run that the user sees; used when the plugin could not fork it."""
        child, observations = piped(orders, partial(_pytest, self._directory, self._args, dict(os.environ), None))
        return watch(child.pid, observations)

    def _spawn(  # noqa: PLR0913, PLR0917 - place, run, and the ends of the pipes
        self, directory: str, scratch: str, orders: Orders, tree: str | None, observed: int, ordered_from: int
    ) -> subprocess.Popen[bytes]:
        args = [*self._args, "-o", f"cache_dir={scratch}"] if "no:cacheprovider" not in self._args else self._args
        environment = dict(os.environ)
        if tree is not None:
            roots = [os.path.join(tree, root) for root in orders.extra.get("roots", ())]
            environment["PYTHONPATH"] = os.pathsep.join([*roots, environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        return _pytest(directory, args, environment, subprocess.DEVNULL, observed, ordered_from)


def _pytest(  # noqa: PLR0913, PLR0917 - as above
    directory: str, args: list[str], environment: dict[str, str], standard: int | None, observed: int, ordered_from: int
) -> subprocess.Popen[bytes]:
    """A pytest in a new interpreter; `standard` replaces its standard streams, None leaves them inherited."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter, the user's own arguments, no shell
        [sys.executable, "-m", "pytest", *args],
        cwd=directory,
        env=environment | {CHILD_VARIABLE: f"{observed},{ordered_from}"},
        stdin=standard,
        stdout=standard,
        stderr=standard,
        pass_fds=(observed, ordered_from),
    )
