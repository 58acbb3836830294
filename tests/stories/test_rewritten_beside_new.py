"""Data that a committed test writes anew from a file that the new tests came into: it did so before they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

SAMPLE = """\
import pathlib
import shop.cart

SAMPLE = pathlib.Path(__file__).with_name("sample.txt")


def test_the_sample_is_up_to_date():
    SAMPLE.write_text(str(shop.cart.total([30, 60])))
    assert SAMPLE.read_text() == "90"
"""
LATE = """

def test_discount():
    from shop.discount import discount

    assert discount(100) == 90


def test_discount_of_more():
    from shop.discount import discount

    assert discount(200) == 180
"""
WRITING = LATE + '    SAMPLE.write_text("90")\n'
HONEST = "def discount(price):\n    return price * 9 // 10\n"
NOTE = "note: tests/sample.txt is written while the tests run, as at the base"


def locked_beside(project: Project, committed: str, grown: str) -> Project:
    """New tests locked in the file of a committed one, beside a sample that was there before."""
    project.with_file("tests/test_sample.py", committed).with_file("tests/sample.txt", "90").commit()
    return project.with_file("tests/test_sample.py", grown).lock()


def test_a_committed_test_may_write_its_data_beside_new_tests(project: Project) -> None:
    """The new tests came into its file, and what it writes is what it wrote before."""
    ready = locked_beside(project, SAMPLE, SAMPLE + LATE)

    passed = ready.with_file("src/shop/discount.py", HONEST).gate("green", verdict="passed")

    assert NOTE in passed.last.output


def test_a_new_import_at_the_top_of_the_file_does_not_hide_what_it_wrote(project: Project) -> None:
    """At the lock the file cannot be imported, and before it could."""
    imported = "from shop.discount import discount\n\n"
    grown = imported + SAMPLE + LATE.replace(f"    {imported}", "")
    ready = locked_beside(project, SAMPLE, grown)

    passed = ready.with_file("src/shop/discount.py", HONEST).gate("green", verdict="passed")

    assert NOTE in passed.last.output


def test_a_base_that_is_given_is_asked_as_it_is(project: Project) -> None:
    """It is older than the lock, and has the file without the new tests."""
    ready = locked_beside(project, SAMPLE, SAMPLE + LATE)

    passed = ready.with_file("src/shop/discount.py", HONEST).gate("green", "--tdd-base=HEAD~1", verdict="passed")

    assert NOTE in passed.last.output


@pytest.mark.tdd_pins("what must stay refused")
def test_data_that_a_new_test_writes_are_a_swap(project: Project) -> None:
    """Nothing wrote them before it came."""
    idle = SAMPLE.replace("    SAMPLE.write_text(str(shop.cart.total([30, 60])))\n", "")
    ready = locked_beside(project, idle, idle + WRITING)

    ready.with_file("src/shop/discount.py", HONEST).gate("green", verdict="refused", rules=["file-swapped"])
