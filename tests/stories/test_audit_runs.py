"""How an audit runs: workers, two at once, a part of a repository, and what remains when it is killed."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project

AUDIT = ("--tdd-gate=audit", "--tdd-base=main")


def started_audit(project: Project, scratch: Path) -> subprocess.Popen[bytes]:
    """An audit that runs, with this directory for its temporary files."""
    return subprocess.Popen(
        project.command(*AUDIT),
        cwd=project.root,
        env=git_environment() | {"TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def children_in(scratch: Path) -> list[Path]:
    """The directories below this one in which processes work."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            target = link.readlink()
        except OSError:
            continue
        found += [target] if target.is_relative_to(scratch) else []
    return found


def slow_children_in(scratch: Path) -> list[Path]:
    """Those of them in whose tree the slow test lies."""
    return [each for each in children_in(scratch) if (each / "tests/test_slow.py").exists()]


@pytest.mark.tdd_pins("written with the audit, beside its stories")
def test_what_a_killed_audit_started_ends_by_itself(branch: Project, tmp_path: Path) -> None:
    """Nobody listens to it any more, and nobody waits for it."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    branch.with_file(
        "tests/test_slow.py",
        "import time\n\n\ndef test_slow():\n    time.sleep(1)\n\n\ndef test_after():\n    time.sleep(60)\n",
    ).commit("test: slow")
    audit = started_audit(branch, scratch)
    deadline = time.monotonic() + 20
    while not (running := slow_children_in(scratch)) and time.monotonic() < deadline:
        time.sleep(0.05)
    audit.send_signal(signal.SIGKILL)
    audit.wait()

    while children_in(scratch) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert running
    assert children_in(scratch) == []


@pytest.mark.tdd_pins("written with the audit, beside its stories")
def test_ctrl_c_ends_everything_and_removes_the_tree(branch: Project, tmp_path: Path) -> None:
    """With pytest's own exit code for it."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    audit = started_audit(branch, scratch)
    deadline = time.monotonic() + 20
    while not children_in(scratch) and time.monotonic() < deadline:
        time.sleep(0.05)

    audit.send_signal(signal.SIGINT)

    assert audit.wait(timeout=20) == 2
    assert list(scratch.iterdir()) == []
