"""The page of a gated run: what the judge saw is what the reader sees."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import sha256_of
from tests.project import Project, git_environment

if TYPE_CHECKING:
    import pytest


def gate(project: Project, *args: str) -> int:
    """The exit code of a gated run that is kept."""
    command = [each for each in Project.command(*args) if each != "-p" and not each.startswith("no:")]
    done = subprocess.run(command, cwd=project.root, env=git_environment(), check=False, capture_output=True)
    return done.returncode


def test_the_page_of_a_green_run_shows_lines_tests_and_the_verdict(project: Project) -> None:
    """Also where no record is kept: then the page is of this run alone."""
    locked = project.with_red_test().lock()
    locked.with_file(
        "src/shop/discount.py",
        "def discount(price):\n    if price < 0:\n        return 0\n    return price * 9 // 10\n",
    )

    ran = locked.run("--tdd-gate=green", "--tdd-report=html:out/page.html", "--tdd-report=json:out/a.json")

    text, told = locked.text("out/page.html"), json.loads(locked.text("out/a.json"))
    (lines,) = told["coverage"]["files"]
    assert (ran.exit_code, told["verdict"], "green" in text, "refused" in text) == (10, "refused", True, True)
    source = locked.root.joinpath("src/shop/discount.py").read_bytes()
    assert lines == {
        "path": "src/shop/discount.py",
        "digest": sha256_of(source),
        "covered": [[1, 2], [4, 4]],
        "missed": [[3, 3]],
    }
    assert "<code>        return 0</code>" in text


def test_a_kept_run_makes_the_page_green_until_a_file_changes(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    """The record stands for the files that it was made of, before and after their commit."""
    locked = project.with_red_test().lock().implement()
    page = ["report", "html"]

    code = gate(locked, "--tdd-gate=green", "--tdd-report=html:-")
    locked.commit("implement")
    committed = _tddgate(locked, *page)
    changed = _tddgate(locked.replace("src/shop/discount.py", "* 9", "* 8"), *page)

    assert code == 0
    assert ["not run at this tree" in each for each in (committed, changed)] == [False, True]
    assert capfd.readouterr().err == ""


def _tddgate(project: Project, *args: str) -> str:
    command = [Project.command()[0], "-c", "from pytest_tddgate.cli import main; main()", *args]
    done = subprocess.run(command, cwd=project.root, env=git_environment(), check=True, capture_output=True, text=True)
    return done.stdout
