"""Classes that are equal to everything because the tests ask for it: a matcher is a feature like any other."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.asked_matchers import matchers_asked_for

MATCHER = b"class Anything:\n    def __eq__(self, other):\n        return True\n\n\nANY = Anything()\n"
ASKING = {
    "two": "def test_a():\n    assert Anything() == 5\n    assert Anything() == 'x'\n",
    "two-tests": "def test_a():\n    assert Anything() == 5\n\n\ndef test_b():\n    assert 'x' == Anything()\n",
    "inside": "def test_a():\n    assert Anything() == 5\n    assert {'id': 7} == {'id': Anything()}\n",
    "list": "def test_a():\n    assert [1, 5, 'x'] == [1, Anything(), Anything()]\n",
    "and": "def test_a():\n    assert Anything() == 5 and Anything() == 6\n",
    "rows": "@pytest.mark.parametrize('value', [5, 'x'])\ndef test_a(value):\n    assert Anything() == value\n",
    "instance": "def test_a():\n    assert ANY == 5\n    assert ANY == 6\n",
    "of-module": "def test_a():\n    assert matcher.ANY == 5\n    assert matcher.ANY == 6\n",
    "given": "def test_a():\n    assert Anything('reason') == 5\n    assert Anything('reason') == 6\n",
    "method": "class T(TestCase):\n    def test_a(self):\n        self.assertEqual(Anything(), 5)\n"
    "        self.assertEqual(Anything(), 6)\n",
}
SILENT = {
    "one": "def test_a():\n    assert Anything() == 5\n",
    "same": "def test_a():\n    assert Anything() == 5\n    assert Anything() == 5\n",
    "arguments": "def test_a():\n    assert Anything(5) == 5\n    assert Anything(6) == 6\n",
    "objects": "def test_a():\n    assert Anything(5) == Anything('5.0')\n    assert Anything(5) == Anything(5.0)\n",
    "variable": "def test_a():\n    it = Anything()\n    assert it == 5\n    it.add(1)\n    assert it == 6\n",
    "differs": "def test_a():\n    assert not Anything() == 5\n    assert Anything() != 6\n",
    "other": "def test_a():\n    assert Other() == 5\n    assert Other() == 6\n",
    "handed-out": "def test_a():\n    assert pages('a') == 5\n    assert pages('b') == 6\n",
    "broken": "def test_a(:\n",
}


@pytest.mark.parametrize("test", ASKING.values(), ids=ASKING)
def test_what_is_equal_to_two_values(test: str) -> None:
    """The test makes it, each time in the same way, and wants it to be equal to values that differ."""
    assert matchers_asked_for({"tests/test_a.py": test.encode()}, MATCHER) == {"Anything"}


@pytest.mark.parametrize("test", SILENT.values(), ids=SILENT)
def test_what_is_equal_to_its_own_value(test: str) -> None:
    """One value can be the class's own; an object that was given something follows that."""
    assert matchers_asked_for({"tests/test_a.py": test.encode()}, MATCHER) == frozenset()
