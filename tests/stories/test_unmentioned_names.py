"""A project whose pages name few of its functions is not asked to name a new one, unless its settings ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

RATES = "".join(f'def rate{n}(price):\n    """The rate of a price."""\n    return price\n\n\n' for n in range(9))
CODE = 'def discount(price):\n    """A price less ten percent."""\n    return price * 9 // 10\n'


def with_pages(project: Project, named: int) -> Project:
    """A new function in a project of ten, whose README names so many."""
    page = "# shop\n\n" + "".join(f"- `rate{n}`\n" for n in range(named))
    project.with_file("src/shop/rates.py", RATES).with_file("README.md", page).commit("pages")
    return project.with_red_test().lock().with_file("src/shop/discount.py", CODE)


def test_where_pages_name_few_a_new_name_is_advice(project: Project) -> None:
    """The advice tells what the pages do, and the way to demand it."""
    passed = with_pages(project, 7).gate("docs", verdict="passed").last

    assert set(passed.advised) == {"docs-silent"}
    assert "why:  pages here mention 7 of 10 public functions and classes" in passed.output
    assert 'docs-silent = "refuse" in [tool.tddgate.rules]' in passed.output


@pytest.mark.tdd_pins("the other side: it holds today")
def test_where_pages_name_nearly_all_a_new_name_is_missing(project: Project) -> None:
    """Eight of ten are four of five."""
    with_pages(project, 8).gate("docs", verdict="refused", rules=["docs-silent"])
