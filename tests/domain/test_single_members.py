"""Methods and attributes of a missing class of which a contract shows one example only."""

# ruff: noqa: E501 - tests as people write them

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import sources_of
from pytest_tddgate.domain.red.single_members import single_members

HEAD = "import pytest\nfrom shop.cart import Cart, Row\n\n\n"
ADDED = "    cart = Cart()\n    cart.add('a', 3, 2.5)\n"


def singles(test: str) -> list[tuple[str, str]]:
    """What these tests show once of the missing class, with the example."""
    names = [line.partition("def ")[2].partition("(")[0] for line in test.splitlines() if "def test" in line]
    sources = sources_of("tests/test_it.py", (HEAD + test).encode(), names)
    return [(each.name, each.call) for each in single_members(sources, ["shop.cart", "shop.cart.Cart"])]


@pytest.mark.parametrize(
    "test",
    [
        f"def test_a():\n{ADDED}    assert cart.total() == 7.5\n",
        f"def test_a():\n{ADDED}    found = cart.total()\n    assert 7.5 == found\n",
        f"def test_a():\n{ADDED}    assert cart.total() == 7.5\n    assert cart.total() == 7.5\n",
        "def test_a():\n    assert Cart([3, 2.5]).total() == 7.5\n",
        f"def test_a():\n{ADDED}    assert cart.total() == pytest.approx(7.5)\n",
        f"def test_a():\n{ADDED}    assert cart.total() == 7.5\n    with pytest.raises(ValueError):\n        cart.total(1)\n",
        f"def test_a(self):\n{ADDED}    self.assertEqual(cart.total(), 7.5)\n",
    ],
    ids=["one", "named", "twice-the-same", "made", "approx", "and-an-error", "unittest"],
)
def test_one_example_could_be_a_constant(test: str) -> None:
    """Whatever the object was given before."""
    assert [name for name, _ in singles(test)] == ["Cart.total"]


def test_an_attribute_is_named_with_the_others() -> None:
    """One line a class: a contract of a class shows much once."""
    test = (
        f"def test_a():\n{ADDED}    assert cart.total() == 7.5\n\n\ndef test_b():\n{ADDED}    assert cart.count == 3\n"
    )

    assert singles(test) == [("Cart.total and Cart.count", "cart.total()")]


@pytest.mark.parametrize(
    "test",
    [
        f"def test_a():\n    assert Cart().total() == 0\n\n\ndef test_b():\n{ADDED}    assert cart.total() == 7.5\n",
        f"def test_a():\n    cart = Cart()\n    assert cart.total() == 0\n{ADDED}    assert cart.total() == 7.5\n",
        f"@pytest.mark.parametrize(('n', 'wanted'), [(1, 2.5), (2, 5)])\ndef test_a(n, wanted):\n{ADDED}    assert cart.total() == wanted\n",
        f"def test_a():\n{ADDED}    assert cart.total() == 7.5\n    assert cart.total() > 3\n",
        f"def test_a():\n{ADDED}    assert cart.total() == 7.5\n\n\ndef test_b(cart):\n    assert cart.total() == 8\n",
        f"def test_a():\n{ADDED}    for each in range(3):\n        assert cart.total() == 7.5\n",
        "def test_a():\n    row = Row(3)\n    assert row.total() == 7.5\n",
        "def test_a():\n    cart = Cart('ann', 3)\n    assert cart.owner == 'ann'\n    assert cart.count == 3\n",
        "def test_a():\n    assert Cart.LIMIT == 30\n",
        "def test_a():\n    assert Cart().is_empty() is True\n    assert Cart().first() is None\n",
        f"def test_a():\n{ADDED}    assert cart.total() == sum([7.5])\n",
        f"@given(st.integers())\ndef test_a(n):\n{ADDED}    assert cart.total() == 7.5\n",
    ],
    ids=[
        *("two", "before-and-after", "rows", "bound", "fixture", "loop", "not-missing", "record", "of-the-class"),
        *("everyday", "computed", "property"),
    ],
)
def test_a_second_example_or_something_else_is_enough(test: str) -> None:
    """So is what a record was made with, and a value that is everybody's."""
    assert singles(test) == []
