"""A new data file of new tests needs no run of the others, unless one of them may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

TOUCHED = '\n[tool.tddgate]\nred-scope = "touched"\n'
SLOW = "def test_marker():\n    import pathlib\n    pathlib.Path(__file__).with_name('ran').touch()\n"
LISTING = "import pathlib\n\nCASES = sorted(pathlib.Path('tests/data').glob('*'))\n"


@pytest.fixture
def narrow(project: Project) -> Project:
    """The sample project with the setting, and an existing test that leaves a trace when it runs."""
    project.with_file("pyproject.toml", project.text("pyproject.toml") + TOUCHED)
    project.with_file(".gitignore", project.text(".gitignore") + "ran\n")
    return project.with_file("tests/test_slow.py", SLOW).commit()


def has_run(project: Project) -> bool:
    """Whether the existing test that leaves a trace has run."""
    return (project.root / "tests/ran").exists()


def test_data_that_no_existing_test_reads_needs_no_run_of_theirs(narrow: Project) -> None:
    """The lock stays as cheap as without it, and says why."""
    locked = narrow.with_red_test().with_file("tests/data/orders.json", "{}\n").lock()

    assert "new data that none of them reads: tests/data/orders.json" in locked.last.output
    assert not has_run(narrow)


def test_data_that_an_existing_helper_may_find_makes_the_whole_suite_run(narrow: Project) -> None:
    """The report names both."""
    narrow.with_file("tests/cases.py", LISTING).commit()

    narrow.with_red_test().with_file("tests/data/orders.json", "{}\n").gate(
        "verify-fail",
        verdict="passed",
        says="the whole suite ran: tests/data/orders.json is new, and tests/cases.py may read it",
    )

    assert has_run(narrow)
