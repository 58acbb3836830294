"""Mutants and replays on a real Dask cluster: a scheduler and two workers on loopback, one killed in the middle.

Needs the extra `distributed`: `tox -e distributed`.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.conftest import project, project_template  # noqa: F401 - fixtures
from tests.project import GateRun, git_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.project import Project

PRICES = "\n\n".join(
    f"def price_{each}(count, weight):\n"
    f"    total = count * {each + 2}\n"
    f"    if weight > {each + 10}:\n"
    f"        total += weight\n"
    f"    return total - {each}\n"
    for each in range(8)
)
TESTS = "import pytest\nfrom shop import prices\n\n" + "\n\n".join(
    f"@pytest.mark.parametrize('weight', [1, 99])\n"
    f"def test_price_{each}(weight):\n"
    f"    added = weight if weight > {each + 10} else 0\n"
    f"    assert prices.price_{each}(3, weight) == 3 * {each + 2} + added - {each}\n"
    for each in range(8)
)
# Each pytest of a worker tells whose descendant it is, and waits until both workers have begun and one is dead.
WAITS = """\
import os
import pathlib
import time

if "MEETING" in os.environ:
    meeting = pathlib.Path(os.environ["MEETING"])
    pid = os.getppid()
    while pid > 1:
        (meeting / str(pid)).touch()
        pid = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    while not (meeting / "go").exists():
        time.sleep(0.02)
"""
COUNTED = re.compile(r"^note: mutants: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler's address, its workers, and the folder in which they meet."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]
    meeting: Path

    def has_begun(self) -> bool:
        """Whether a pytest runs below each of the workers, or did."""
        return all((self.meeting / str(each.pid)).exists() for each in self.workers)

    def go(self) -> None:
        """Let every batch go on."""
        (self.meeting / "go").touch()


@contextmanager
def started(name: str, *args: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of Dask's own programs, until the end."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *args]
    process = subprocess.Popen(command, env=git_environment() | variables, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(what: Callable[[], bool], seconds: float = 120) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.05)
    return what()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Two workers with one thread each, and no nanny that would start a dead one again."""
    place, meeting = tmp_path / "scheduler.json", tmp_path / "meeting"
    meeting.mkdir()
    common = ("--scheduler-file", str(place), "--no-dashboard")
    with ExitStack() as stack:
        stack.enter_context(started("scheduler", "--host", "127.0.0.1", "--port", "0", *common))
        assert wait_for(place.exists)
        worker = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path), *common)
        workers = [stack.enter_context(started("worker", *worker, MEETING=str(meeting))) for _ in range(2)]
        address = json.loads(place.read_text(encoding="utf-8"))["address"].replace("tcp://", "dask://")
        yield Cluster(address, tuple(workers), meeting)


@pytest.fixture
def priced(project: Project) -> Project:  # noqa: F811 - the fixture
    """The sample project on a branch with a feature whose mutants are enough for several batches."""
    project.with_file("tests/conftest.py", WAITS).commit()
    project.git("switch", "--quiet", "--create", "feature/prices")
    project.with_file("tests/test_prices.py", TESTS).lock("prices").with_file("src/shop/prices.py", PRICES)
    return project.commit("feat: prices")


def told(run: GateRun) -> list[tuple[str, ...]]:
    """What a run says about mutants: its notes, and each survivor with the place."""
    survivors = re.findall(r"^advice\[([\w-]+)\]: .*\n(?:      .*\n)*  --> (.*)$", run.output, re.MULTILINE)
    return [*((each,) for each in COUNTED.findall(run.output)), *sorted(survivors)]


def killed_in_the_middle(priced: Project, cluster: Cluster, *args: str) -> GateRun:
    """The run of a gate, one of whose workers is killed when both have begun."""
    command = priced.command(*args, f"--tdd-workers={cluster.address}")
    gate = subprocess.Popen(
        command, cwd=priced.root, env=git_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert wait_for(lambda: cluster.has_begun() or gate.poll() is not None)
    cluster.workers[0].send_signal(signal.SIGKILL)
    cluster.workers[0].wait()
    cluster.go()
    output, _ = gate.communicate(timeout=300)
    return GateRun(gate.returncode, output)


def test_a_worker_that_is_killed_loses_nothing_and_counts_nothing_twice(priced: Project, cluster: Cluster) -> None:
    """Word for word what this machine alone says, which tries each mutant in a fork of one process."""
    alone = priced.run("--tdd-gate=green", "--tdd-workers=2", "--tdd-budget=600")

    spread = killed_in_the_middle(priced, cluster, "--tdd-gate=green", "--tdd-budget=600")

    assert alone.exit_code == spread.exit_code == 0, spread.output
    assert any("were noticed by the tests" in each for each, *_ in told(alone)), alone.output
    assert told(spread) == told(alone), spread.output
    assert [each.poll() for each in cluster.workers] == [-signal.SIGKILL, None]


def test_an_audit_is_spread_as_well(priced: Project, cluster: Cluster) -> None:
    """A worker gets the tree of the head, and the base's policy."""
    cluster.go()

    alone = priced.run("--tdd-gate=audit", "--tdd-base=main", "--tdd-budget=600")
    spread = priced.run("--tdd-gate=audit", "--tdd-base=main", "--tdd-budget=600", f"--tdd-workers={cluster.address}")

    assert alone.exit_code == spread.exit_code == 0, spread.output
    assert told(spread) == told(alone), spread.output
    assert cluster.has_begun()


def test_a_replay_whose_worker_is_killed_is_made_by_the_other(priced: Project, cluster: Cluster) -> None:
    """Each contract's red is shown once; history went along, and no worker has the repository."""
    priced.with_red_test("tax").lock("tax").implement("tax").commit("feat: tax")
    audit = ("--tdd-gate=audit", "--tdd-base=main", "--tdd-budget=0")

    alone = priced.run(*audit)
    spread = killed_in_the_middle(priced, cluster, *audit)

    assert "red at 2 locks, side by side" in spread.output
    assert alone.exit_code == spread.exit_code == 0, spread.output
    assert spread.output.partition("TDD gate: audit")[2] == alone.output.partition("TDD gate: audit")[2]
    assert [each.poll() for each in cluster.workers] == [-signal.SIGKILL, None]


def test_a_scheduler_without_workers_leaves_the_gate_undecided(priced: Project, tmp_path: Path) -> None:
    """At once, before a test has run."""
    place = tmp_path / "scheduler.json"
    with started("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place), "--no-dashboard"):
        assert wait_for(place.exists)
        address = json.loads(place.read_text(encoding="utf-8"))["address"].replace("tcp://", "dask://")

        ran = priced.run("--tdd-gate=green", f"--tdd-workers={address}")

    assert ran.exit_code == 11, ran.output
    assert "it has no worker" in ran.output
    assert "dask worker" in ran.output
