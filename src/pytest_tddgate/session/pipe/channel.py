"""The two pipes between judge and child: orders go down once, observations come up while the run goes on.

Both carry lines of JSON. The pipes are opened before any code of the project is loaded.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import lru_cache

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role

__all__ = ["CHILD_VARIABLE", "ChildChannel", "orders_of_controller", "tell_workers"]

CHILD_VARIABLE = "TDDGATE_CHILD"
"""Environment variable that makes a spawned pytest a child: `OBSERVATIONS,ORDERS`, two file descriptors."""

_WORKERS_VARIABLE = "TDDGATE_WORKERS"
"""Environment variable of a child, for its xdist workers: its process id, a space, its orders."""

_PHASES = ("setup", "call", "teardown")


def tell_workers(orders: Orders) -> None:
    """Leave the orders for the xdist workers that this process starts; xdist hands on the command line alone."""
    os.environ[_WORKERS_VARIABLE] = f"{os.getpid()} {replace(orders, role=Role.WORKER).to_json()}"


def orders_of_controller() -> Orders | None:
    """The orders of the child of which this process is an xdist worker; None when it is none.

    A pytest that a test starts inherits the variables, but not the parent.
    """
    parent, _, text = os.environ.get(_WORKERS_VARIABLE, "").partition(" ")
    is_worker = "PYTEST_XDIST_WORKER" in os.environ and parent == str(os.getppid())
    return Orders.from_json(text) if is_worker else None


class ChildChannel:
    """The child's ends. Every line is written by one process only; a fork of the child does not write."""

    def __init__(self, write_to: int, read_from: int, *, is_apart: bool = False) -> None:
        """Take over the two file descriptors; -1 for `write_to` means that nobody listens.

        A process that is `apart` was started by the judge alone: it ends when the judge is gone.
        """
        self._is_apart = is_apart
        self._write_to = write_to
        self._read_from = read_from
        self._owner = os.getpid()
        self._pending: list[str] = []
        self._passed: list[tuple[str, str, object]] = []

    @classmethod
    def silent(cls) -> ChildChannel:
        """A channel that nobody listens to."""
        return cls(-1, -1)

    @classmethod
    def from_environment(cls) -> ChildChannel:
        """The channel that the variable names; it is removed, so that no grandchild takes itself for a child."""
        observed, orders = os.environ.pop(CHILD_VARIABLE).split(",")
        for descriptor in (int(observed), int(orders)):
            os.set_inheritable(descriptor, False)  # noqa: FBT003 - the standard library's own signature
        return cls(int(observed), int(orders), is_apart=True)

    @property
    def descriptor(self) -> int:
        """Where observations go: a pipe that tells of an error when nobody listens any more; -1 for none."""
        return self._write_to

    def wait_for_orders(self) -> Orders:
        """Block until the judge has gathered its facts and says what to do; ends the process if it never does.

        Ctrl-C meanwhile ends it as it ends pytest, without a traceback: nothing has begun.
        """
        try:
            with os.fdopen(self._read_from, encoding="utf-8") as stream:
                line = stream.readline()
        except KeyboardInterrupt:
            raise SystemExit(2) from None
        if not line:
            raise SystemExit(3)  # the judge has already said why
        return Orders.from_json(line)

    def adopt(self) -> None:
        """Let this process write from now on: for a fork that takes over the run."""
        self._owner = os.getpid()

    def start(self, node_id: str) -> None:
        """Send now that a test starts; written by hand, because it is sent for every test."""
        self._settle()
        self._pending.append(f'["start",{_quoted(node_id)}]')
        self._write()

    def passed(self, node_id: str, when: str, item: object = None) -> None:
        """Send later that a phase passed, and what the item is when it is described.

        A test of which every phase passed, one right after the other, is one line.
        """
        self._passed.append((node_id, when, item))

    def later(self, kind: str, *values: object) -> None:
        """Send with the next `send`: for what may wait until the next test starts."""
        self._settle()
        self._pending.append(json.dumps([kind, *values]))

    def send(self, kind: str, *values: object) -> None:
        """Send one observation now, after everything that waits."""
        self._settle()
        self._pending.append(json.dumps([kind, *values]))
        self._write()

    def flush(self) -> None:
        """Send everything that waits."""
        self._settle()
        if self._pending:
            self._write()

    def _write(self) -> None:
        pending = ("\n".join(self._pending) + "\n").encode("utf-8", "surrogatepass")
        self._pending.clear()
        if self._write_to < 0 or os.getpid() != self._owner:
            return
        while pending:
            try:
                pending = pending[os.write(self._write_to, pending) :]
            except BrokenPipeError:
                if self._is_apart:
                    os._exit(3)  # a killed judge cannot end what it started, and nobody else waits for it
                self._write_to = -1
                return

    def _settle(self) -> None:
        """Put what passed into lines, behind those that wait; by hand, as `start`."""
        passed, self._passed = self._passed, []
        if not passed:
            return
        node_id, _, item = passed[0]
        if [each[:2] for each in passed] == [(node_id, when) for when in _PHASES]:
            self._pending.append(f'["passed",{_quoted(node_id)},{json.dumps(item) if item else "null"}]')
            return
        for node_id, when, item in passed:
            described = json.dumps(item) if item else "null"
            self._pending.append(f'["phase",{_quoted(node_id)},{_quoted(when)},"passed",{described}]')


_quoted = lru_cache(maxsize=256)(json.dumps)
"""The JSON of a string, remembered: a node id and the words for its phases come again and again."""
