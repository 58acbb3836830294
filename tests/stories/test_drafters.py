"""Drafters: programs and plugins of the project's choice that write the draft better than the built-in one does."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.project import Project, git_environment

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"
CODE = "src/shop/discount.py"
SAYS = """
import json, pathlib, sys
asked = json.load(sys.stdin)
pathlib.Path(sys.argv[1]).write_text(json.dumps(asked))
files = [{"file": each["file"], "text": each["draft"].replace("TODO: say what discount does with price.", WORDS)}
         for each in asked["files"] if each["file"].endswith(".py")]
json.dump({"schema": asked["answer"], "files": files}, sys.stdout)
"""


@pytest.fixture(scope="session")
def drafted_template(project_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feature that is locked and implemented, in a project that keeps a changelog."""
    project = Project.copied(project_template, tmp_path_factory.mktemp("drafted") / "shop")
    project.with_file("CHANGELOG.md", "# Changelog\n\n## Unreleased\n").commit("changelog")
    return project.with_red_test().lock().implement().root


@pytest.fixture
def drafted(drafted_template: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project.copied(drafted_template, tmp_path / "shop")


def with_drafters(project: Project, *commands: str) -> Project:
    """The project with these drafters, `writer1`, `writer2`, …."""
    tables = (
        f"\n[[tool.tddgate.drafters]]\nname = 'writer{number}'\ncommand = '''{command}'''\ntimeout = 20\n"
        for number, command in enumerate(commands, 1)
    )
    return project.with_file("pyproject.toml", project.text("pyproject.toml") + "".join(tables))


def writer(folder: Path, words: str) -> str:
    """The command of a drafter that has these words for `discount`; what it was asked lies in a file beside it."""
    name = words.replace(" ", "_")
    program = folder / f"{name}.py"
    program.write_text(SAYS.replace("WORDS", repr(f"{words} less than `price`.")), encoding="utf-8")
    return f"{{python}} {program} {folder / name}.json"


def draft(project: Project, *args: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command."""
    done = subprocess.run(
        [sys.executable, "-c", DRAFT, "draft", *args],
        cwd=project.root,
        env=git_environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_drafter_is_asked_about_every_file_that_may_be_drafted(drafted: Project, tmp_path: Path) -> None:
    """Its words take the place of the built-in ones, and the rest of the draft stays."""
    code, shown, said = draft(with_drafters(drafted, writer(tmp_path, "Ten percent")))

    asked: dict[str, Any] = json.loads((tmp_path / "Ten_percent.json").read_text())
    assert (code, said) == (0, "")
    assert '+    """Ten percent less than `price`."""' in shown
    assert "+- TODO: discount" in shown
    assert (asked["feature"], [each["file"] for each in asked["files"]]) == ("discount", ["CHANGELOG.md", CODE])
    assert [(each["name"], each["parameters"], each["change"]) for each in asked["names"]] == [
        ("shop.discount.discount", ["price"], "added")
    ]
    assert (asked["tests"][0]["names"], asked["language"]) == (["test_discount"], "en")


def test_one_drafter_goes_on_from_what_another_wrote(drafted: Project, tmp_path: Path) -> None:
    """In the order of the settings; `--write` writes what the last has made of it."""
    better = tmp_path / "better.py"
    better.write_text(SAYS.replace("TODO: say what discount does with price.", "Ten").replace("WORDS", "'10'"))
    with_drafters(drafted, writer(tmp_path, "Ten"), f"{{python}} {better} {tmp_path / 'better.json'}")

    code, _, _ = draft(drafted, "--write")

    assert (code, '"""10 less than `price`."""' in drafted.text(CODE)) == (0, True)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("{python} -c \"print('Here is your draft')\"", "answered off its contract: it is not JSON and nothing else"),
        ("{python} -c \"raise SystemExit('no key')\"", "ended with exit code 1: no key"),
        ("no-such-program", "cannot be started"),
    ],
)
def test_without_an_answer_the_built_in_draft_is_kept(drafted: Project, command: str, says: str) -> None:
    """The error is told beside it, and by the exit code; the diff can still be applied."""
    code, shown, said = draft(with_drafters(drafted, command))

    assert code == 11
    assert f"undecided: the drafter writer1 {says}" in said
    assert "next: run it by hand" in said
    assert '+    """TODO: say what discount does with price."""' in shown
