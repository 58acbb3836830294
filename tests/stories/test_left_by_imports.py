"""What the pytest of a mutant leaves behind, because it ends with the first failure, decides nothing about the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

SUBJECT = """\
RATE = 3
SPARE = 4


def tripled(value):
    return value * RATE
"""
TESTS = """\
import pathlib

import pytest

from shop.sums import tripled


@pytest.fixture(scope="module")
def lock():
    mark = pathlib.Path("app.lock")
    with mark.open("x"):
        yield
    mark.unlink()


def test_tripled(lock):
    assert tripled(3) == 9


def test_tripled_of_nothing(lock):
    assert tripled(1) == 3
"""


def test_a_file_that_a_killed_run_leaves_notices_no_mutant(started: Project) -> None:
    """The rate is needed, and its mutant leaves the file; the spare one is not needed, and its mutant survives."""
    started.with_file("tests/test_sums.py", TESTS).lock().with_file("src/shop/sums.py", SUBJECT)

    green = started.gate("green", verdict="passed").last

    assert green.advised == ("mutant-survived",)
    assert green.told("mutant-survived")[0] == "src/shop/sums.py:2"
    assert not (started.root / "app.lock").exists()
