"""Parts of the standard library that a judge needs for few projects: loaded there, and nowhere else."""

from __future__ import annotations

import subprocess

import pytest

from pytest_tddgate.adapters.isolated import isolated_command
from tests.project import unmeasured


@pytest.mark.parametrize("gate", ["verify_fail", "green"])
@pytest.mark.parametrize("module", ["pickletools", "secrets", "tarfile", "tomllib"])
def test_a_judge_starts_without(module: str, gate: str) -> None:
    """Pickles and TOML in the code that it reads, and packages of held-out tests, are rare."""
    program = f"import pytest_tddgate.session.judge.judge, pytest_tddgate.gates.{gate}.gate\nprint(*sys.modules)"

    done = subprocess.run(isolated_command(program), check=True, capture_output=True, text=True, env=unmeasured())

    assert module not in done.stdout.split()
