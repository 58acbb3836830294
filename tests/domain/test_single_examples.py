"""Behaviour of which a contract shows one example only."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import sources_of
from pytest_tddgate.domain.red.single_examples import single_examples

HEAD = "import pytest\nfrom shop import total, tax\nfrom shop.cart import Cart\n\n\n"


def singles(test: str) -> list[tuple[str, int]]:
    """The missing functions that these tests show once, with the line of the example."""
    names = [line[4:].partition("(")[0].replace("def ", "").strip() for line in test.splitlines() if "def test" in line]
    sources = sources_of("tests/test_it.py", (HEAD + test).encode(), [name.removeprefix("def ") for name in names])
    return [(each.name, each.line) for each in single_examples(sources, ["shop.total", "shop.cart.Cart"])]


@pytest.mark.parametrize(
    "test",
    [
        "def test_a():\n    assert total([1, 2]) == 3\n",
        "def test_a():\n    found = total([1, 2])\n    assert found == 3\n",
        "def test_a():\n    assert 3 == total([1, 2])\n    assert total([1, 2]) == 3\n",
        "@pytest.mark.parametrize(('a', 'b'), [([1, 2], 3)])\ndef test_a(a, b):\n    assert total(a) == b\n",
        "def test_a():\n    assert total([1, 2]) == 3\n    with pytest.raises(ValueError):\n        total([-1])\n",
        "def test_a(self):\n    self.assertEqual(total([1, 2]), 3)\n",
    ],
    ids=["one", "named", "twice-the-same", "one-row", "and-an-error", "unittest"],
)
def test_one_example_could_be_a_lookup_table(test: str) -> None:
    """An error is another behaviour, and the same example again is the same."""
    assert [name for name, _ in singles(test)] == ["total"]


@pytest.mark.parametrize(
    "test",
    [
        "def test_a():\n    assert total([1, 2]) == 3\n    assert total([]) == 0\n",
        "def test_a():\n    assert total([1, 2]) == 3\n\n\ndef test_b():\n    assert total([5]) == 5\n",
        "@pytest.mark.parametrize(('a', 'b'), [([1], 1), ([2], 2)])\ndef test_a(a, b):\n    assert total(a) == b\n",
        "@pytest.mark.parametrize(('a', 'b'), ROWS)\ndef test_a(a, b):\n    assert total(a) == b\n",
        "def test_a():\n    for n in range(3):\n        assert total([n]) == n\n",
        "def test_a(cart):\n    assert total(cart) == 3\n",
        "def test_a():\n    assert tax(3) == 1\n",
        "def test_a():\n    assert isinstance(total([1]), int)\n",
        "def test_a():\n    assert total([1, 2]) == sum([1, 2])\n",
        "@given(st.integers())\ndef test_a(n):\n    assert total([n]) == 3\n",
    ],
    ids=["two", "two-tests", "rows", "unknown-rows", "loop", "fixture", "not-missing", "kind", "computed", "property"],
)
def test_a_second_example_or_something_else_is_enough(test: str) -> None:
    """Advice is for what can be told for sure."""
    assert singles(test) == []
