"""A test all of whose assertions hold whatever the code does asserts nothing."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.vacuous import asserts_only_what_holds

EMPTY = {
    "or-true": "assert (price == 250) or True",
    "true": "assert True",
    "text": "assert 'price is 250'",
    "tuple": "assert (price == 250, 'wrong price')",
    "number-last": "assert price == 250 or 1",
    "itself": "assert price is price",
    "nothing-below-zero": "assert len(price) >= 0",
    "all-of-them": "assert True\n    assert price is price and 1",
    "not-false": "assert not False",
}
ASKING = {
    "one-of-them": "assert True\nassert price == 250",
    "and": "assert price == 250 and True",
    "or": "assert price == 250 or price is None",
    "a-check-by-name": "assert True\ncheck(price)",
    "an-error": "with pytest.raises(ValueError):\n    net('x')\nassert True",
    "calls-may-differ": "assert net(1) is net(1)",
    "asks-for-equality": "assert price == price",
    "nothing-at-all": "net(1)",
    "empty-text": "assert price or ''",
    "length": "assert len(price) > 0",
}


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY)
def test_it_is_found(body: str) -> None:
    """The line is that of the first one."""
    source = f"def test_t():\n    price = net('2,50')\n    {body}\n"
    assert asserts_only_what_holds(source.encode(), "test_t") == 3


@pytest.mark.parametrize("body", ASKING.values(), ids=ASKING)
def test_what_can_fail(body: str) -> None:
    """Also one that asserts nothing at all: it says that nothing is raised."""
    lines = ["price = net('2,50')", *body.splitlines()]
    source = "class TestT:\n    def test_t(self):\n" + "".join(f"        {each}\n" for each in lines)
    assert asserts_only_what_holds(source.encode(), "TestT::test_t") == 0
    assert asserts_only_what_holds(b"def (", "test_t") == 0
