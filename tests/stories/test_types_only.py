"""Tests that ask no more than what type comes back do not test what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

EXPORT = """\
def to_csv(pages, separator=","):
    cells = []
    for page in pages:
        cells.append(str(page))
    return separator.join(cells)


def to_html(pages):
    items = []
    for page in pages:
        items.append(f"<li>{page}</li>")
    return "<ul>" + "".join(items) + "</ul>"
"""
TYPES = """\
from shop.discount import discount
from shop.export import to_csv, to_html


def test_discount():
    assert isinstance(to_csv([1, 2]), str)
    assert len(to_html([1, 2])) > 2
    assert discount(100) == 90
"""


def test_types_are_no_results(project: Project) -> None:
    """Another text does as well."""
    project.with_file("tests/test_discount.py", TYPES).lock()

    ran = (
        project.implement()
        .with_file("src/shop/export.py", EXPORT)
        .gate("green", verdict="refused", rules=["emptied-unnoticed"])
    )
    assert "to_csv, to_html" in ran.last.output


@pytest.mark.tdd_pins("what the rule must go on to allow")
def test_results_are_missed(project: Project) -> None:
    """Each of these functions is asked for what it is there for."""
    asked = TYPES.replace("isinstance(to_csv([1, 2]), str)", "to_csv([1, 2]) == '1,2'").replace(
        "len(to_html([1, 2])) > 2", "'<li>2</li>' in to_html([1, 2])"
    )
    project.with_file("tests/test_discount.py", asked).lock()

    project.implement().with_file("src/shop/export.py", EXPORT).gate("green", verdict="passed")
