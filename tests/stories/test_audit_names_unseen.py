"""A test file that cannot be imported, at the base or at the head, does not vanish from an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

PRICE = "from shop._made import RATE\n\n\ndef test_gross():\n    assert RATE == 20\n"


def test_a_file_that_wants_what_no_commit_holds(project: Project) -> None:
    """Its module is ignored by git: whoever reads the report sees what to do, and that the tests did not run."""
    project.with_file("tests/test_price.py", PRICE).commit("test: a rate")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")

    passed = project.gate("audit", "--tdd-base=main", "--tdd-mutants=off", verdict="passed")

    why = "(ModuleNotFoundError: No module named 'shop._made')"
    assert f"1 test file is not collected here, as at the base: tests/test_price.py {why}" in passed.last.output
    assert "no commit holds shop._made" in passed.last.output
