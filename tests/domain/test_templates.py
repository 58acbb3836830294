"""What a tool fills in around the words that somebody should write is no documentation."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.placeholders import has_left_over, is_placeholder

GOOGLE = """_summary_

_extended_summary_

Args:
    count (int): _description_
    rates (dict[str, int], optional): _description_. Defaults to None.

Raises:
    ValueError: _description_

Returns:
    dict[str, int]: _description_
"""
NUMPY = """_summary_

Parameters
----------
count : int
    _description_
rates : dict[str, int], optional
    _description_, by default None

Returns
-------
dict[str, int]
    _description_

Raises
------
ValueError
    _description_
"""
SPHINX = """_summary_

:param count: _description_
:type count: int
:param rates: _description_, defaults to None
:type rates: dict[str, int], optional
:raises ValueError: _description_
:return: _description_
:rtype: dict[str, int]
"""
OLDER = """[summary]

Args:
    count ([type]): [description]

Returns:
    [type]: [description]
"""
EMPTY = """
:param left:
:type left: int
:param right:
:return:
"""


@pytest.mark.parametrize(
    "text", [GOOGLE, NUMPY, SPHINX, OLDER, EMPTY], ids=["google", "numpy", "sphinx", "older", "empty"]
)
def test_a_template_that_nobody_filled_in_is_a_placeholder(text: str) -> None:
    """Its own words, headings, names and types tell a reader nothing that the signature does not."""
    assert is_placeholder(text, "size_of")


@pytest.mark.parametrize("text", [EMPTY, GOOGLE.partition("\n")[2], "\nArgs:\n\nReturns:\n"])
def test_the_name_above_an_empty_template_adds_nothing(text: str) -> None:
    """It stands in the signature, too."""
    assert is_placeholder(f"Size of.\n{text}", "size_of")


@pytest.mark.parametrize(
    "line",
    [
        "Args:\n    count (int): _description_",
        "Args:\n    count (int, optional): _description_. Defaults to 1.",
        "Returns:\n    dict[str, int]: _description_",
        "Parameters\n----------\ncount : int\n    _description_, by default 1",
        ":param count: _description_, defaults to 1",
        ":return: [description]",
        "_extended_summary_",
    ],
)
def test_a_summary_alone_does_not_fill_in_a_template(line: str) -> None:
    """What follows is left over."""
    assert has_left_over(f"How many fit.\n\n{line}\n")


@pytest.mark.tdd_pins("it was so before")
@pytest.mark.parametrize(
    "text",
    [
        "How many fit.",
        "\n:param left:\n    What stands on the left.\n:return: what fits",
        "Parameters\n----------\ncount : int\n    How many.",
        "Args:\n    count (int): How many.",
        "Returns:\n    int: How many fit.",
        "The _summary_ of a page, and its _description_ beside it.",
        "Usage: size [description]",
        "The [description](pages.md) of a page.",
    ],
)
def test_words_of_somebody_are_documentation(text: str) -> None:
    """Whatever stands around them."""
    assert not is_placeholder(text, "size_of")
    assert not has_left_over(text)
