"""A project whose tests could not even be collected before the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


def test_a_conftest_that_the_base_cannot_import_shows_no_test_red(project: Project) -> None:
    """The subject raises there, and yet not because of the new test, which nobody has run."""
    project.with_file("src/shop/__init__.py", 'raise DeprecationWarning("shop is old")\n')
    project.with_file("tests/conftest.py", "import shop\n").commit("chore: a warning that is an error")

    ran = project.with_red_test().run("--tdd-gate=verify-fail")

    assert ran.exit_code == 11, ran.output
    assert "tests/conftest.py cannot be imported, and could not be at the base" in ran.output


@pytest.mark.tdd_pins("what passed before has to go on passing")
def test_a_conftest_of_the_change_may_ask_for_what_is_missing(project: Project) -> None:
    """Its import is the contract's, as that of a test file is."""
    project.with_red_test().with_file("tests/conftest.py", "import shop.discount\n")

    ran = project.run("--tdd-gate=verify-fail")

    assert ran.exit_code == 0, ran.output
