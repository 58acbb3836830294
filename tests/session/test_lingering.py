"""A child that says that it ended and goes on, because a test has left a thread behind, does not hold up the judge."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.gates.run.validity import run_findings
from pytest_tddgate.session.runs import supervise
from pytest_tddgate.session.runs.supervise import watch

if TYPE_CHECKING:
    import pytest


def test_it_is_ended_when_it_has_had_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had announced is kept."""
    monkeypatch.setattr(supervise, "_LEAVING", 0.3)
    observations, observed = os.pipe()
    program = f"import os, time\nos.write({observed}, b'[\"end\", 0]\\n')\ntime.sleep(30)"
    child = subprocess.Popen([sys.executable, "-S", "-c", program], pass_fds=[observed])
    os.close(observed)
    began = time.monotonic()

    seen = watch(child.pid, observations)
    child.returncode = 0  # `watch` has waited for it

    assert (seen.announced, seen.exit_code) == (0, -signal.SIGKILL)
    assert time.monotonic() - began < 10


def test_the_finding_says_what_happened() -> None:
    """No test is blamed: all had ended."""
    (found,) = run_findings(RunSeen(announced=1, exit_code=-signal.SIGKILL, last_started="t.py::test_a"))

    assert found.rule.id == "run-cut-short"
    assert found.what == "pytest had ended, and its process went on until it was killed"
    assert found.next_step == "find the thread that a test leaves behind, and end it there (daemon=True, join)"
