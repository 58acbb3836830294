"""`tddgate init`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tomli

if TYPE_CHECKING:
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
        ("[tool.tddgate.rules]\nhollow = 'off'\n", "has a table [tool.tddgate] already"),
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
