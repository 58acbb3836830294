"""What a static audit loads: it runs nothing, and what judges runs would cost it as much time as the rest."""

from __future__ import annotations

import subprocess

from pytest_tddgate.adapters.isolated import isolated_command
from tests.project import unmeasured

OF_RUNS = frozenset(
    {
        "pytest_tddgate.gates.audit.controls",
        "pytest_tddgate.gates.audit.green",
        "pytest_tddgate.gates.audit.red",
        "pytest_tddgate.gates.verify_fail.gate",
    }
)


def test_an_audit_starts_without_what_judges_runs() -> None:
    """It is loaded when the records have decided nothing, and something is to be run."""
    command = isolated_command("import pytest_tddgate.session.audit.judge\nimport sys\nprint(*sys.modules)")
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=unmeasured())

    assert "pytest_tddgate.gates.audit.records" in done.stdout.split()
    assert OF_RUNS & frozenset(done.stdout.split()) == frozenset()
