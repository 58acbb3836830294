"""What a judge loads before it can decide: each module costs every gate time, whether it is needed or not."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.isolated import isolated_command
from tests.project import unmeasured

if TYPE_CHECKING:
    from tests.project import Project

OF_FEW_RUNS = frozenset(
    {
        "git",  # GitPython, which commits; reading needs git alone
        "importlib.metadata",
        "pytest_tddgate.adapters.installed_plugins",
        "pytest_tddgate.render.junit_report",
        "pytest_tddgate.session.runs.clean_runner",
        "traceback",
    }
)
"""What is there for writing commits, outside verifiers, reports, other machines, and a judge that breaks."""


def loaded_by(program: str, folder: str = ".") -> frozenset[str]:
    """The modules that an isolated process has loaded after this program."""
    command = isolated_command(f"{program}\nprint(*sys.modules)")
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=unmeasured())
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("gate", ["verify_fail", "green"])
def test_a_judge_starts_without_what_few_runs_need(gate: str) -> None:
    """It is loaded where it is needed."""
    loaded = loaded_by(f"import pytest_tddgate.session.judge.judge, pytest_tddgate.gates.{gate}.gate")

    assert loaded & OF_FEW_RUNS == frozenset()


def test_green_loads_what_blames_failures_when_there_are_failures() -> None:
    """Most runs that it judges have none."""
    loaded = loaded_by("import pytest_tddgate.session.judge.judge, pytest_tddgate.gates.green.gate")

    assert "pytest_tddgate.domain.red.blame" not in loaded


def test_reading_a_repository_loads_nothing_of_gitpython(project: Project) -> None:
    """Importing it takes longer than all that a gate asks of git."""
    loaded = loaded_by(
        "from pytest_tddgate.adapters.git import open_repository\n"
        "repository = open_repository('.')\n"
        "assert repository.blobs(repository.resolve('HEAD'), ['tests/test_cart.py'])",
        str(project.root),
    )

    assert "git" not in loaded
