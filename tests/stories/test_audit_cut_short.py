"""An audit whose run cannot start says so, and accuses nobody of what it has not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CONFTEST = "import os\n\nif 'SHOP_ENDS' in os.environ:\n    os._exit(3)\n"


def test_a_run_that_ends_early_unproves_no_contract(project: Project) -> None:
    """Its tests were new at the lock, as the same audit shows where the run goes on."""
    project.with_file("tests/conftest.py", CONFTEST).commit("conftest")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")
    project.gate("audit", "--tdd-base=main", verdict="passed")

    ran = project.run("--tdd-gate=audit", "--tdd-base=main", SHOP_ENDS="1")

    assert "run-cut-short" in ran.refused, ran.output
    assert "contract-unproven" not in ran.refused, ran.output
