"""Ctrl-C that came before the judge could take it, and what goes wrong after it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_HELD_BACK = """
import os, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
os.kill(os.getpid(), signal.SIGINT)
"""
_BREAKS = """
import os, signal, sys
import pytest_tddgate.session.judge.judge as judge

def breaks(*_):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    finally:
        raise ZeroDivisionError

judge.open_repository = breaks
import pytest_tddgate.session.audit.judge as audit
audit.open_repository = breaks
"""
_MAIN = "from pytest_tddgate.session.judge.judge import main\nsys.exit(main(sys.argv[1]))\n"


@pytest.mark.parametrize("gate", ["green", "audit"])
@pytest.mark.parametrize("start", [_HELD_BACK, _BREAKS], ids=["held back", "breaks"])
def test_an_interrupt_wins(start: str, gate: str, tmp_path: Path) -> None:
    """The folder is no repository, or the judge breaks: whoever pressed Ctrl-C knows why there is no verdict."""
    here = str(tmp_path)
    request = {"gate": gate, "args": [], "reports": [], "directory": here, "rootdir": here, "verbosity": 0}
    command = [sys.executable, "-c", start + _MAIN, json.dumps(request | {"color": "no"})]

    ended = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "")
