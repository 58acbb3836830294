"""The reserve: runs are forked from it one after the other, and the judge learns how each ended."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.session.runs.reserve import Reserve, wait_in_reserve

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def reserve() -> Iterator[Reserve]:
    """A reserve whose runs send their cache folder and their role, and do what the role says."""
    asking, asked = socket.socketpair()
    process = os.fork()
    if process == 0:
        asking.close()
        run = wait_in_reserve(asked)
        orders = run.channel.wait_for_orders()
        run.channel.send("note", f"{run.cache} {orders.role}")
        if orders.role == "frozen":
            run.channel.send("note", str(gc.get_freeze_count() > len(sys.modules)))
        if orders.role == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(3)
    asked.close()
    reserve = Reserve(asking.detach(), process)
    yield reserve
    reserve.close()


def ran(reserve: Reserve, role: str) -> tuple[bytes, int]:
    """What a run in this role sends, and its exit code."""
    observations, observed = os.pipe()
    ordered_from, ordered = os.pipe()
    child = reserve.start("/a cache", observed, ordered_from)
    for end in (observed, ordered_from):
        os.close(end)
    os.write(ordered, Orders(role).to_json().encode() + b"\n")
    os.close(ordered)
    assert child is not None
    while (code := reserve.exit_code(child)) is None:
        time.sleep(0.01)
    said = os.read(observations, 1 << 16)
    os.close(observations)
    return said, code


def test_a_run_gets_its_pipes_its_orders_and_a_cache_of_its_own(reserve: Reserve) -> None:
    """All that a new interpreter would have been started with."""
    assert ran(reserve, "control") == (b'["note", "/a cache control"]\n', 3)


def test_a_run_that_is_killed_leaves_the_reserve_to_the_next(reserve: Reserve) -> None:
    """A run is a fork: what becomes of it is nothing to the others."""
    first, second = ran(reserve, "killed"), ran(reserve, "standins")

    assert (first[1], second[1]) == (-signal.SIGKILL, 3)


def test_a_reserve_that_is_gone_starts_nothing() -> None:
    """The caller then starts an interpreter."""
    asking, asked = socket.socketpair()
    process = os.fork()
    if process == 0:
        os._exit(0)
    asked.close()
    reserve = Reserve(asking.detach(), process)
    ends = os.pipe()

    assert reserve.start("/a cache", *ends) is None

    reserve.close()
    for end in ends:
        os.close(end)
