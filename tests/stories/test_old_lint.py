"""A feature in files that ruff never liked: only what is new counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project

if TYPE_CHECKING:
    from pathlib import Path

RUFF = '\n[tool.ruff]\nlint.select = ["E", "F"]\n[tool.tddgate.review]\ngates = []\n'
SUBJECT = "import os,sys\n\ndef old( x ):\n  return x == None\n"
SUITE = "import os,sys\nfrom shop.discount import old\n\ndef test_old():\n  assert old( None )==True\n"
TEST = "\n\ndef test_discount():\n    from shop.discount import discount\n\n    assert discount(100) == 90\n"
CODE = "\n\ndef discount(price):\n    return price * 9 // 10\n"


@pytest.fixture
def elder(project_template: Path, tmp_path: Path) -> Project:
    """Old code and an old test in no style, in a project that has settings of ruff."""
    project = Project.copied(project_template, tmp_path / "shop")
    project.with_file("pyproject.toml", project.text("pyproject.toml") + RUFF)
    project.with_file("src/shop/discount.py", SUBJECT).with_file("tests/test_shop.py", SUITE)
    return project.commit("old code")


def test_old_remarks_are_not_the_features(elder: Project) -> None:
    """Neither before the lock nor at review; a new one in the same file is."""
    told = elder.with_file("tests/test_shop.py", SUITE + TEST).gate("verify-fail", verdict="passed").last.output
    assert "unpolished-test" not in told

    locked = elder.lock().with_file("src/shop/discount.py", SUBJECT + CODE).commit("discount")
    assert "format" in locked.gate("review", verdict="passed").last.advised

    worse = locked.with_file("src/shop/discount.py", SUBJECT + CODE + "\n\nimport re\n").commit("more")
    refused = worse.gate("review", verdict="refused", rules=["lint"]).last
    assert "src/shop/discount.py:11" in refused.output
    assert "--fix" not in refused.output  # it would mend old lines, too


def test_a_new_fault_of_a_new_test_in_an_old_file_is_told_without_a_command_for_the_file(elder: Project) -> None:
    """The command would rewrite tests that must stay as they are."""
    faulty = TEST.replace("== 90", "== 90;") + "    assert discount(0) == None\n"
    said = elder.with_file("tests/test_shop.py", SUITE + faulty).gate("verify-fail", verdict="passed").last.output

    assert "advice[unpolished-test]" in said
    assert "E711" in said
    assert "ruff check --fix" not in said
    assert "ruff format" not in said
