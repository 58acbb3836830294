"""A contract survives being moved: it holds no commit, and its harness may come with the new base."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CONFTEST = "import pytest\n\n\n@pytest.fixture\ndef price():\n    return 100\n"


def test_a_rebase_onto_other_harness_keeps_the_contract(project: Project) -> None:
    """The lock commit does not touch the conftest; what it was locked with came from the base, and so does the new."""
    based = project.with_file("tests/conftest.py", CONFTEST).commit()
    based.git("checkout", "--quiet", "-b", "discount")
    locked = based.with_red_test().gate("lock", verdict="passed")
    locked.git("checkout", "--quiet", "main")
    locked.with_file("tests/conftest.py", CONFTEST + "\n\ndef unused():\n    return None\n").commit("more harness")
    locked.git("checkout", "--quiet", "discount")
    locked.git("rebase", "--quiet", "main")

    locked.implement().gate("green", verdict="passed")


def test_harness_that_is_edited_after_the_lock_still_breaks_the_contract(project: Project) -> None:
    """Only what the lock commit was put upon is accounted for."""
    locked = project.with_file("tests/conftest.py", CONFTEST).commit().with_red_test()
    locked = locked.gate("lock", "--tdd-feature=discount", verdict="passed").implement()

    edited = locked.with_file("tests/conftest.py", CONFTEST.replace("100", "200")).commit("edited")

    edited.gate("green", verdict="refused", rules=["contract-touched"])
