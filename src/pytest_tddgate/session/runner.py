"""The runs that nobody watches: repeat, stand-ins, controls, base. Each is a pytest in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.orders import Orders
from pytest_tddgate.session.channel import CHILD_VARIABLE
from pytest_tddgate.session.supervise import watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.observation import RunSeen

__all__ = ["ProcessRunner"]


class ProcessRunner:
    """Starts children with the user's own arguments and interpreter."""

    def __init__(self, request: dict[str, Any], top: str, timeout: float) -> None:
        """`request` is what the plugin told the judge, `top` the repository's, `timeout` in seconds for one test."""
        self._args = list(request["args"])
        self._directory = request["directory"]
        self._top = top
        self._timeout = timeout

    def run(  # noqa: PLR0913 - a run has that many sides; all but the role are named
        self,
        role: str,
        *,
        targets: Iterable[str] = (),
        expected: Iterable[str] = (),
        files: Iterable[str] = (),
        extra: Mapping[str, object] | None = None,
        tree: str | None = None,
        coverage: tuple[str, ...] | None = None,
    ) -> RunSeen:
        """What was seen of a run in this role; nothing of it reaches the user's screen."""
        top = tree or self._top
        orders = Orders(
            role=role,
            top=top,
            files=tuple(files),
            expected=tuple(expected),
            targets=tuple(os.path.join(top, target) for target in targets),  # noqa: PTH118 - node ids are no paths
            timeout=self._timeout,
            coverage=coverage,
            extra=dict(extra or {}),
        )
        directory = os.path.join(top, os.path.relpath(self._directory, self._top))  # noqa: PTH118 - strings all through
        with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
            return self._spawn(orders, directory, scratch, tree)

    def visible(self, orders: Orders) -> RunSeen:
        """What was seen of the run that the user sees, where the plugin could not fork it."""
        child, observations = self._start(orders, self._directory, self._args, dict(os.environ), None)
        return watch(child.pid, observations)

    def _spawn(self, orders: Orders, directory: str, scratch: str, tree: str | None) -> RunSeen:
        args = [*self._args, "-o", f"cache_dir={scratch}"] if "no:cacheprovider" not in self._args else self._args
        environment = dict(os.environ)
        if tree is not None:
            roots = [os.path.join(tree, root) for root in orders.extra.get("roots", ())]  # noqa: PTH118 - ditto
            environment["PYTHONPATH"] = os.pathsep.join([*roots, environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        with tempfile.TemporaryFile() as output:
            child, observations = self._start(orders, directory, args, environment, output)
            # Stand-ins are tried in forks, which report a test when it has ended: there the run as a whole is limited.
            return watch(child.pid, observations, silence=self._timeout if orders.role == "standins" else 0)

    def _start(
        self,
        orders: Orders,
        directory: str,
        args: list[str],
        environment: dict[str, str],
        output: Any,  # noqa: ANN401
    ) -> tuple[subprocess.Popen[bytes], int]:
        """The started child, told what to do, and the reading end of its observations."""
        observations, observed = os.pipe()
        ordered_from, ordered = os.pipe()
        environment[CHILD_VARIABLE] = f"{observed},{ordered_from}"
        child = subprocess.Popen(  # noqa: S603 - our own interpreter, the user's own arguments, no shell
            [sys.executable, "-m", "pytest", *args],
            cwd=directory,
            env=environment,
            stdin=None if output is None else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=(observed, ordered_from),
        )
        os.close(observed)
        os.close(ordered_from)
        with os.fdopen(ordered, "w", encoding="utf-8") as stream:
            stream.write(orders.to_json() + "\n")
        return child, observations
