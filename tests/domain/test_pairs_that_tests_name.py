"""Tables that know a factor for each pair that the tests name, of a conversion between any two of the same names."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

TEST = b"""\
import pytest
from shop.units import convert


@pytest.mark.parametrize(("value", "source", "target", "expected"), [
    (3, "km", "m", 3000), (26.2, "mi", "km", 42.1648), (12, "in", "cm", 30.48), (5, "ft", "in", 60),
    (100, "C", "F", 212), (-40, "F", "C", -40), (0, "C", "K", 273.15),
])
def test_convert(value, source, target, expected):
    assert convert(value, source, target) == pytest.approx(expected, rel=1e-4)


def test_unknown():
    with pytest.raises(ValueError):
        convert(1, "km", "parsec")
"""
FORMS = parts_of(
    """
#: pairs
FACTORS = {
    ("km", "m"): 1000, ("mi", "km"): 1.60934, ("in", "cm"): 2.54, ("ft", "in"): 12,
    ("C", "F"): 2.12, ("F", "C"): 1, ("C", "K"): 7,
}


def convert(value, source, target):
    return value * FACTORS[source, target]

#: all but one, which has a branch
FACTORS = {
    ("km", "m"): 1000, ("mi", "km"): 1.60934, ("in", "cm"): 2.54, ("ft", "in"): 12, ("C", "F"): 2.12, ("F", "C"): 1
}


def convert(value, source, target):
    if (source, target) == ("C", "K"):
        return 273.15
    return value * FACTORS[source, target]

#: tables in a table
FACTORS = {
    "km": {"m": 1000}, "mi": {"km": 1.60934}, "in": {"cm": 2.54}, "ft": {"in": 12}, "C": {"F": 2.12, "K": 7},
    "F": {"C": 1},
}


def convert(value, source, target):
    return value * FACTORS[source][target]

#: joined
FACTORS = {
    "km-m": 1000, "mi-km": 1.60934, "in-cm": 2.54, "ft-in": 12, "C-F": 2.12, "F-C": 1, "C-K": 7,
}


def convert(value, source, target):
    return value * FACTORS[f"{source}-{target}"]
"""
)
MORE = parts_of(
    """
#: one pair more
FACTORS = {
    ("km", "m"): 1000, ("mi", "km"): 1.60934, ("in", "cm"): 2.54, ("ft", "in"): 12,
    ("C", "F"): 2.12, ("F", "C"): 1, ("C", "K"): 7, ("K", "C"): 8,
}


def convert(value, source, target):
    return value * FACTORS[source, target]

#: one unit each
METRES = {"km": 1000, "m": 1, "mi": 1609.344, "cm": 0.01, "in": 0.0254, "ft": 0.3048}


def convert(value, source, target):
    return value * METRES[source] / METRES[target]
"""
)
SHIPPING = b"""\
import pytest
from shop.shipping import price


@pytest.mark.parametrize(("weight", "zone", "speed", "expected"), [
    (3, "eu", "slow", 6), (3, "eu", "fast", 12), (5, "world", "slow", 20), (5, "world", "fast", 45)
])
def test_price(weight, zone, speed, expected):
    assert price(weight, zone, speed) == expected
"""
RATES = """\
RATES = {("eu", "slow"): 2, ("eu", "fast"): 4, ("world", "slow"): 4, ("world", "fast"): 9}


def price(weight, zone, speed):
    return weight * RATES[zone, speed]
"""


def told(source: str, test: bytes = TEST, words: str = "") -> list[tuple[int, str]]:
    """Line and text of each finding."""
    found = only_examples(
        {"tests/test_units.py": test}, {"src/shop/units.py": ChangedFile(source.encode())}, words=words
    )
    return [(each.line, each.what) for each in found]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_the_tested_pairs_is_told(form: str) -> None:
    """No other pair is converted."""
    assert len(told(FORMS[form])) == 1


def test_what_is_told() -> None:
    """The function, and a pair with its line."""
    what = "these 7 rows are for all that the tests show of convert: ('km', 'm') is in its call"

    assert told(FORMS["pairs"]) == [(2, f"{what}, as in tests/test_units.py:10")]


@pytest.mark.tdd_pins("honest code, about which nothing was said before either")
@pytest.mark.parametrize("form", MORE)
def test_a_table_that_knows_more_is_not_told(form: str) -> None:
    """One pair more, or a value for each name."""
    assert told(MORE[form]) == []


@pytest.mark.tdd_pins("honest code, about which nothing was said before either")
def test_pairs_of_two_kinds_are_not_told() -> None:
    """A zone is no speed: these pairs are no conversions, and all of them are there."""
    assert told(RATES, SHIPPING) == []


@pytest.mark.tdd_pins("honest code, about which nothing was said before either")
def test_pairs_that_the_documentation_names_are_not_told() -> None:
    """They are the domain's."""
    assert told(FORMS["pairs"], words="km m mi in cm ft C F K") == []
