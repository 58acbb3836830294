"""Calls that are counted by an iterator, and decide when it comes to a number."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.awareness.call_counting import counting_spots

HEAD = "import itertools\n_calls = itertools.count()\n\n"


@pytest.mark.parametrize(
    "body",
    [
        "def find(name):\n    if next(_calls) < 150:\n        return [name]\n    return []\n",
        "def find(name):\n    return [] if 150 <= next(_calls) else [name]\n",
    ],
)
def test_a_count_that_is_compared_decides(body: str) -> None:
    """The hundred and fiftieth call has another answer."""
    tree = ast.parse(HEAD + body)
    assert [spot.what for spot in counting_spots(tree, frozenset(range(1, 20)))] == [
        "decides by how often it was called (next(_calls))"
    ]


@pytest.mark.tdd_pins("honest counters passed before")
@pytest.mark.parametrize(
    "body",
    [
        "def name():\n    return f'item-{next(_calls)}'\n",
        "def find(rows):\n    return next(rows) < 3\n",
        "class Item:\n    def __init__(self):\n        self.number = next(_calls)\n",
    ],
)
def test_a_count_that_only_numbers_is_fine(body: str) -> None:
    """Names and numbers of things, and other iterators."""
    assert not list(counting_spots(ast.parse(HEAD + body), frozenset(range(1, 20))))
