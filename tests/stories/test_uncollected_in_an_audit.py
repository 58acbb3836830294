"""A contract's test that an audit's pytest does not collect: one finding says so, and none accuses the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CONFTEST = "import os\n\ncollect_ignore = ['test_discount.py'] if 'SHOP_IGNORES' in os.environ else []\n"


def test_what_did_not_run_is_not_called_unproven(project: Project) -> None:
    """The lock commit is as the gate made it: to undo it would help nobody."""
    project.with_file("tests/conftest.py", CONFTEST).commit("conftest")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")

    ran = project.run("--tdd-gate=audit", "--tdd-base=main", SHOP_IGNORES="1")

    assert "not-run" in ran.refused, ran.output
    assert "contract-unproven" not in ran.refused, ran.output
