"""A stand-in that returns what it was given, results that are handed on, and results that were made at import."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.child import standins
from pytest_tddgate.session.child.standins import FIRST, MODES, is_standin, make_standin, set_mode, take_handed_on

if TYPE_CHECKING:
    from collections.abc import Iterator

PARSE: Any = make_standin("shop.parse")
SHOW: Any = make_standin("shop.show")


@pytest.fixture(autouse=True)
def _mode() -> Iterator[None]:
    """Leave the mode as it was."""
    before = standins._mode  # noqa: SLF001 - the mode is the module's own
    take_handed_on()
    yield
    set_mode(before)


@pytest.mark.parametrize(
    ("call", "given"),
    [
        (lambda: PARSE("1-3", 2), "1-3"),
        (lambda: PARSE(text="1-3"), "1-3"),
        (PARSE, None),
        (lambda: PARSE(len), None),
        (lambda: SHOW(PARSE([1])), [1]),
    ],
    ids=["positional", "keyword", "none", "a function", "twice"],
)
def test_a_call_can_give_its_first_argument(call: Any, given: object) -> None:  # noqa: ANN401 - any call
    """Data alone: a decorator that returns its function is honest."""
    set_mode(FIRST)

    assert call() == given


def test_a_result_that_another_stand_in_is_given_is_handed_on() -> None:
    """Asked once: by position or by keyword."""
    set_mode("object")

    SHOW("1-3")
    before = take_handed_on()
    SHOW(pages=PARSE("1-3"))

    assert (before, take_handed_on(), take_handed_on()) == (False, True, False)


@pytest.mark.parametrize("mode", [*sorted(set(MODES) - {"raises"}), FIRST])
def test_what_was_made_at_import_equals_what_the_same_call_gives_later(mode: str) -> None:
    """Else an expected value that the feature makes would look like a demand."""
    set_mode("anything")
    expected = PARSE("1-3")

    set_mode(mode)

    assert (PARSE("1-3") == expected, expected == PARSE("1-3")) == (True, True)


def test_what_was_made_at_import_is_no_other_object() -> None:
    """Another call makes another object; a list of pages is neither."""
    set_mode("anything")
    expected = PARSE("1-3")

    set_mode("object")

    assert (PARSE("4") == expected, SHOW("1-3") == expected, expected == [1, 2, 3]) == (False, False, False)


@pytest.mark.parametrize("value", [PARSE, PARSE.fast, standins.Anything("shop")])
def test_what_is_a_stand_in(value: object) -> None:
    """Told without a question to the value itself: a proxy may not answer yet."""
    assert is_standin(value)
    assert not is_standin([value])


def test_a_stand_in_passes_for_a_function() -> None:
    """As it does for something callable: that it is one of them says nothing. Code of others is told the truth."""
    code = """
import inspect
from pytest_tddgate.session.child.standins import make_standin, pass_for_functions
pass_for_functions(__file__)
parse = make_standin("shop.parse")
print(inspect.isfunction(parse), inspect.isfunction(len), inspect.signature(parse) is not None)
"""
    namespace = f"exec(compile({code!r}, '/shop/x.py', 'exec'), {{'__file__': '/shop'}})"
    done = subprocess.run([sys.executable, "-c", namespace], check=False, capture_output=True, text=True)

    assert (done.stdout, done.stderr) == ("True False True\n", "")
    assert not inspect.isfunction(PARSE)
