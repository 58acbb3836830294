"""Ctrl-C while an audit is still starting."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PRESSED = """
import importlib.abc, os, signal, sys
from pytest_tddgate.session.judge.judge import main

class Pressed(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "pytest_tddgate.session.audit.judge":
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Pressed())
sys.exit(main(sys.argv[1]))
"""


def test_ctrl_c_before_the_first_step_ends_the_audit(tmp_path: Path) -> None:
    """Else it is forgotten, and the audit goes on to its end."""
    here = str(tmp_path)
    request = {"gate": "audit", "args": [], "reports": [], "directory": here, "rootdir": here, "verbosity": 0}
    command = [sys.executable, "-c", _PRESSED, json.dumps(request | {"color": "no"})]

    ended = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)

    assert (ended.returncode, ended.stderr) == (2, ""), ended.stdout
