"""Classes that are given something by the tests, do nothing with it, and answer with the tests' constants."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

TEST = """\
from shop.cart import Cart


def test_total():
    cart = Cart()
    cart.add("a", 3, 2.5)
    assert cart.total() == 7.5


def test_count():
    cart = Cart()
    cart.add("a", 3, 2.5)
    assert cart.count == 3
"""
MADE_TEST = "from shop.cart import Cart\n\n\ndef test_a():\n    assert Cart([3, 2.5]).total() == 7.5\n"
ADD = '    def add(self, name, n, price):\n        """Add."""\n\n'
TOTAL = "    def total(self):\n        return 7.5\n"
COUNT = "    count = 3\n\n"


def told(source: str, test: str = TEST) -> list[tuple[int, str]]:
    """Line and text of each finding."""
    found = copied_examples({"tests/test_cart.py": test.encode()}, {"src/shop/cart.py": ChangedFile(source.encode())})
    return [(each.line, each.what) for each in found]


def test_a_method_and_an_attribute() -> None:
    """Each is told, with the test's line."""
    assert told(f"class Cart:\n{COUNT}{ADD}{TOTAL}") == [
        (2, "Cart.count is 3 whatever a Cart is given, as tests/test_cart.py:13 expects"),
        (8, "Cart.total is 7.5 whatever a Cart is given, as tests/test_cart.py:7 expects"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        f"class Cart:\n{ADD}    @property\n    def count(self):\n        return 3\n",
        f"class Cart:\n{ADD}    def total(self):\n        found = 7.5\n        return found\n",
        f"class Cart(object):\n    def add(self, *items):\n        pass\n\n{TOTAL}",
        f"class Cart:\n    def add(self, *items):\n        return None\n\n{TOTAL}",
        f"class Cart:\n    def add(self, *items):\n        return self\n\n{TOTAL}",
        f"class Cart:\n    count: int = 3\n\n{ADD}",
        f"class Cart:\n    total = lambda self: 7.5\n\n{ADD}",
    ],
    ids=["property", "named", "object", "none", "itself", "annotated", "lambda"],
)
def test_other_ways_to_be_idle(source: str) -> None:
    """Whatever stands for doing nothing, and for a constant."""
    assert len(told(source)) == 1


def test_what_it_is_made_with_is_given_too() -> None:
    """A constructor that does nothing."""
    assert told(f"class Cart:\n    def __init__(self, items):\n        pass\n\n{TOTAL}", MADE_TEST)


@pytest.mark.parametrize(
    ("source", "test"),
    [
        (f"class Cart:\n    def add(self, *items):\n        self.items = items\n\n{TOTAL}", TEST),
        (f"class Cart:\n    def add(self, *items):\n        print('added')\n\n{TOTAL}", TEST),
        (f"class Cart:\n{ADD}    def total(self):\n        return 8.5\n", TEST),
        (f"class Cart(Base):\n{ADD}{TOTAL}", TEST),
        (f"class Basket:\n{ADD}{TOTAL}", TEST),
        (f"class Cart:\n{ADD}{TOTAL}", TEST.replace('    cart.add("a", 3, 2.5)\n', "")),
        (f"class Cart:\n{ADD}{TOTAL}", TEST.replace("cart.add(", "done = cart.add(")),
        (f"class Cart:\n{ADD}    def total(self):\n        return 0\n", TEST.replace("7.5", "0")),
        (f"class Cart:\n    def __init__(self, items):\n        self.items = items\n\n{TOTAL}", MADE_TEST),
        (f"class Cart:\n{TOTAL}", MADE_TEST),
    ],
    ids=["state", "effect", "another", "base", "name", "not-given", "result", "everyday", "kept", "no-constructor"],
)
@pytest.mark.tdd_pins("classes that do something, or that the tests give nothing")
def test_what_is_no_idle_class(source: str, test: str) -> None:
    """Null objects, strategies and constants of a class are honest."""
    assert [each for each in told(source, test) if "is 7.5" in each[1] or "is 0" in each[1]] == []


@pytest.mark.tdd_pins("only what the change wrote counts")
def test_what_was_there_before_is_free() -> None:
    """Another line of the class changed."""
    before = f"class Cart:\n{COUNT}{ADD}{TOTAL}"
    file = ChangedFile((before + "\n    def name(self):\n        return 'cart'\n").encode(), before.encode())

    assert copied_examples({"tests/test_cart.py": TEST.encode()}, {"src/shop/cart.py": file}) == ()
