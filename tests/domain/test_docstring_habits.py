"""What the docstrings of a project usually say: only that is asked of a change."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.docstring_habits import Habit, Part, habits_of
from pytest_tddgate.domain.docs.public_api import api_changes, gaps_of

SAYS = 'def vat{n}(price, rate):\n    """The tax of a price at a rate."""\n'
SILENT = 'def net{n}(price, rate):\n    """The price without the tax."""\n'


def habits(source: str) -> dict[Part, Habit]:
    """Those of a module."""
    return dict(habits_of(public_objects("shop.tax", "src/shop/tax.py", source.encode())))


def many(text: str, count: int) -> str:
    """So many functions of this kind."""
    return "".join(text.format(n=n) for n in range(count))


def test_a_habit_is_the_share_of_docstrings_that_say_it() -> None:
    """Of those that have something to say: a function without parameters is no example of either."""
    source = many(SAYS, 3) + many(SILENT, 1) + 'def rates():\n    """All of them."""\n' + "def bare(a): pass\n"

    assert habits(source)[Part.PARAMETERS] == Habit(3, 4)


def test_results_and_errors_have_habits_of_their_own() -> None:
    """A project can be exact about one and silent about the other."""
    body = "    if not b: raise ValueError\n    return b\n"
    told = f'def a(b):\n    """Give what `b` returns; ValueError when it is 0."""\n{body}'
    untold = f'def c(b):\n    """Take b."""\n{body}'

    found = habits(told + untold)

    assert found == {Part.PARAMETERS: Habit(2, 2), Part.RESULT: Habit(1, 2), Part.ERRORS: Habit(1, 2)}


@pytest.mark.parametrize(
    ("documented", "of", "expected"),
    [
        (0, 0, True),
        (0, 2, True),
        (0, 4, False),
        (0, 5, False),
        (3, 4, True),
        (30, 40, False),
        (36, 40, True),
        (40, 40, True),
    ],
)
def test_what_the_great_majority_says_is_asked_for(documented: int, of: int, *, expected: bool) -> None:
    """A few functions are no habit, but for none of three: there the gate asks for everything."""
    assert Habit(documented, of).is_kept is expected


def test_each_gap_says_which_habit_it_is_about() -> None:
    """A docstring that is not there is about none."""
    source = 'def a(b):\n    """Say."""\n    if not b: raise ValueError\n    return b\ndef c(): pass\n'
    now = public_objects("shop.tax", "src/shop/tax.py", source.encode())

    found = [gap.part for change in api_changes((), now) for gap in gaps_of(change, has_sections=True)]

    assert found == [Part.PARAMETERS, Part.ERRORS, Part.RESULT, None]


def test_a_private_parameter_needs_no_word() -> None:
    """`_seen` is not for callers."""
    now = public_objects("shop.tax", "src/shop/tax.py", b'def a(_seen=None):\n    """Say."""\n')

    assert [gap for change in api_changes((), now) for gap in gaps_of(change, has_sections=False)] == []


def test_a_sentence_tells_the_habit() -> None:
    """It is the reason why something is advice."""
    assert Habit(12, 40).told(Part.RESULT) == "12 of the 40 public functions here with a docstring say what they return"
