"""New names whose docstring is another one's, word for word."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.copied_docstrings import copied_docstrings
from pytest_tddgate.domain.docs.public_api import api_changes

OLD = 'def discount(price):\n    """The price in cents, less ten percent."""\n'


def copies(before: str, now: str) -> list[tuple[str, str]]:
    """Each name of a module that copies, and whom."""
    then, after = (public_objects("shop.tax", "src/shop/tax.py", text.encode()) for text in (before, now))
    return [(each.name, other.name) for each, other in copied_docstrings(api_changes(then, after), after)]


def test_a_new_function_that_says_what_another_says_is_a_copy() -> None:
    """Lines may be broken elsewhere."""
    new = 'def vat(price):\n    """The price in cents,\n    less ten percent.\n    """\n'

    assert copies(OLD, OLD + new) == [("shop.tax.vat", "shop.tax.discount")]


def test_of_two_new_ones_the_second_copies() -> None:
    """One of them is right, perhaps."""
    assert copies("", OLD + OLD.replace("discount", "vat")) == [("shop.tax.vat", "shop.tax.discount")]


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("discount", "adiscount"),
        OLD.replace("discount", "discount_async"),
        OLD.replace("def discount", "class Basket:\n    def discount").replace('    "', '        "'),
        OLD.replace("discount", "vat").replace("cents", "euros"),
        OLD.replace("discount", "_vat"),
        "vat = discount\n",
    ],
    ids=["twin", "async", "method", "other-words", "private", "alias"],
)
def test_twins_and_what_differs_are_no_copies(new: str) -> None:
    """The same thing for another kind of caller is told in the same words."""
    assert copies(OLD, OLD + new) == []


@pytest.mark.parametrize("words", ["See the guide.", "Same as `shop.tax.total`, for carts.", "Handle it."])
def test_few_words_and_references_are_no_copies(words: str) -> None:
    """They say as much of either."""
    one = f'def discount(price):\n    """{words}"""\n'

    assert copies(one, one + one.replace("discount", "vat")) == []
