"""Tables of the tested points that are kept as members of a class, or as columns that are not written as lists."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

TEST = b"""\
import pytest
from shop.roman import to_roman


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (44, "XLIV"), (2024, "MMXXIV")]
)
def test_to_roman(number, expected):
    assert to_roman(number) == expected


@pytest.mark.parametrize("number", [0, -3, 4000])
def test_out_of_range(number):
    with pytest.raises(ValueError, match="out of range"):
        to_roman(number)
"""
FORMS = parts_of(
    """
#: members of an enumeration
class Numeral(enum.IntEnum):
    I = 1
    IV = 4
    IX = 9
    XIV = 14
    XLIV = 44
    MMXXIV = 2024


def to_roman(number):
    return Numeral(number).name

#: attributes of a class
class Known:
    I: int = 1
    IV: int = 4
    IX: int = 9
    XIV: int = 14
    XLIV: int = 44
    MMXXIV: int = 2024


def to_roman(number):
    return {value: name for name, value in vars(Known).items()}[number]

#: a column that is split
LETTERS = "I IV IX XIV XLIV MMXXIV".split()
PLACES = [1, 4, 9, 14, 44, 2024]


def to_roman(number):
    return LETTERS[PLACES.index(number)]

#: columns that are both split
def to_roman(number):
    letters = "I,IV,IX,XIV,XLIV,MMXXIV".split(",")
    places = "1,4,9,14,44,2024".split(",")
    return letters[places.index(str(number))]

#: steps beside the points
LETTERS = ["I", "IV", "IX", "XIV", "XLIV", "MMXXIV"]
STEPS = [2, 5, 10, 15, 45, 2025]


def to_roman(number):
    if not 0 < number < 4000:
        raise ValueError("out of range")
    return LETTERS[bisect.bisect(STEPS, number)]
"""
)
MORE = parts_of(
    """
#: one member more
class Numeral(enum.IntEnum):
    I = 1
    IV = 4
    V = 5
    IX = 9
    XIV = 14
    XLIV = 44
    MMXXIV = 2024


def to_roman(number):
    return Numeral(number).name

#: all letters, in two columns
LETTERS = "M CM D CD C XC L XL X IX V IV I".split()
VALUES = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]


def to_roman(number):
    found = ""
    for letter, value in zip(LETTERS, VALUES):
        count, number = divmod(number, value)
        found += letter * count
    return found

#: no steps, but a table with neighbours of the points
LETTERS = ["I", "IV", "IX", "XIV", "XLIV", "MMXXIV"]
STEPS = [2, 5, 10, 15, 45, 2025]
"""
)
GRADES = b"""\
import pytest
from shop.grades import grade


@pytest.mark.parametrize(("score", "expected"), [(33, "F"), (65, "D"), (77, "C"), (89, "B"), (90, "A")])
def test_grade(score, expected):
    assert grade(score) == expected
"""
BRACKETS = """\
import bisect

STEPS = [60, 70, 80, 90]
NAMES = list("FDCBA")


def grade(score):
    return NAMES[bisect.bisect(STEPS, score)]
"""


def told(source: str, test: bytes = TEST) -> list[tuple[int, str]]:
    """Line and function of each finding."""
    file = ChangedFile(source.encode())
    found = only_examples({"tests/test_roman.py": test}, {"src/shop/roman.py": file})
    return [(each.line, each.name) for each in found]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_the_tested_points_is_told_in_any_form(form: str) -> None:
    """Members of a class and columns of any make are tables."""
    assert [name for _, name in told("import bisect\nimport enum\n\n\n" + FORMS[form])] == ["to_roman"]


def test_the_line_is_that_of_the_first_row() -> None:
    """Of a class, its first member."""
    assert told(FORMS["members of an enumeration"]) == [(2, "to_roman")]


@pytest.mark.tdd_pins("honest code, about which nothing was said before either")
@pytest.mark.parametrize("form", MORE)
def test_a_table_that_knows_more_is_not_told(form: str) -> None:
    """One more member, or the parts that every number is made of."""
    assert told(MORE[form]) == []


@pytest.mark.tdd_pins("honest code, about which nothing was said before either")
def test_brackets_are_not_told() -> None:
    """The tests show one point in each, but the limits do not follow from these points."""
    assert told(BRACKETS, GRADES) == []
