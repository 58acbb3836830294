"""A pool that is closed while its calls still run: nobody waits for them, and they can clean up."""

from __future__ import annotations

import time
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.pool import LocalPool

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path


def sleep_in(folder: str) -> None:
    """Make a temporary folder there, and stay in it for long."""
    with TemporaryDirectory(dir=folder):
        time.sleep(20)


def begun(folder: Path, future: Future[None]) -> bool:
    """Whether the call has made its folder, in time."""
    end = time.monotonic() + 60
    while not any(folder.iterdir()) and not future.done() and time.monotonic() < end:
        time.sleep(0.05)
    return any(folder.iterdir())


def test_a_call_that_is_given_up_ends_and_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C and a budget do not wait for a replay of minutes."""
    pool = LocalPool(1)
    future = pool.submit(sleep_in, str(tmp_path))
    assert begun(tmp_path, future)

    before = time.monotonic()
    pool.close()

    assert time.monotonic() - before < 15
    assert list(tmp_path.iterdir()) == []
