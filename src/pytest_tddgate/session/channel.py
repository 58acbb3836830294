"""The two pipes between judge and child: orders go down once, observations come up while the run goes on.

Both carry lines of JSON. The pipes are opened before any code of the project is loaded.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache

from pytest_tddgate.domain.orders import Orders

__all__ = ["CHILD_VARIABLE", "ChildChannel"]

CHILD_VARIABLE = "TDDGATE_CHILD"
"""Environment variable that makes a spawned pytest a child: `OBSERVATIONS,ORDERS`, two file descriptors."""


class ChildChannel:
    """The child's ends. Every line is written by one process only; a fork of the child does not write."""

    def __init__(self, write_to: int, read_from: int) -> None:
        """Take over the two file descriptors; -1 for `write_to` means that nobody listens."""
        self._write_to = write_to
        self._read_from = read_from
        self._owner = os.getpid()
        self._pending: list[str] = []

    @classmethod
    def silent(cls) -> ChildChannel:
        """A channel that nobody listens to."""
        return cls(-1, -1)

    @classmethod
    def from_environment(cls) -> ChildChannel:
        """The channel that the variable names; it is removed, so that no grandchild takes itself for a child."""
        observed, orders = os.environ.pop(CHILD_VARIABLE).split(",")
        for descriptor in (int(observed), int(orders)):
            os.set_inheritable(descriptor, False)
        return cls(int(observed), int(orders))

    def wait_for_orders(self) -> Orders:
        """Block until the judge has gathered its facts and says what to do; ends the process if it never does."""
        with os.fdopen(self._read_from, encoding="utf-8") as stream:
            line = stream.readline()
        if not line:
            raise SystemExit(3)  # the judge has already said why
        return Orders.from_json(line)

    def adopt(self) -> None:
        """Let this process write from now on: for a fork that takes over the run."""
        self._owner = os.getpid()

    def later(self, kind: str, *values: object) -> None:
        """Send with the next `send`: for what may wait until the next test starts."""
        self._pending.append(_line(kind, values))

    def send(self, kind: str, *values: object) -> None:
        """Send one observation now, after everything that waits."""
        self._pending.append(_line(kind, values))
        self.flush()

    def flush(self) -> None:
        """Send everything that waits."""
        if not self._pending:
            return
        pending = ("\n".join(self._pending) + "\n").encode("utf-8", "surrogatepass")
        self._pending.clear()
        if self._write_to < 0 or os.getpid() != self._owner:
            return
        while pending:
            try:
                pending = pending[os.write(self._write_to, pending) :]
            except BrokenPipeError:
                self._write_to = -1
                return


def _line(kind: str, values: tuple[object, ...]) -> str:
    """The observation as a line of JSON. Node ids and words come again and again: their JSON is remembered."""
    try:
        return f"[{','.join(map(_remembered, (kind, *values)))}]"
    except TypeError:  # a list or a dict cannot be a key
        return json.dumps([kind, *values])


_remembered = lru_cache(maxsize=128, typed=True)(json.dumps)
