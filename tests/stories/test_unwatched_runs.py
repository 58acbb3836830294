"""What the runs that nobody watches leave out: a summary that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

_TELLING = """
import os
from pathlib import Path


def pytest_terminal_summary():
    with Path(__file__).with_name("told").open("a") as told:
        told.write("summary\\n")


def pytest_sessionfinish():
    with Path(__file__).with_name("ended").open("a") as ended:
        ended.write("run\\n")
"""


def test_only_the_run_on_the_screen_sums_up(project: Project) -> None:
    """Plugins make their summary for a reader, and some load much for it."""
    started = project.with_file("conftest.py", _TELLING).commit().with_red_test()

    started.gate("verify-fail", verdict="passed")

    runs = started.text("ended").count("run")
    assert (started.text("told"), runs > 1) == ("summary\n", True)


def test_no_run_of_an_audit_sums_up(branch: Project, tmp_path: Path) -> None:
    """Nothing of an audit's runs is on the screen."""
    told, ended = tmp_path / "told", tmp_path / "ended"
    conftest = _TELLING.replace('Path(__file__).with_name("told")', f"Path({str(told)!r})")
    conftest = conftest.replace('Path(__file__).with_name("ended")', f"Path({str(ended)!r})")
    branch.git("switch", "--quiet", "main")
    branch.with_file("conftest.py", conftest).commit()
    branch.git("switch", "--quiet", "feature/discount")
    branch.git("rebase", "--quiet", "main")

    branch.gate("audit", "--tdd-base=main", "--tdd-budget=0", verdict="passed")

    assert (told.exists(), ended.exists()) == (False, True)
