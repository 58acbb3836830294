"""A draft is written in the file's own form: its line ends, its tabs, and its lines as Python counts them."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog
from pytest_tddgate.domain.docs.drafts import entry_in, with_docstrings
from pytest_tddgate.domain.docs.public_api import Parameter, PublicObject

PRICE = Parameter("price", is_required=True)


def vat_at(line: int) -> PublicObject:
    """The function `vat`, which begins at this line."""
    return PublicObject("shop.tax.vat", "function", "t.py", line, (PRICE,), has_result=True)


def test_a_body_that_is_indented_by_tabs_gets_a_docstring_behind_tabs() -> None:
    """Else Python takes the file for inconsistent."""
    source = "class Tax:\n\tdef vat(self, price):\n\t\treturn price\n"

    drafted = with_docstrings(source, [vat_at(2)], "google")

    assert '\t\t"""TODO: say what vat does.\n\n\t\tArgs:\n\t\t    price: TODO\n' in drafted
    assert ast.parse(drafted).body


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("style", ["google", "prose"])
def test_new_lines_end_as_the_others_do(end: str, style: str) -> None:
    """A file with two kinds of ends is a nuisance in every diff."""
    source = "def vat(price):\n    return price\n"

    drafted = with_docstrings(source.replace("\n", end), [vat_at(1)], style)

    assert drafted == with_docstrings(source, [vat_at(1)], style).replace("\n", end)
    assert "TODO" in drafted


@pytest.mark.parametrize("mark", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_a_mark_that_python_counts_as_no_line_moves_no_docstring(mark: str) -> None:
    """A form feed parts sections, in the standard library too; others stand in comments."""
    head = "\f\n" if mark == "\f" else f"# one{mark}two\n"
    source = f"{head}def net(price):\n    return price\n\n\ndef vat(price):\n    return price\n"

    drafted = with_docstrings(source, [vat_at(6)], "prose")

    assert drafted == source.replace("vat(price):\n", 'vat(price):\n    """TODO: say what vat does with price."""\n')


@pytest.mark.parametrize(
    "text",
    ["", "# Changelog\n\n## Unreleased\n\n### Added\n\n- A.\n", "# Changelog\n\n## 1.0 - 2030-01-31\n\n- A.\n"],
)
def test_an_entry_ends_as_the_lines_of_its_file_do(text: str) -> None:
    """Wherever it goes; an empty file has no ends of its own."""
    kept = Changelog(file="CHANGELOG.md")

    _, drafted = entry_in(kept, "tax", text.replace("\n", "\r\n"))

    expected = entry_in(kept, "tax", text)[1]
    assert drafted == (expected.replace("\n", "\r\n") if text else expected)
