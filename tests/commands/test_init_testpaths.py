"""`tddgate init` in a project whose test paths name product code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project


def test_a_test_path_that_holds_product_code_is_named(project: Project, tddgate: Tddgate) -> None:
    """What was detected is said where it is not what pytest's own settings suggest."""
    project.replace("pyproject.toml", '["tests"]', '["tests", "src/shop"]')

    answer = tddgate(project, "init")

    assert 'tests = ["tests"]\n' in answer.out
    assert (
        "note: pytest looks for tests in src/shop too, which is product code: of it test files, conftest.py and "
        "folders named tests or test count as tests\n" in answer.out
    )
