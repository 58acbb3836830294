"""A helper of the tests that is called wrongly, or that fails by itself, is no reason to write code."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import ModuleDependence, dependence_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId

LAYOUT = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
FILE = "tests/test_cart.py"
SOURCE = b"""\
from shop.cart import find

def check(name, wanted):
    assert find(name) == wanted

def later(name):
    raise ValueError("to do")

def sure(value):
    if value is None:
        raise ValueError("nothing")
    return value

def other(value):
    if value:
        return value
    raise ValueError("nothing")

class Store:
    def get(self, key):
        raise KeyError(key)

def test_wrong_call():
    check("tea")

def test_to_do():
    assert later(find("tea")) == 1

def test_sure():
    assert sure(find("tea")) == 1

def test_other():
    assert other(find("tea")) == 1

def test_of_the_subject():
    find("tea", 1, 2)

def test_double():
    find(Store())
"""
SUBJECT = Frame("/w/src/shop/cart.py", 3, "find")


def flow(path: str) -> ModuleDependence | None:
    """The data flow of the one test module."""
    return dependence_of(SOURCE, LAYOUT.is_first_party, lambda name: name == "tests") if path == FILE else None


def frame(text: str, function: str) -> Frame:
    """The frame of a function of the test module at the line that holds this text."""
    line = next(number for number, each in enumerate(SOURCE.decode().splitlines(), 1) if text in each)
    return Frame(f"/w/{FILE}", line, function)


def judged(test: str, kind: str, message: str, *frames: Frame) -> Red | str:
    """The kind of red of this failure of a test, or the rule that it breaks."""
    raised = ExceptionSeen((f"builtins.{kind}", "builtins.Exception"), message, frames)
    blame = blame_of(raised, Scene(LAYOUT, TestId(FILE, test), flow))
    return blame.red or blame.rule


def test_a_helper_that_is_called_wrongly_is_the_tests_fault() -> None:
    """The signature is the tests' own."""
    message = "check() missing 1 required positional argument: 'wanted'"
    assert judged("test_wrong_call", "TypeError", message, frame('check("tea")', "test_wrong_call")) == "broken-test"


def test_a_helper_that_only_raises_is_unconditional() -> None:
    """What it is given makes no difference."""
    frames = (frame("later(find", "test_to_do"), frame('"to do"', "later"))
    assert judged("test_to_do", "ValueError", "to do", *frames) == "unconditional"


@pytest.mark.tdd_pins("held before the rule was narrowed")
@pytest.mark.parametrize(
    ("test", "kind", "message", "frames"),
    [
        ("test_sure", "ValueError", "nothing", [frame("sure(find", "test_sure"), frame('"nothing"', "sure")]),
        ("test_other", "ValueError", "nothing", [frame("other(find", "test_other"), Frame(f"/w/{FILE}", 17, "other")]),
        (
            "test_of_the_subject",
            "TypeError",
            "find() takes 1 positional argument but 3 were given",
            [frame("1, 2)", "test_of_the_subject")],
        ),
        (
            "test_double",
            "KeyError",
            "'tea'",
            [frame("find(Store", "test_double"), SUBJECT, frame("raise KeyError", "get")],
        ),
    ],
)
def test_a_helper_that_may_raise_leaves_the_subject_to_blame(
    test: str, kind: str, message: str, frames: list[Frame]
) -> None:
    """It raises for what the subject returned, or is a double that the subject called."""
    assert judged(test, kind, message, *frames) is Red.RAISED
