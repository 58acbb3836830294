"""What a run with mutants does to the machine: it ends what it started, and stays where it was told to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.project import git_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("written with the engine, beside its stories")

# A mutant that never ends, in a fork whose process id the test leaves behind.
WAITS = """\
import os
import pathlib
from shop.discount import discount


def test_discount():
    pathlib.Path(os.environ["PIDS"], str(os.getpid())).touch()
    assert discount(100) == 90
"""
LOOP = """\
import time


def discount(price):
    found = 0
    while found < price * 9 // 10:
        found += 1
        if found > 100:
            time.sleep(60)
    return found
"""
STATE = """\
from shop.discount import discount


def test_discount(tmp_path):
    mark = tmp_path.parent / "mark"
    assert not mark.exists()
    mark.touch()
    assert discount(100) == 90


def test_discount_of_nothing(tmp_path):
    assert discount(0) == 0
"""


def wait_for(what: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while not (is_true := what()) and time.monotonic() < end:
        time.sleep(0.05)
    return is_true


def status_of(pid: int) -> list[str]:
    """What Linux tells of a process: its state, its parent, its group, and more; of one that is gone as if it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["Z", "0", "0"]


def is_alive(pid: int) -> bool:
    """Whether a process of this id runs; one that has ended and was not waited for does not."""
    return status_of(pid)[0] != "Z"


def is_mutant(pid: int) -> bool:
    """Whether it leads a process group of its own, as the forks of a run with mutants do."""
    state, _parent, group = status_of(pid)[:3]
    return state != "Z" and group == str(pid)


def starter_of(fork: int) -> int:
    """The id of the process that tries the mutants: a fork in which tests are set up may be between it and this one."""
    while is_mutant(fork):
        fork = int(status_of(fork)[1])
    assert fork > 1, "its processes have ended before one of them could be killed"
    return fork


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends a fork with its parent on Linux only")
@pytest.mark.parametrize("victim", ["judge", "child"])
def test_nothing_is_left_behind_by_a_kill(started: Project, tmp_path: Path, victim: str) -> None:
    """Neither when the judge is killed, nor when the process is that tries the mutants."""
    started.with_file("tests/test_discount.py", WAITS)
    pids = tmp_path / "pids"
    pids.mkdir()
    environment = git_environment() | {"PIDS": str(pids)}
    lock = started.run("--tdd-gate=lock", "--tdd-feature=discount", PIDS=str(pids))
    assert lock.exit_code == 0, lock.output
    started.with_file("src/shop/discount.py", LOOP)
    command = started.command("--tdd-gate=green", "--tdd-workers=2")
    screen = tmp_path / "screen"
    with screen.open("wb") as stream:
        judge = subprocess.Popen(command, cwd=started.root, env=environment, stdout=stream)

    forks: list[int] = []

    def are_held() -> bool:
        """Whether there are forks that still run after a second: most have ended by then."""
        found = [int(each.name) for each in pids.iterdir() if is_mutant(int(each.name))]
        time.sleep(1)
        forks[:] = filter(is_mutant, found)
        return bool(forks)

    assert wait_for(are_held), screen.read_text(encoding="utf-8")
    os.kill(judge.pid if victim == "judge" else starter_of(forks[0]), signal.SIGKILL)

    assert wait_for(lambda: not any(map(is_alive, forks)), 20)
    judge.wait(timeout=60)


def test_folders_of_tests_are_apart_and_removed(started: Project, tmp_path: Path) -> None:
    """Each mutant has folders of its own, and none stays."""
    started.with_file("tests/test_discount.py", STATE).lock().implement()
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    green = started.run("--tdd-gate=green", TMPDIR=str(scratch), PYTEST_DEBUG_TEMPROOT=str(scratch))

    assert green.exit_code == 0, green.output
    assert re.search(r"^note: mutants: \d+ of \d+ were noticed", green.output, re.MULTILINE)
    assert [each.name for each in scratch.iterdir() if not each.name.startswith("pytest-of-")] == []


def test_a_suite_with_threads_is_not_forked(started: Project) -> None:
    """A fork would lose them: each mutant gets a process of its own, and the threads start anew in it."""
    thread = "import threading\n\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    started.with_red_test().lock().implement()
    started.with_file("src/shop/discount.py", f"{thread}\n\n{started.text('src/shop/discount.py')}")

    green = started.gate("green", verdict="passed").last

    assert "not available" not in green.output
    assert re.search(r"^note: mutants: \d+ of \d+ were noticed", green.output, re.MULTILINE)


def test_a_second_run_tries_what_changed_only(branch: Project) -> None:
    """Verdicts are kept beside git's files as long as pytest may keep a cache; an audit takes none of them."""
    cache = ("-p", "cacheprovider")
    first = branch.gate("green", *cache, verdict="passed").last
    second = branch.gate("green", *cache, verdict="passed").last
    branch.replace("src/shop/discount.py", "price * 9", "9 * price").commit()
    changed = branch.gate("green", *cache, verdict="passed").last
    audit = branch.gate("audit", "--tdd-base=main", *cache, verdict="passed").last

    known = re.compile(r"^note: mutants: \d+ are known from an earlier run", re.MULTILINE)
    runs = (first, second, changed, audit)
    assert [bool(known.search(each.output)) for each in runs] == [False, True, False, False]
    assert {each.advised for each in runs} == {("mutant-survived",)}


def test_without_a_cache_nothing_is_kept(branch: Project) -> None:
    """Not a file."""
    branch.gate("green", verdict="passed")

    assert not (branch.root / ".git" / "tddgate").exists()


def test_a_test_that_notices_makes_a_known_survivor_new(branch: Project) -> None:
    """What no test noticed rests on every test file."""
    cache = ("-p", "cacheprovider")
    branch.gate("green", *cache, verdict="passed")
    test = "from shop.discount import discount\n\n\ndef test_odd():\n    assert discount(5) == 4\n"

    more = branch.with_file("tests/test_odd.py", test).gate("green", *cache, verdict="passed").last

    assert more.advised == ()


def test_a_budget_that_ends_before_the_other_tests_says_nothing_of_survivors(branch: Project) -> None:
    """The contract's tests alone do not tell that no test notices, where others run the same line."""
    test = "from shop.discount import discount\n\n\ndef test_nothing():\n    assert discount(0) == 0\n"
    branch.with_file("tests/test_nothing.py", test)

    spent = branch.gate("green", "--tdd-budget=0.0001", "--tdd-workers=9", verdict="passed").last

    assert spent.advised == ()
    assert re.search(r"^note: mutants: \d+ (was|were) not tried: the budget of 0.0001 s", spent.output, re.MULTILINE)


DEAR = """\
import time
import pytest
from shop.discount import discount


@pytest.fixture(scope="module")
def table():
    end = time.process_time() + 0.6
    while time.process_time() < end:
        pass


def test_first(table):
    assert True


def test_discount(table):
    assert discount(100) == 90
"""


def test_a_fixture_that_another_test_paid_for_is_no_endless_loop(branch: Project) -> None:
    """The time of a test is that which it needs alone."""
    branch.with_file("tests/test_dear.py", DEAR)

    ran = branch.gate("green", verdict="passed").last

    assert ran.advised == ("mutant-survived",)
    assert "tests/test_dear.py::test_discount" in ran.output
