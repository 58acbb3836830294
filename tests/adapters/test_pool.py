"""A pool of processes on this machine, each a new interpreter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor
from contextlib import closing
from pathlib import Path

import pytest

from pytest_tddgate.adapters.pool import LocalPool

# It ends by SIGKILL when a worker has told its process id.
ABANDONS = """\
import os, signal, sys
from pytest_tddgate.adapters.pool import LocalPool
print(LocalPool(1).submit(os.getpid).result(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_calls_are_made_in_other_processes() -> None:
    """As many as it was told, and no fork of this one."""
    with closing(LocalPool(2)) as pool:
        pids = {pool.submit(os.getpid).result(60) for _ in range(3)}

    assert os.getpid() not in pids
    assert (pool.slots, pool.is_reachable()) == (2, True)


def test_a_worker_that_dies_takes_its_call_with_it_and_no_other() -> None:
    """Who calls is told, and can call again."""
    with closing(LocalPool(1)) as pool:
        dead = pool.submit(os._exit, 3)

        with pytest.raises(BrokenExecutor):
            dead.result(60)

        assert pool.submit(os.getpid).result(60) != os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_no_worker_outlives_whoever_started_it() -> None:
    """Also when that one had no time to say so."""
    done = subprocess.run([sys.executable, "-c", ABANDONS], check=False, capture_output=True, text=True)

    worker = Path("/proc", done.stdout.strip())
    end = time.monotonic() + 20
    while worker.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert (done.returncode, worker.exists()) == (-signal.SIGKILL, False)
