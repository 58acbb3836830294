"""`tddgate init`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
import tomli

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Tddgate
    from tests.project import Project

TABLE = '[tool.tddgate]\nsource = ["src"]\ntests = ["tests"]\n'


def test_what_would_be_written_is_shown_and_nothing_changes(project: Project, tddgate: Tddgate) -> None:
    """Only what was detected stands there; a default is not repeated."""
    answer = tddgate(project, "init")

    assert answer.code == 0
    assert answer.out == f"{TABLE}\nWhat is not named here has its default. Next: tddgate init --write\n"
    assert project.git("status", "--short") == ""


def test_a_flat_layout_names_its_packages(project: Project, tddgate: Tddgate) -> None:
    """The root itself would take the tests for product code."""
    project.git("mv", "src/shop", "shop")

    answer = tddgate(project, "init")

    assert 'source = ["shop"]\n' in answer.out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'# mine\n[project]  # kept\nname = "x"\n', b'# mine\n[project]  # kept\nname = "x"\n\n' + TABLE.encode()),
        (b"[project]\r\nname='x'\r\n", b"[project]\r\nname='x'\r\n\r\n" + TABLE.replace("\n", "\r\n").encode()),
        (b"[project]\nname='x'", b"[project]\nname='x'\n\n" + TABLE.encode()),
        (b"", TABLE.encode()),
    ],
    ids=["comments", "windows-line-ends", "no-last-line-end", "empty"],
)
def test_writing_changes_no_byte_that_was_there(
    project: Project, tddgate: Tddgate, before: bytes, after: bytes
) -> None:
    """The table is appended, in the line ends of the file."""
    project.with_file("pyproject.toml", before)

    assert tddgate(project, "init", "--write").code == 0
    assert (project.root / "pyproject.toml").read_bytes() == after


def test_a_project_without_the_file_gets_one(project: Project, tddgate: Tddgate) -> None:
    """A setup.py alone is a project too."""
    project.without_file("pyproject.toml")

    tddgate(project, "init", "--write")

    assert tomli.loads((project.root / "pyproject.toml").read_text())["tool"]["tddgate"]["source"] == ["src"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.tddgate]\nmin-coverage = 90\n", "has a table [tool.tddgate] already"),
        ("[tool.tddgate]\nred = 'any-case'\nrules.hollow = 'off'\n", "has a table [tool.tddgate] already"),
        ("[tool]\ntddgate.rules.hollow = 'off'\n", "a table cannot be appended"),
        ("tool = {}\n", "a table cannot be appended"),
        ("[tool\n", "cannot be read"),
    ],
)
def test_a_file_that_cannot_take_the_table_is_left_alone(
    project: Project, tddgate: Tddgate, text: str, says: str
) -> None:
    """A refusal writes nothing."""
    project.with_file("pyproject.toml", text)

    answer = tddgate(project, "init", "--write")

    assert answer.code == 4
    assert says in answer.err
    assert (project.root / "pyproject.toml").read_text() == text


def test_a_project_without_product_code_is_told_to_name_it(project: Project, tddgate: Tddgate) -> None:
    """A guess would be a setting that is silently wrong."""
    project.git("rm", "--quiet", "-r", "src")

    answer = tddgate(project, "init")

    assert answer.code == 4
    assert "no first-party code was found" in answer.err


HOOKS = ("pre-commit", "pre-push")


def hooks_of(project: Project, folder: str = ".git/hooks") -> dict[str, str]:
    """Name -> text of the hooks that git would run."""
    found = [project.root / folder / name for name in HOOKS]
    return {hook.name: hook.read_text(encoding="utf-8") for hook in found if hook.exists()}


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_the_hooks_are_shown_and_nothing_is_written(project: Project, tddgate: Tddgate) -> None:
    """Whoever asks sees where they would go, and what they would be."""
    answer = tddgate(project, "init", "--hooks")

    assert answer.code == 0
    assert [str(project.root / ".git/hooks" / name) in answer.out for name in HOOKS] == [True, True]
    assert "#!/bin/sh" in answer.out
    assert answer.last_line == "Next: tddgate init --hooks --write"
    assert hooks_of(project) == {}


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_writing_the_hooks_makes_files_that_git_runs(project: Project, tddgate: Tddgate) -> None:
    """The settings are left alone."""
    answer = tddgate(project, "init", "--hooks", "--write")

    assert answer.code == 0
    assert list(hooks_of(project)) == list(HOOKS)
    assert [os.access(project.root / ".git/hooks" / name, os.X_OK) for name in HOOKS] == [True, True]
    assert project.git("status", "--short") == ""


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_writing_the_hooks_again_changes_nothing(project: Project, tddgate: Tddgate) -> None:
    """It is no mistake either."""
    tddgate(project, "init", "--hooks", "--write")
    before = hooks_of(project)

    answer = tddgate(project, "init", "--hooks", "--write")

    assert (answer.code, hooks_of(project)) == (0, before)
    assert "as it should be" in answer.out


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_a_hook_of_another_environment_is_brought_up_to_date(project: Project, tddgate: Tddgate) -> None:
    """It is one of ours, with an interpreter that is gone."""
    tddgate(project, "init", "--hooks", "--write")
    before = hooks_of(project)
    hook = project.root / ".git/hooks/pre-push"
    hook.write_text(before["pre-push"].replace(sys.executable, "/gone/python"), encoding="utf-8")

    tddgate(project, "init", "--hooks", "--write")

    assert hooks_of(project) == before


@pytest.mark.tdd_pins("git hooks came with the pipelines")
@pytest.mark.parametrize("kind", ["foreign", "link", "edited"])
@pytest.mark.parametrize("step", ["--write", "--remove"])
def test_a_hook_of_somebody_else_is_left_alone(project: Project, tddgate: Tddgate, kind: str, step: str) -> None:
    """With nothing to write over it, and the line that can be added to it."""
    hook = project.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    if kind == "edited":
        tddgate(project, "init", "--hooks", "--write")
        hook.write_text(hook.read_text(encoding="utf-8") + "make lint\n", encoding="utf-8")
        (project.root / ".git/hooks/pre-commit").unlink()
    elif kind == "link":
        hook.symlink_to(project.with_file("hook.sh", "#!/bin/sh\n").root / "hook.sh")
    else:
        hook.write_text("#!/bin/sh\nmake lint\n", encoding="utf-8")
    before = hooks_of(project)

    answer = tddgate(project, "init", "--hooks", step)

    assert hooks_of(project) == before
    assert answer.code == (4 if step == "--write" else 0)
    assert str(hook) in answer.err + answer.out
    assert step == "--remove" or "pytest_tddgate.commands.hooks pre-push" in answer.err


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_the_hooks_can_be_removed(project: Project, tddgate: Tddgate) -> None:
    """And removing what is not there is no mistake."""
    tddgate(project, "init", "--hooks", "--write")

    answers = [tddgate(project, "init", "--hooks", "--remove").code for _ in range(2)]

    assert answers == [0, 0]
    assert hooks_of(project) == {}


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_a_folder_of_hooks_that_is_committed_names_no_machine(project: Project, tddgate: Tddgate) -> None:
    """`core.hooksPath` inside the work tree is for everybody who clones it."""
    project.git("config", "core.hooksPath", ".githooks")

    answer = tddgate(project, "init", "--hooks", "--write")

    assert answer.code == 0
    assert list(hooks_of(project, ".githooks")) == list(HOOKS)
    assert sys.executable not in "".join(hooks_of(project, ".githooks").values())
    assert hooks_of(project) == {}


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_a_folder_of_hooks_outside_the_repository_is_left_alone(
    project: Project, tddgate: Tddgate, tmp_path: Path
) -> None:
    """Hooks there run in every repository of this user."""
    (tmp_path / "everywhere").mkdir()
    project.git("config", "core.hooksPath", str(tmp_path / "everywhere"))

    answer = tddgate(project, "init", "--hooks", "--write")

    assert answer.code == 4
    assert "core.hooksPath" in answer.err
    assert list((tmp_path / "everywhere").iterdir()) == []


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_a_linked_work_tree_shares_the_hooks(project: Project, tddgate: Tddgate, tmp_path: Path) -> None:
    """Git looks for them in the main repository."""
    project.git("worktree", "add", "--quiet", str(tmp_path / "linked"))

    answer = tddgate(type(project)(tmp_path / "linked"), "init", "--hooks", "--write")

    assert answer.code == 0
    assert list(hooks_of(project)) == list(HOOKS)


@pytest.mark.tdd_pins("git hooks came with the pipelines")
def test_removing_is_for_hooks_alone(project: Project, tddgate: Tddgate) -> None:
    """Settings are edited by hand."""
    answer = tddgate(project, "init", "--remove")

    assert answer.code == 4
    assert "tddgate init --hooks --remove" in answer.err
