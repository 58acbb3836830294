"""Tests that are asked nothing about a change run once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

COUNTED = "def test_counted():\n    with open({path!r}, 'a') as file:\n        file.write('.')\n"
CODE = "def {name}(price):\n    return price - 10\n"
EXACT = """\
from shop.{name} import {name}


def test_{name}():
    assert {name}(100) == 90
    assert {name}(50) == 40
"""


def locked_twice(project: Project) -> Project:
    """A first contract that is green, and a second one that is red, of which mutants do not survive."""
    first = project.with_file("tests/test_rebate.py", EXACT.format(name="rebate")).lock("rebate")
    done = first.with_file("src/shop/rebate.py", CODE.format(name="rebate")).commit("feat: rebate")
    return done.with_file("tests/test_discount.py", EXACT.format(name="discount")).lock("discount")


def test_tests_without_a_contract_run_once_where_contracts_notice_every_mutant(
    project: Project, tmp_path: Path
) -> None:
    """What the other contracts run is asked of their tests alone."""
    log = tmp_path / "runs"
    counted = project.with_file("tests/test_counted.py", COUNTED.format(path=str(log))).commit("a test of old")
    locked = locked_twice(counted)
    log.unlink()

    done = locked.with_file("src/shop/discount.py", CODE.format(name="discount"))
    done.gate("green", "--tdd-feature=discount", verdict="passed", says="mutants: 3 of 3")

    assert log.read_text() == "."
