"""New tests for another platform or version are written beside those that run here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

HERE = "\n\ndef test_here():\n    from shop.ends import native\n    assert native('a') == 'a;'\n"
THERE = """import sys

import pytest


@pytest.mark.skipif(sys.version_info < (4, 0), reason="Python 4")
def test_there():
    from shop.ends import native
    assert native('a') == 'a:'
"""
CODE = "def native(text):\n    return f'{text};'\n"


def test_a_test_that_belongs_elsewhere_is_left_to_its_place(project: Project) -> None:
    """It is named, is no part of the contract, and is no reason to refuse."""
    locked = project.with_file("tests/test_ends.py", THERE + HERE).lock("ends")

    assert (
        "1 new test does not run here, and is not locked: tests/test_ends.py::test_there (Python 4)"
        in locked.last.output
    )
    assert "test_there" not in locked.text(".tddgate/contracts/ends.json")
    locked.with_file("src/shop/ends.py", CODE).commit("feat: ends").gate("green", verdict="passed")


@pytest.mark.tdd_pins("the other side of the rule")
def test_tests_that_all_belong_elsewhere_show_nothing(project: Project) -> None:
    """Nothing was red."""
    project.with_file("tests/test_ends.py", THERE).gate("verify-fail", verdict="refused", rules=["not-run"])
