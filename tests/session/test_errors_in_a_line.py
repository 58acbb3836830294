"""An error in one line: its class and message, also where pytest-xdist quotes the traceback of a worker."""

from __future__ import annotations

import pytest

from pytest_tddgate.session.child import exceptions

QUOTED = (
    'Traceback (most recent call last):\n  File "c.py", line 5, in f\n    raise KeyError("boom")\nKeyError: \'boom\'\n'
)


@pytest.mark.tdd_pins("what was told stays where nothing is quoted")
def test_an_error_is_told_by_its_class_and_the_first_line() -> None:
    """What follows explains it at length."""
    assert exceptions.in_a_line(ValueError("no price\nfor a book")) == "ValueError: no price"


@pytest.mark.parametrize("end", ["", "assert False", "\nassert False"])
def test_of_a_quoted_traceback_the_error_itself_is_told(end: str) -> None:
    """The last line is what was raised; that of an assertion of pytest-xdist around it is not."""
    assert exceptions.in_a_line(AssertionError(QUOTED + end)) == "KeyError: 'boom'"
