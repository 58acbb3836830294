"""A call on a stack of its own."""

from __future__ import annotations

import contextvars
import sys
import traceback

import pytest

from pytest_tddgate.session.calls.bare_stack import call_on_bare_stack

NUMBER = contextvars.ContextVar("NUMBER", default=0)


def test_nothing_of_pytest_is_on_the_stack() -> None:
    """One frame is: that of a program."""
    stack = call_on_bare_stack(traceback.extract_stack)

    assert [(each.filename, each.name) for each in stack[:1]] == [("<string>", "<module>")]
    assert not any("pytest" in each.filename for each in stack)


def test_the_context_is_that_of_the_caller() -> None:
    """A context variable of a test is found."""
    NUMBER.set(7)

    assert call_on_bare_stack(NUMBER.get) == 7


def test_what_is_raised_comes_back() -> None:
    """As it was."""
    with pytest.raises(ZeroDivisionError):
        call_on_bare_stack(divmod, 1, 0)


@pytest.mark.parametrize("is_traced", [True, False])
def test_calls_are_traced_where_that_is_asked_for(*, is_traced: bool) -> None:
    """As they are while coverage or the recorder listens."""
    assert call_on_bare_stack(lambda: sys.gettrace() is not None, is_traced=is_traced) is is_traced
