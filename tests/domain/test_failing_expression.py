"""Whose fault an error is that a test raises in the middle of an expression: what counts is the part that failed."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import ModuleDependence, dependence_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId

LAYOUT = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
FILE = "tests/test_cart.py"
SOURCE = """\
import os
import shop
from shop import find
def _deeper(count):
    return _deeper(count + 1)
def test_environment():
    assert find(os.environ["SHOP"]) == 1
def test_environment_later():
    assert find(1) == os.environ["SHOP"]
def test_recursion():
    assert find(_deeper(1)) == 1
def test_result():
    found = find("tea")
    assert len(found[0]) == int(found["price"]) + 1
def test_patched(monkeypatch):
    def later(name):
        raise NotImplementedError(name)
    monkeypatch.setattr(shop, "find", later)
    assert shop.find("tea") == 1
def test_callback():
    def check(name):
        if name != "tea":
            raise ValueError(name)
    check(find("tea"))
def test_mock(mocked):
    assert shop.find("tea") == 1
def test_hidden():
    from shop import find
"""
STANDARD = "/usr/lib/python3/os.py"


def flow(path: str) -> ModuleDependence | None:
    """The data flow of the one test module."""
    return dependence_of(SOURCE.encode(), LAYOUT.is_first_party, lambda _: False) if path == FILE else None


def frame(part: str, function: str) -> Frame:
    """The frame of a function of the test module, running the expression that this text is; the last such text."""
    start = SOURCE.rindex(part)
    line, column = SOURCE.count("\n", 0, start) + 1, start - (SOURCE.rfind("\n", 0, start) + 1)
    return Frame(f"/w/{FILE}", line, function, (line, column, line, column + len(part)))


def judged(test: str, kind: str, *frames: Frame, message: str = "") -> Red | str:
    """The kind of red of this failure of a test, or the rule that it breaks."""
    raised = ExceptionSeen((f"builtins.{kind}", "builtins.Exception"), message, frames)
    blame = blame_of(raised, Scene(LAYOUT, TestId(FILE, test), flow))
    return blame.red or blame.rule


def test_a_resource_of_the_tests_own_that_is_missing() -> None:
    """The subject stands in the same statement, and had no part in it."""
    frames = (frame('os.environ["SHOP"]', "test_environment"),)
    early = (Frame(f"/w/{FILE}", 7, "test_environment", (7, 16, 7, 34)), Frame(STANDARD, 1, "__getitem__"))

    assert judged("test_environment", "KeyError", *early) == "broken-test"
    assert judged("test_environment_later", "KeyError", *frames) is Red.RAISED


def test_a_helper_that_recurses_without_end() -> None:
    """It has nothing of the subject."""
    frames = (frame("_deeper(1)", "test_recursion"), *[Frame(f"/w/{FILE}", 5, "_deeper")] * 9)

    assert judged("test_recursion", "RecursionError", *frames) == "broken-test"


@pytest.mark.parametrize("part", ['found["price"]', "found[0]", 'int(found["price"])'])
def test_an_error_with_what_the_subject_returned(part: str) -> None:
    """It is the subject's result that cannot be handled."""
    assert judged("test_result", "TypeError", frame(part, "test_result")) is Red.RAISED


@pytest.mark.tdd_pins("as before the part was looked at")
def test_an_expression_that_nobody_knows() -> None:
    """Without its place the statement counts."""
    assert judged("test_environment", "KeyError", Frame(f"/w/{FILE}", 7, "test_environment")) is Red.RAISED


def test_a_patch_of_the_tests_own_that_raises() -> None:
    """The subject is not on the way."""
    frames = (frame('shop.find("tea")', "test_patched"), Frame(f"/w/{FILE}", 17, "later"))

    assert judged("test_patched", "NotImplementedError", *frames) == "unconditional"


@pytest.mark.tdd_pins("must stay")
def test_a_helper_inside_that_raises_for_a_reason() -> None:
    """What it is given decides."""
    frames = (frame('check(find("tea"))', "test_callback"), Frame(f"/w/{FILE}", 23, "check"))

    assert judged("test_callback", "ValueError", *frames) is Red.RAISED


def test_a_mock_that_raises_when_the_test_calls_it() -> None:
    """Where the subject calls it, the subject has to handle it."""
    called, raises = frame('shop.find("tea")', "test_mock"), Frame("/usr/lib/mock.py", 9, "_execute_mock_call")

    assert judged("test_mock", "ValueError", called, raises) == "broken-test"
    assert judged("test_mock", "ValueError", called, Frame("/w/src/shop/cart.py", 3, "find"), raises) is Red.RAISED


def test_a_module_that_the_test_hides_from_itself() -> None:
    """Where the subject imports it, it has to do without."""
    message = "import of shop.fast halted; None in sys.modules"
    raised = ExceptionSeen(
        ("builtins.ModuleNotFoundError", "builtins.ImportError"),
        message,
        (frame("from shop import find", "test_hidden"),),
        subject="shop.fast",
    )
    inside = ExceptionSeen(
        raised.classes, message, (*raised.frames, Frame("/w/src/shop/cart.py", 3, "find")), "shop.fast"
    )
    scene = Scene(LAYOUT, TestId(FILE, "test_hidden"), flow)

    assert blame_of(raised, scene).rule == "broken-test"
    assert blame_of(inside, scene).red is Red.MISSING
