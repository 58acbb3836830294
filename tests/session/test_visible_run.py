"""The run that the user sees: it may be gone before it is told what to do, and what it held is let go once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.judge.visible_run import VisibleRun
from pytest_tddgate.session.request import Forked

ORDERS = Orders(role=Role.VISIBLE, top="/", files=("x" * 1_000_000,))
STARTED = RunSeen(exit_code=5)
READS = "import os, sys\nwith os.fdopen(int(sys.argv[1])) as orders: orders.readline()\n"


def started(_orders: Orders) -> RunSeen:
    """What is seen of a run that the judge starts."""
    return STARTED


def forked(program: str) -> tuple[Forked, subprocess.Popen[bytes]]:
    """A process that is given the reading end of the orders, and the writing end of the observations."""
    observations, observed = os.pipe()
    ordered_from, orders = os.pipe()
    command = [sys.executable, "-c", program, str(ordered_from), str(observed)]
    child = subprocess.Popen(command, pass_fds=(ordered_from, observed))
    os.close(observed)
    os.close(ordered_from)
    return Forked(child.pid, observations, orders, 0, 0), child


@pytest.mark.parametrize(("program", "code"), [(READS, 0), ("raise SystemExit(7)", 7)], ids=["reads", "is gone"])
def test_a_run_that_waits_for_no_orders_has_ended(program: str, code: int) -> None:
    """Ctrl-C ends it while its orders are still made: that is no fault of who sends them."""
    ends, child = forked(program)

    seen = VisibleRun(ends).watched(ORDERS, started)

    child.returncode = seen.exit_code
    assert seen.exit_code == code


def test_what_is_closed_once_is_not_closed_again() -> None:
    """Its number is another file's by then."""
    ends, child = forked(READS)
    run = VisibleRun(ends)
    child.returncode = run.watched(ORDERS, started).exit_code
    others = [os.open(os.devnull, os.O_RDONLY) for _ in range(4)]

    run.release()

    assert {ends.observations, ends.orders} <= set(others)
    assert [os.fstat(each) is None for each in others] == [False] * 4
    for each in others:
        os.close(each)


def test_a_run_that_gets_no_orders_is_waited_for() -> None:
    """It reads the end of the pipe, and ends; to let it go again does nothing."""
    ends, child = forked(READS)
    run = VisibleRun(ends)

    run.release()
    run.release()

    child.returncode = 0
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def test_without_a_fork_there_is_nothing_to_let_go() -> None:
    """The judge starts that run itself."""
    run = VisibleRun(None)

    run.release()

    assert run.watched(ORDERS, started) == STARTED
