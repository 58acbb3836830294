"""First drafts: what a docstring, an entry and a page would begin with; placeholders until somebody writes them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog
from pytest_tddgate.domain.docs.drafts import docstring_of, entry_in, style_of, with_docstrings
from pytest_tddgate.domain.docs.placeholders import is_placeholder
from pytest_tddgate.domain.docs.public_api import Parameter, PublicObject

PRICE = Parameter("price", is_required=True)
VAT = PublicObject("shop.tax.vat", "function", "t.py", 4, (PRICE,), raises=("ValueError",), has_result=True)
SOURCE = "LIMIT = 3\n\n\ndef vat(price):\n    if price < 0:\n        raise ValueError\n    return price\n"


@pytest.mark.parametrize(
    ("docstring", "style"),
    [
        ("A.\n\nArgs:\n    x: the x\n", "google"),
        ("A.\n\nParameters\n----------\nx\n", "numpy"),
        ("A.\n\n:param x: the x\n", "sphinx"),
        ("A price.", "prose"),
    ],
)
def test_the_style_is_that_of_the_projects_own_docstrings(docstring: str, style: str) -> None:
    """The first that has sections tells."""
    assert style_of(["Something.", docstring]) == style


@pytest.mark.parametrize("style", ["google", "numpy", "sphinx", "prose"])
def test_a_draft_names_everything_and_is_a_placeholder(style: str) -> None:
    """So that a draft alone opens no gate."""
    text = docstring_of(VAT, style)

    assert [word for word in ("price", "ValueError") if word not in text] == []
    assert is_placeholder(text, "vat")


def test_a_docstring_is_put_below_the_signature_with_the_bodys_indentation() -> None:
    """The rest of the file stays as it is, and still parses."""
    drafted = with_docstrings(SOURCE, [VAT], "prose")

    assert drafted == SOURCE.replace(
        "def vat(price):\n", 'def vat(price):\n    """TODO: say what vat does with price; it raises ValueError."""\n'
    )


def test_what_has_a_docstring_or_no_room_for_one_is_left_alone() -> None:
    """A signature that goes on with a backslash, and whatever somebody wrote."""
    no_room = "def vat(price): \\\n    return price\n"
    written = 'def vat(price):\n    """The tax."""\n'

    bare, told = (PublicObject("t.vat", "function", "t.py", 1, docstring=text) for text in (None, "The tax."))

    assert with_docstrings(no_room, [bare], "prose") == no_room
    assert with_docstrings(written, [told], "prose") == written


def test_an_entry_goes_where_the_project_keeps_its_changelog() -> None:
    """Below the first heading of a version, or into a fragment of its own."""
    text = "# Changelog\n\n## Unreleased\n\n### Fixed\n\n- A.\n"

    in_file = entry_in(Changelog(file="CHANGELOG.md"), "tax", text)
    fragment = entry_in(Changelog(folder="changelog.d"), "tax", "")

    assert in_file == ("CHANGELOG.md", text.replace("## Unreleased\n", "## Unreleased\n\n### Added\n\n- TODO: tax\n"))
    assert fragment == ("changelog.d/+tax.added.md", "TODO: tax\n")


def test_an_entry_that_is_a_reminder_counts_for_nothing() -> None:
    """Neither in a file nor in a fragment."""
    assert Changelog(file="C.md").entries({"C.md": ("", "## Unreleased\n\n- TODO: tax\n")}) == ()
    assert Changelog(folder="d").entries({"d/tax.added.md": ("", "TODO: tax\n")}) == ()
