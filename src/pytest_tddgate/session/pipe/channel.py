"""The two pipes between judge and child: orders are sent once, observations arrive while the run goes on.

Both carry lines of JSON. The pipes are opened before any code of the project is loaded.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import lru_cache

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role

__all__ = ["CHILD_VARIABLE", "ChildChannel", "export_orders", "orders_of_controller"]

CHILD_VARIABLE = "TDDGATE_CHILD"
"""Environment variable that makes a spawned pytest a child: the two file descriptors `OBSERVATIONS,ORDERS`."""

_WORKERS_VARIABLE = "TDDGATE_WORKERS"
"""Environment variable that a child sets for its xdist workers: its process id, a space, its orders."""

_PHASES = ("setup", "call", "teardown")


def export_orders(orders: Orders) -> None:
    """Put the orders for this process's xdist workers into the environment; xdist passes on only the command line."""
    os.environ[_WORKERS_VARIABLE] = f"{os.getpid()} {replace(orders, role=Role.WORKER).to_json()}"


def orders_of_controller() -> Orders | None:
    """The orders of the child whose xdist worker this process is; None if it is not a worker.

    A pytest that is started by a test inherits the variables, but has another parent.
    """
    parent, _, text = os.environ.get(_WORKERS_VARIABLE, "").partition(" ")
    is_worker = "PYTEST_XDIST_WORKER" in os.environ and parent == str(os.getppid())
    return Orders.from_json(text) if is_worker else None


class ChildChannel:
    """The child's ends of the pipes. Only the owning process writes; forks of the child do not."""

    def __init__(self, write_to: int, read_from: int, *, is_apart: bool = False) -> None:
        """Take over the two file descriptors; -1 for `write_to` means that nobody listens.

        A process that `is_apart` was started by the judge, and exits when the judge is gone.
        """
        self._is_apart = is_apart
        self._write_to = write_to
        self._read_from = read_from
        self._owner = os.getpid()
        self._pending: list[str] = []
        self._passed: list[tuple[str, str, object]] = []

    @classmethod
    def silent(cls) -> ChildChannel:
        """A channel that discards everything."""
        return cls(-1, -1)

    @classmethod
    def from_environment(cls) -> ChildChannel:
        """The channel that CHILD_VARIABLE names; the variable is removed, so that grandchildren do not use it."""
        observed, orders = os.environ.pop(CHILD_VARIABLE).split(",")
        for descriptor in (int(observed), int(orders)):
            os.set_inheritable(descriptor, False)  # noqa: FBT003 - the standard library's own signature
        return cls(int(observed), int(orders), is_apart=True)

    @property
    def descriptor(self) -> int:
        """The descriptor that observations are written to, -1 for none; a pipe that breaks when the judge is gone."""
        return self._write_to

    def wait_for_orders(self) -> Orders:
        """Block until the judge sends orders; exits if it never does.

        Ctrl-C exits without a traceback, as in pytest: nothing has begun yet.
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
        """Let this process write from now on; called by a fork that takes over the run."""
        self._owner = os.getpid()

    def start(self, node_id: str) -> None:
        """Send at once that a test starts; formatted by hand, because it is sent for every test."""
        self._settle()
        self._pending.append(f'["start",{_quoted(node_id)}]')
        self._write()

    def passed(self, node_id: str, when: str, item: object = None) -> None:
        """Queue that a phase passed, with the description of the item if there is one.

        If all phases of a test passed one after the other, they are sent as one line.
        """
        self._passed.append((node_id, when, item))

    def later(self, kind: str, *values: object) -> None:
        """Queue an observation until the next `send` or `start`."""
        self._settle()
        self._pending.append(json.dumps([kind, *values]))

    def send(self, kind: str, *values: object) -> None:
        """Send one observation now, after all queued ones."""
        self._settle()
        self._pending.append(json.dumps([kind, *values]))
        self._write()

    def flush(self) -> None:
        """Send all queued observations."""
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
                    os._exit(3)  # the judge was killed, and cannot end this process; nobody else waits for it
                self._write_to = -1
                return

    def _settle(self) -> None:
        """Append the passed phases to the pending lines; formatted by hand, like `start`."""
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
"""The JSON of a string, cached: node ids and phase names repeat."""
