"""The neighbours of a value: alike in form, and never the value itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.generality.neighbours import neighbours_of

ATOMS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
VALUES = st.recursive(
    ATOMS, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@given(VALUES)
def test_a_neighbour_is_another_value_of_the_same_type(value: object) -> None:
    """And the neighbours of a value are the same whenever they are asked for."""
    found = neighbours_of(value)

    assert {type(each) for each in found} <= {type(value)}
    assert [each for each in found if each == value] == []
    assert [repr(each) for each in neighbours_of(value)] == [repr(each) for each in found]


@pytest.mark.parametrize(
    ("value", "among"),
    [
        (10, {9, 11, 20}),
        (1.5, {2.5, 3.0}),
        (True, {False}),
        ("7-9", {"8-9", "7-8"}),
        ("ab", {"bb", "AB", "ba"}),
        (b"7-9", {b"8-9"}),
        ((1, 2, 3), {(2, 1, 3), (1, 2), (2, 2, 3), (1, 2, 3, 3)}),
        (frozenset({1}), {frozenset({2}), frozenset()}),
    ],
)
def test_the_nearest_are_among_them(value: object, among: set[object]) -> None:
    """Numbers up and down, digits and letters within their class, elements swapped, dropped, doubled and changed."""
    assert among - set(neighbours_of(value)) == set()


def test_a_dictionary_changes_in_its_keys_and_in_its_values() -> None:
    """One entry at a time, and one entry less."""
    found = neighbours_of({"a1": 1, "b": 2})

    assert {"a1": 2, "b": 2} in found
    assert {"a2": 1, "b": 2} in found
    assert {"b": 2} in found


@pytest.mark.parametrize("text", ["10-12,20", "Jan 5", "a_b.c"])
def test_characters_of_a_text_change_within_their_class(text: str) -> None:
    """What is between digits and letters stands; a text of the same length has its digits where they were."""
    same_length = [each for each in neighbours_of(text) if len(each) == len(text)]
    shapes = {re.sub("[a-zA-Z]", "a", re.sub("[0-9]", "0", each)) for each in same_length}

    assert re.sub("[a-zA-Z]", "a", re.sub("[0-9]", "0", text)) in shapes
    assert len(same_length) > 2


@pytest.mark.parametrize("value", [None, object(), len, int, ...])
def test_what_has_no_form_of_its_own_has_no_neighbours(value: object) -> None:
    """Nobody knows what is near to an object."""
    assert neighbours_of([value, 1]) != ()
    assert neighbours_of(value) == ()
