"""However a run ends, a gate that was asked for never passes by its silence, and says which test was the last."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.project import git_environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import GateRun, Project

RED = "from shop.cart import total\n\ndef test_red():\n    assert total([]) == 1\n\n"
WORKERS = pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["serial", "xdist"])
CUT_SHORT = (10, ("run-cut-short",))


def gated(project: Project, *args: str) -> GateRun:
    """A run under verify-fail."""
    if "-n" in args:
        pytest.importorskip("xdist")
    return project.run("--tdd-gate=verify-fail", *args)


def ending(ran: GateRun) -> tuple[int, tuple[str, ...]]:
    """Exit code and refusals."""
    return ran.exit_code, ran.refused


def test_an_ordinary_red_test_passes_the_gate(project: Project) -> None:
    """The control of this file: what the others end early would have passed."""
    ran = gated(project.with_file("tests/test_red.py", RED))

    assert (ending(ran), ran.last_line.partition(":")[0]) == ((0, ()), "passed"), ran.output


IN_A_TEST = {
    "os._exit": "import os; os._exit(0)",
    "SIGKILL": "import os; os.kill(os.getpid(), 9)",
    "SIGSEGV": "import os; os.kill(os.getpid(), 11)",
    "SIGTERM": "import os; os.kill(os.getpid(), 15)",
    "exec": "import os; os.execv('/bin/true', ['true'])",
    "thread": "import os, threading, time; threading.Timer(0, os._exit, [0]).start(); time.sleep(9)",
}


@pytest.mark.parametrize("end", IN_A_TEST)
def test_a_test_that_ends_the_process_is_refused(project: Project, end: str) -> None:
    """By exit, by a signal, or by becoming another program: the message names the test."""
    project.with_file("tests/test_red.py", f"{RED}def test_end():\n    {IN_A_TEST[end]}\n")

    ran = gated(project)

    assert (ending(ran), "the last test seen was tests/test_red.py::test_end" in ran.output) == (CUT_SHORT, True), (
        ran.output
    )


@pytest.mark.parametrize("end", ["os._exit", "SIGKILL"])
def test_a_test_that_ends_a_worker_is_refused(project: Project, end: str) -> None:
    """Xdist notices and reports a crash: the test is named, and its failure is none that counts."""
    pytest.importorskip("xdist")
    project.with_file("tests/test_red.py", f"{RED}def test_end():\n    {IN_A_TEST[end]}\n")

    ran = gated(project, "-n", "2")

    assert (ran.exit_code, "test_end" in ran.output) == (10, True), ran.output
    assert ran.refused


@pytest.mark.parametrize("where", ["tests/test_red.py", "tests/conftest.py", "src/shop/cart.py"])
def test_an_exit_at_import_is_refused(project: Project, where: str) -> None:
    """Before any test, so there is none to name."""
    project.with_file("tests/test_red.py", RED).with_file(where, "import os\nos._exit(0)\n")

    ran = gated(project)

    assert (ending(ran), "no test had started" in ran.output) == (CUT_SHORT, True), ran.output


@WORKERS
def test_an_exit_at_import_of_a_worker_never_passes(project: Project, workers: tuple[str, ...]) -> None:
    """Whoever imports the module ends: the run, or its workers."""
    project.with_file("tests/test_red.py", f"{RED}import os\nos._exit(0)\n")

    assert gated(project, *workers).exit_code not in {0, 1}


@WORKERS
def test_an_exit_code_that_is_set_at_exit_is_refused(project: Project, workers: tuple[str, ...]) -> None:
    """The run announced another one than the process had."""
    at_exit = "import atexit, os\nif 'PYTEST_XDIST_WORKER' not in os.environ:\n    atexit.register(os._exit, 0)\n"
    project.with_file("tests/test_red.py", RED).with_file("tests/conftest.py", at_exit)

    ran = gated(project, *workers)

    assert ending(ran) == (10, ("exit-mismatch",)), ran.output


@WORKERS
@pytest.mark.parametrize("code", [0, 1])
def test_an_exit_asked_of_pytest_never_passes(project: Project, workers: tuple[str, ...], code: int) -> None:
    """It leaves tests unrun and ends in good order, with any code; xdist breaks on it, with code 3."""
    leave = f"def test_end():\n    import pytest\n    pytest.exit('done', returncode={code})\n\ndef test_unrun(): ...\n"
    project.with_file("tests/test_red.py", RED + leave)

    ran = gated(project, *workers)

    assert (ran.exit_code, "tests/test_red.py::test_end" in ran.output) == (3 if workers else 10, True), ran.output


def test_an_exit_asked_of_pytest_after_the_last_new_test_is_refused(project: Project) -> None:
    """Every new test has reported; the existing ones have not."""
    leave = "\n@pytest.fixture(autouse=True)\ndef leave():\n    yield\n    pytest.exit('done', returncode=0)\n"
    project.with_file("tests/test_a_red.py", f"import pytest\n{RED}{leave}")

    ran = gated(project)

    assert (ending(ran), "the last test seen was tests/test_a_red.py::test_red" in ran.output) == (CUT_SHORT, True), (
        ran.output
    )


@pytest.mark.parametrize(
    "new", [RED, "from shop.discount import discount\n\ndef test_red():\n    assert discount(1) == 3\n"]
)
def test_an_expected_failure_stops_no_run(project: Project, new: str) -> None:
    """`-x` waits for a failure that nobody wants: after a red test, the existing ones run."""
    project.with_file("tests/test_a_red.py", new)

    ran = gated(project, "-x")

    assert (ending(ran), "1 existing test" in ran.output) == ((0, ()), True), ran.output


def test_an_unexpected_failure_stops_the_run_and_is_refused(project: Project) -> None:
    """As `-x` is meant; the tests after it have not run, so the gate cannot pass."""
    project.with_file("tests/test_a.py", "def test_a():\n    assert open('flag').read() == ''\n").with_file(
        "flag", ""
    ).commit()
    project.with_file("flag", "x").with_file("tests/test_red.py", RED)

    assert gated(project, "-x").exit_code == 10


def test_a_test_that_forks_reports_once(project: Project) -> None:
    """The other process goes on into pytest, reports to nobody, and ends with a code that nobody reads."""
    fork = "def test_fork():\n    import os\n    if os.fork(): os.wait()\n    assert total([]) == 1\n"

    ran = gated(project.with_file("tests/test_red.py", RED + fork))

    assert ending(ran) == (0, ()), ran.output


@WORKERS
def test_ctrl_c_ends_the_judge_and_its_child(project: Project, tmp_path: Path, workers: tuple[str, ...]) -> None:
    """Exit code 2, pytest's own, and no process is left behind."""
    started = tmp_path / "started"
    wait = (
        f"def test_wait():\n    import pathlib, time\n    pathlib.Path({str(started)!r}).touch()\n    time.sleep(60)\n"
    )
    project.with_file("tests/test_red.py", RED + wait)
    command = project.command("--tdd-gate=verify-fail", *workers)
    group = subprocess.Popen(
        command, cwd=project.root, env=git_environment(), start_new_session=True, stdout=subprocess.PIPE, text=True
    )
    until(started.exists)

    os.killpg(group.pid, signal.SIGINT)
    output, _ = group.communicate(timeout=30)

    assert (group.returncode, "passed:" in output) == (2, False), output
    until(lambda: not members_of(group.pid))


def until(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait for it; fail when it takes too long."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def members_of(group: int) -> list[str]:
    """The processes of this group that have not ended."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, process_group = entry.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(process_group) == group and state != "Z":
            found.append(entry.parent.name)
    return found
