"""What a loaded machine must not decide: a test that works on when its time is up is slow, one that waits hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.mutants.time_limits import seconds_left

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

HALF_BUSY = """\
import time

from shop.cart import total


def test_slow():
    until = time.monotonic() + 3
    while time.monotonic() < until:
        for _ in range(20_000):
            pass
        time.sleep(0.001)
    assert total([]) == 1
"""

SLOW_AGAIN = """\
import time
from pathlib import Path

from shop.cart import total


def test_slow():
    mark = Path({mark!r})
    time.sleep(3 if mark.exists() else 0)
    mark.touch()
    assert total([]) == 1
"""


@pytest.fixture
def hasty(project: Project) -> Project:
    """The sample project, in which a new test may take two seconds."""
    settings = "[tool.tddgate]\nred-timeout = 2\n"
    return project.with_file("pyproject.toml", project.text("pyproject.toml") + settings).commit()


@pytest.mark.parametrize(
    ("elapsed", "cpu", "left"),
    [
        pytest.param(10, 10, 0, id="all-of-it-spent-working"),
        pytest.param(10, 9.95, 0, id="nearly-all"),
        pytest.param(10, 0, 0, id="waiting"),
        pytest.param(10, 0.9, 0, id="hardly-working"),
        pytest.param(10, 4, 6, id="the-machine-was-busy-with-others"),
        pytest.param(16, 9, 1, id="asked-once-more"),
        pytest.param(40, 9, 0, id="four-times-its-time"),
    ],
)
def test_what_is_left_of_a_limit_of_ten_seconds(elapsed: float, cpu: float, left: float) -> None:
    """The limit is in seconds of work; who does not work has no more than that by the clock."""
    assert seconds_left(10, elapsed=elapsed, cpu=cpu) == pytest.approx(left)


def test_a_test_that_got_half_of_the_processor_does_not_hang(hasty: Project) -> None:
    """Its limit is over by the clock, and it has not had that much of the processor."""
    hasty.with_file("tests/test_slow.py", HALF_BUSY)

    assert hasty.gate("verify-fail", verdict="passed").last.rows == {"test_slow": "red unmet"}


def test_a_test_that_takes_longer_when_it_runs_again(hasty: Project, tmp_path: Path) -> None:
    """It was red within its limit: what is asked then is whether it is red again, not how fast."""
    hasty.with_file("tests/test_slow.py", SLOW_AGAIN.format(mark=str(tmp_path / "mark")))

    assert hasty.gate("verify-fail", verdict="passed").last.rows == {"test_slow": "red unmet"}
