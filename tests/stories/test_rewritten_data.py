"""Data that committed tests write anew, with the bytes that they have: nobody put easier ones in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

OLD = """\
import pathlib
from shop.cart import total

SAMPLE = pathlib.Path(__file__).with_name("sample.txt")


def test_the_sample_is_up_to_date():
    SAMPLE.write_text(str(total([30, 61])))
    assert SAMPLE.read_text() == "91"
"""
NEW = """\
import pathlib
from shop.discount import discount


def test_discount():
    assert discount(100) == int(pathlib.Path(__file__).with_name("sample.txt").read_text())


def test_discount_of_more():
    assert discount(200) == 180
"""
HONEST = "def discount(price):\n    return price * 9 // 10\n"
SWAP = """\
import atexit
import pathlib

SAMPLE = pathlib.Path("tests/sample.txt")
SAMPLE.write_text("90")
atexit.register(SAMPLE.write_text, "91")


"""


def project_with(project: Project, old: str, sample: str) -> Project:
    """The new tests locked, beside a committed test and the sample that both may use."""
    project.with_file("tests/test_sample.py", old).with_file("tests/sample.txt", sample).commit()
    return project.with_file("tests/test_discount.py", NEW).lock()


def test_data_that_a_committed_test_writes_as_they_were_are_no_swap(project: Project) -> None:
    """It does the same at the base, without the change; the report says so."""
    ready = project_with(project, OLD.replace("61", "60").replace("91", "90"), "90")

    passed = ready.with_file("src/shop/discount.py", HONEST).gate("green", verdict="passed")

    assert "note: tests/sample.txt is written while the tests run, as at the base" in passed.last.output


@pytest.mark.tdd_pins("what must stay refused")
def test_data_that_only_the_change_writes_are_a_swap(project: Project) -> None:
    """Here the answer that the tests expect is another one for the time of the run."""
    ready = project_with(project, "def test_nothing():\n    assert True\n", "91")

    ready.with_file("src/shop/discount.py", SWAP + HONEST).gate("green", verdict="refused", rules=["file-swapped"])


@pytest.mark.tdd_pins("what must stay refused")
def test_other_bytes_than_the_base_writes_are_a_swap(project: Project) -> None:
    """A committed test that writes what the changed code says has to say the same."""
    ready = project_with(project, OLD.replace('== "91"', "!= ''").replace("61", "60"), "90")

    changed = ready.with_file("src/shop/discount.py", HONEST).replace(
        "src/shop/cart.py", "sum(prices)", "sum(prices) + 1"
    )

    refused = changed.run("--tdd-gate=green")
    assert "file-swapped" in refused.refused, refused.output
