"""What is missing is said with the names that its reader knows, and so is what to do."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.public_api import api_changes, gaps_of


def told(source: str) -> list[tuple[str, str, str]]:
    """Rule, words and next step of each gap of a new module."""
    now = public_objects("shop.tax", "src/shop/tax.py", source.encode())
    gaps = (gap for each in api_changes((), now) for gap in gaps_of(each, has_sections=True))
    return [(gap.rule_id, gap.what, gap.next_step) for gap in gaps]


def test_what_a_constructor_takes_is_said_of_its_class() -> None:
    """Nobody calls `__init__`."""
    source = 'class Rate:\n    """In percent."""\n    def __init__(self, land): pass\n'

    assert told(source) == [
        ("docs-incomplete", "shop.tax.Rate does not say what land is", "name land in the docstring of Rate")
    ]


def test_each_part_has_its_next_step() -> None:
    """One edit, with the real names."""
    source = (
        'def vat(price, rate):\n    """Tax."""\n    if not rate: raise ValueError\n    return price\ndef net(): pass\n'
    )

    assert [step for _, _, step in told(source)] == [
        "write the docstring of net: tddgate draft shows a first one",
        "name price, rate in the docstring of vat",
        "name ValueError in the docstring of vat, and when it comes",
        "say in the docstring of vat what it returns",
    ]


@pytest.mark.parametrize(
    "line",
    ["price: TODO", "price (int): TODO", ":param price: TODO", "TODO", "    TODO.", "- TBD", "price : FIXME"],
)
def test_a_draft_that_is_written_half_is_a_placeholder(line: str) -> None:
    """What `tddgate draft` left open."""
    source = f'def vat(price):\n    """The tax.\n\n    {line}\n    """\n'

    assert told(source)[0] == (
        "placeholder-docs",
        "the docstring of shop.tax.vat still holds a reminder in place of words",
        "write the docstring of vat to its end",
    )


@pytest.mark.tdd_pins("the other side: it holds today")
@pytest.mark.parametrize("line", ["TODO: take the land into account as well", "price: TODO lists are taken, too"])
def test_a_note_about_what_is_to_come_is_none(line: str) -> None:
    """It says something."""
    assert told(f'def vat(price):\n    """The tax of a price.\n\n    {line}\n    """\n') == []
