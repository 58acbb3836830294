"""A run that nobody watches ends as pytest does, without taking the interpreter apart."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys, pytest
from pytest_tddgate.session.runs.leaving import Leaving

class Early:
    def pytest_load_initial_conftests(self, early_config):
        early_config.pluginmanager.register(Leaving())

code = pytest.main(["-q", "-s", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[Early()])
print("came back")
sys.exit(code)
"""
TESTS = """
import atexit, threading, time

def late():
    time.sleep(0.2)
    print("thread ended", flush=True)

def test_passes():
    atexit.register(print, "said goodbye", flush=True)
    threading.Thread(target=late).start()

def test_fails():
    assert False
"""


def ended(folder: Path, *args: str) -> tuple[int, list[str]]:
    """The exit code of such a run, and which of the words above it printed, in order."""
    (folder / "test_it.py").write_text(TESTS)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *args], cwd=folder, capture_output=True, text=True, check=False
    )
    words = ("thread ended", "said goodbye", "came back")
    said = [word for line in done.stdout.splitlines() for word in words if word in line]
    return done.returncode, said


@pytest.mark.parametrize(("chosen", "code"), [("passes", 0), ("fails", 1), ("nothing", 5)])
def test_the_exit_code_is_that_of_pytest(tmp_path: Path, chosen: str, code: int) -> None:
    """As the run itself came out, whichever it is."""
    assert ended(tmp_path, "-k", chosen)[0] == code


def test_threads_end_and_goodbyes_are_said(tmp_path: Path) -> None:
    """As when an interpreter ends; what a project started is not left behind."""
    assert ended(tmp_path, "-k", "passes")[1] == ["thread ended", "said goodbye"]


def test_a_run_that_did_not_begin_comes_back(tmp_path: Path) -> None:
    """Pytest itself says what is wrong with its command line."""
    assert ended(tmp_path, "--no-such-option") == (4, ["came back"])
