"""The review gate: ruff, types, reviewers, wrappers, coverage, and what is left to do before a feature is done."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.project import EXIT_CODES, GateRun, Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = '\n[tool.tddgate.review]\ngates = ["green"]\nruff = "on"\n'
REVIEWER = """
import json, sys
asked = json.load(sys.stdin)
found = [{{"file": each["file"], "line": 1, "severity": "{severity}", "message": "say what it returns"}}
         for each in asked["changed"] if asked["gate"] == "review"]
json.dump({{"schema": asked["answer"], "findings": found}}, sys.stdout)
"""


@pytest.fixture(scope="session")
def done_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feature that is locked, implemented, committed and green, in the eyes of the records too."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("done") / "shop")
    project.with_file("pyproject.toml", project.text("pyproject.toml") + SETTINGS).commit("settings")
    project.with_red_test().lock()
    project.with_file(
        "src/shop/discount.py", '"""Discounts."""\n\n\ndef discount(price):\n    return price * 9 // 10\n'
    )
    project.commit("feat: discount")
    assert gate(project, "green").exit_code == EXIT_CODES["passed"]
    return project.root


@pytest.fixture
def done(done_template: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project.copied(done_template, tmp_path / "shop")


def gate(project: Project, name: str, *args: str) -> GateRun:
    """A gate, run as a user would, with pytest's cache: what was judged before is remembered."""
    command = [sys.executable, "-m", "pytest", f"--tdd-gate={name}", *args]
    ran = subprocess.run(
        command,
        cwd=project.root,
        env=git_environment(),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return GateRun(ran.returncode, ran.stdout)


def with_reviewers(project: Project, folder: Path, **severities: str) -> Project:
    """The project with a reviewer of each name, which finds the same thing with this severity."""
    tables = ""
    for name, severity in severities.items():
        program = folder / f"{name}.py"
        program.write_text(REVIEWER.format(severity=severity), encoding="utf-8")
        tables += f'\n[[tool.tddgate.reviewers]]\nname = "{name}"\ncommand = "{{python}} {program}"\n'
    return project.with_file("pyproject.toml", project.text("pyproject.toml") + tables).commit("settings")


def test_a_feature_that_is_done_passes_with_every_item_shown(done: Project) -> None:
    """Each item names the command by which anybody can see it."""
    ran = gate(done, "review")

    assert ran.exit_code == EXIT_CODES["passed"], ran.output
    for item in ("locked", "green", "behaviours", "general", "lint", "format", "coverage", "workspace", "committed"):
        assert f"  done    {item}" in ran.output, ran.output
    assert "shown by: pytest --tdd-gate=green" in ran.output
    assert ran.last_line.startswith("passed: discount is reviewed"), ran.last_line


def test_what_ruff_and_a_wrapper_say_refuses(done: Project) -> None:
    """By the project's own settings of ruff, in the files of the change."""
    settings = '\n[tool.tddgate.wrappers]\n"urllib.request" = "shop.http"\n\n[tool.ruff.lint]\nselect = ["F"]\n'
    done.with_file("pyproject.toml", done.text("pyproject.toml") + settings)
    done.with_file(
        "src/shop/discount.py", "import urllib.request\ndef discount(price):\n    return price*9//10\n"
    ).commit()

    ran = gate(done, "review")

    assert (ran.exit_code, set(ran.refused)) == (
        EXIT_CODES["refused"],
        {"lint", "format", "wrapper-bypassed", "gate-not-passed"},
    ), ran.output
    assert "F401 `urllib.request` imported but unused" in ran.output
    assert ran.told("wrapper-bypassed") == ("src/shop/discount.py:1", "use shop.http in its place")


def test_what_two_reviewers_say_is_said_once(done: Project, tmp_path: Path) -> None:
    """And one who only advises does not soften one who refuses."""
    reviewed = with_reviewers(done, tmp_path, ana="advise", ben="refuse")

    ran = gate(reviewed, "review")

    assert (ran.exit_code, ran.refused) == (EXIT_CODES["refused"], ("reviewer-refused",)), ran.output
    assert ran.findings == ["ana, ben: say what it returns"]


def test_advice_of_a_reviewer_closes_nothing(done: Project, tmp_path: Path) -> None:
    """It is shown, and the rest decides."""
    ran = gate(with_reviewers(done, tmp_path, ana="advise"), "review")

    assert (ran.exit_code, ran.advised) == (EXIT_CODES["passed"], ("reviewer-advised",)), ran.output


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("{python} -c 'print(1)'", "ana answered off its contract"),
        ("{python} -c 'raise SystemExit(3)'", "ana ended with exit code 3"),
        ("no-such-program", "ana cannot be started"),
    ],
)
def test_a_reviewer_who_does_not_answer_leaves_it_undecided(done: Project, command: str, says: str) -> None:
    """Silence is no agreement."""
    table = f'\n[[tool.tddgate.reviewers]]\nname = "ana"\ncommand = "{command}"\n'
    done.with_file("pyproject.toml", done.text("pyproject.toml") + table).commit("settings")

    ran = gate(done, "review")

    assert (ran.exit_code, ran.refused) == (EXIT_CODES["undecided"], ()), ran.output
    assert says in ran.output


def test_what_is_left_to_do_refuses(done: Project) -> None:
    """Code that is not committed, and that green has not seen; a left-over; a workspace that is in use."""
    done.with_file("src/shop/discount.py", done.text("src/shop/discount.py").replace("9 // 10", "90 // 100"))
    done.with_file(".claude/workspace/plan.md", "…\n").with_file("scratch.py", "x = 1\n")

    ran = gate(done, "review")

    assert (ran.exit_code, set(ran.refused)) == (
        EXIT_CODES["refused"],
        {"gate-not-passed", "not-committed", "left-over"},
    ), ran.output
    assert "scratch.py" in ran.output
    assert ".claude/workspace/plan.md" in ran.output


def test_a_type_checker_is_asked_where_the_settings_name_one(done: Project) -> None:
    """Its errors refuse; a checker that fails and says nothing leaves the gate undecided."""
    checker = "import sys; print('src/shop/discount.py:5: error: no types here  [no-untyped-def]'); sys.exit(1)"
    silent = "raise SystemExit(2)"
    outcomes = []
    for program in (checker, silent):
        text = done.text("pyproject.toml").partition("types =")[0].rstrip() + "\n"
        done.with_file(
            "pyproject.toml", text + f"types = {json.dumps('{python} -c ' + json.dumps(program))}\n"
        ).commit()
        ran = gate(done, "review")
        outcomes.append((ran.exit_code, ran.refused))

    assert outcomes == [(EXIT_CODES["refused"], ("types",)), (EXIT_CODES["undecided"], ())]


def test_nothing_remembered_is_undecided(done: Project) -> None:
    """Without records nobody knows whether green has passed at this code."""
    done.gate("review", verdict="undecided", says="green: nothing is remembered: -p no:cacheprovider switches that off")
