"""A test of a contract can be written for another Python or platform: it was red there, and is green there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.forgery import forge

if TYPE_CHECKING:
    from tests.project import Project

_TEST = """import sys

import pytest


def test_here():
    from shop.ends import native
    assert native('a') == 'a:'

def test_there():
    from shop.ends import native
    assert native('b') == 'b:'
"""
_MARK = '@pytest.mark.skipif(sys.version_info < (3, 99), reason="needs Python 3.99")\n'
_THERE = _TEST.replace("def test_there", _MARK + "def test_there")
_CODE = "def native(text):\n    return f'{text}:'\n"
_NODE = "tests/test_ends.py::test_there"


def test_the_next_feature_is_not_refused_for_it(project: Project) -> None:
    """Nothing that is written here could make it run; it is named."""
    project = _kept(project).with_red_test().lock().implement()

    passed = project.gate("green", verdict="passed").last

    assert f"note: 1 contracted test is not run here: {_NODE} (Python 3.99)" in passed.output


def test_the_feature_that_it_belongs_to_is_judged_where_it_runs(project: Project) -> None:
    """Here nobody knows whether it is green."""
    ran = _kept(project).gate("green", "--tdd-feature=ends", verdict="undecided").last

    assert ran.last_line == f"undecided: {_NODE} is not run here. Next: run the gate with Python 3.99"


def test_an_audit_of_it_is_made_where_it_runs(started: Project) -> None:
    """It was locked where it was red; an audit elsewhere sees neither red nor green."""
    started.with_file("tests/test_ends.py", _THERE)
    forge(started, "ends", _NODE).commit("test: add failing tests for ends (TDD Gate 3)")
    started.with_file("src/shop/ends.py", _CODE).commit("feat: ends")

    ran = started.gate("audit", "--tdd-base=main", verdict="undecided").last

    assert ran.last_line == f"undecided: {_NODE} is not run here. Next: run the gate with Python 3.99"


def _kept(project: Project) -> Project:
    """The project with an implemented contract whose test was amended to ask for another Python."""
    locked = project.with_file("tests/test_ends.py", _TEST).lock("ends").with_file("src/shop/ends.py", _CODE)
    return locked.commit("feat: ends").with_file("tests/test_ends.py", _THERE).amend("ends", "Python 3.99 alone has it")
