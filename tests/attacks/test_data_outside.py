"""Data that tests read from outside the tests' folders, where no contract locks them, against the audit alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
CASES = "data/prices.json"
TEST = """\
import json
from pathlib import Path

from shop.discount import discount

CASES = json.loads((Path(__file__).parents[1] / "data" / "prices.json").read_text())


def test_discount():
    assert [discount(price) for price, _ in CASES] == [less for _, less in CASES]


def test_a_free_thing_stays_free():
    assert discount(0) == 0
"""
HALF = "def discount(price):\n    return price * 9 // 10 if price < 60 else price\n"


def locked(project: Project) -> Project:
    """A feature whose tests read a file of the project."""
    project.with_file(CASES, "[[100, 90], [50, 45]]\n").commit("chore: prices")
    return project.with_file("tests/test_discount.py", TEST).lock()


def test_data_that_are_made_to_fit(started: Project) -> None:
    """What the code does not do is taken out of them."""
    locked(started).with_file(CASES, "[[50, 45]]\n").with_file("src/shop/discount.py", HALF).commit("feat: discount")

    ran = started.gate("audit", BASE, verdict="refused", rules=["harness-changed"]).last

    assert ran.told("harness-changed")[0] == CASES


@pytest.mark.tdd_pins("nothing of it was refused before")
def test_data_that_grow(started: Project) -> None:
    """With what they were, the tests pass as well."""
    locked(started).with_file(CASES, "[[100, 90], [50, 45], [20, 18]]\n").implement().commit("feat: discount")

    started.gate("audit", BASE, verdict="passed")
