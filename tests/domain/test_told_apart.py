"""What tests say to differ from something: a class that compares a key has to tell two keys apart."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.told_apart import is_told_apart

NAMES = frozenset({"load", "Having"})
TOLD = {
    "differs": 'assert load("7;Ann") != load("8;Ann")',
    "constant": 'assert load("7;Ann") != "8;Ann"',
    "other-side": "assert {'id': 8} != shop.Having(id=7)",
    "not-equal": 'assert not load("7") == load("8")',
    "not-in": 'assert load("7") not in [load("8")]',
    "and": 'assert load("7") == "7" and load("7") != "8"',
    "variable": 'found = load("7")\n    assert found == "7"\n    assert found != "8"',
    "is-false": 'assert (load("7") == load("8")) is False',
    "awaited": 'assert await load("7") != "8"',
    "property": 'assert row.load != "8"',
    "method": 'self.assertNotEqual(load("7"), load("8"))',
    "false-method": 'self.assertFalse(load("7") == load("8"))',
}
SILENT = {
    "equal": 'assert load("7") == load("7;Ann")',
    "nothing": 'assert load("7") != None\n    assert load("7") != ""\n    assert load("7") != []',
    "part": 'assert load("7")["name"] != "Ann"',
    "other": 'assert other("7") != "8"\n    assert load("7")',
    "argument": 'assert other(load("7")) != "8"',
    "unasserted": 'if load("7") != load("8"):\n        pass',
    "itself": 'assert load("7") is not load("8")',
}


def told(test: str) -> bool:
    """Whether a test with these lines tells them apart."""
    return is_told_apart({"tests/test_a.py": f"async def test_a(self):\n    {test}\n".encode()}, NAMES)


@pytest.mark.parametrize("test", TOLD.values(), ids=TOLD)
def test_two_values_that_are_not_to_be_equal(test: str) -> None:
    """One of them is what the function hands out."""
    assert told(test)


@pytest.mark.parametrize("test", SILENT.values(), ids=SILENT)
def test_nothing_is_told_apart(test: str) -> None:
    """Whatever is equal to everything else differs from nothing at all as well."""
    assert not told(test)


def test_what_is_no_python() -> None:
    """Tables and broken files tell nothing."""
    assert not is_told_apart({"tests/a.csv": b"load(1) != 2", "tests/test_a.py": b"def test_a(:"}, NAMES)
