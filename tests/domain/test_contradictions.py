"""A test that says the opposite of one that passes can only pass when that one does not."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.contradictions import contradicted_by

KEPT = """\
import pytest
from shop.price import net, parse

def test_net():
    "It has a docstring."
    price = net(3)
    assert price == 2

def test_flag():
    assert not parse("x")

@pytest.mark.parametrize("value", [1, 2])
def test_rows(value):
    assert value in net(value)

class TestNet:
    def test_one(self):
        assert net(1) is None
"""
AGAINST = {
    "turned": ("test_net", "def test_new():\n    price = net(3)\n    assert price != 2\n"),
    "negated": ("test_flag", "def test_new():\n    assert parse('x')\n"),
    "rows": (
        "test_rows",
        '@pytest.mark.parametrize("value", [1, 2])\ndef test_new(value):\n    assert value not in net(value)\n',
    ),
    "in-its-class": ("TestNet::test_one", "\n    def test_new(self):\n        assert net(1) is not None\n"),
}
BESIDE = {
    "another-call": "def test_new():\n    price = net(4)\n    assert price != 2\n",
    "another-claim": "def test_new():\n    price = net(3)\n    assert price > 2\n",
    "more-before-it": "def test_new():\n    parse('x')\n    price = net(3)\n    assert price != 2\n",
    "other-rows": '@pytest.mark.parametrize("value", [3])\ndef test_new(value):\n    assert value not in net(value)\n',
    "a-fixture": "def test_new(prices):\n    price = net(3)\n    assert price != 2\n",
    "another-constant": "def test_new():\n    price = net(3)\n    assert price == 3\n",
    "values-of-calls": "def test_new():\n    price = net(3)\n    assert price == parse('2')\n",
    "in-no-class": "def test_new(self):\n    assert net(1) is not None\n",
}
KEPT_NAMES = frozenset({"test_net", "test_flag", "test_rows", "TestNet::test_one"})


@pytest.mark.parametrize(("kept", "new"), AGAINST.values(), ids=AGAINST)
def test_it_is_found(kept: str, new: str) -> None:
    """The same statements, and the opposite claim."""
    name = "TestNet::test_new" if new.startswith("\n    ") else "test_new"
    assert contradicted_by((KEPT + new).encode(), name, KEPT_NAMES) == kept


@pytest.mark.parametrize("new", BESIDE.values(), ids=BESIDE)
def test_what_can_hold_beside_it(new: str) -> None:
    """Something else is asked, or happens before; a value may equal two constants, as `Version("1.0")` does."""
    assert contradicted_by((KEPT + new).encode(), "test_new", KEPT_NAMES) == ""


def test_only_what_is_kept_counts() -> None:
    """A test that the change edits, too, may be wrong itself; and a file that is no Python holds none."""
    kept, new = AGAINST["turned"]
    assert contradicted_by((KEPT + new).encode(), "test_new", KEPT_NAMES - {kept}) == ""
    assert contradicted_by(b"def (", "test_new", KEPT_NAMES) == ""
