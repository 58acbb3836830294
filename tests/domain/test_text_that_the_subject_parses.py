"""A subject that parses text with Python itself raises SyntaxError: the text is no file of the project."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Red, Scene, blame_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId

LAYOUT = Layout("/w", packages=("src/calc",), names=frozenset({"calc"}))
SCENE = Scene(LAYOUT, TestId("tests/test_calc.py", "test_percent"), lambda _path: None)
TEST, SUBJECT, LIBRARY = "/w/tests/test_calc.py", "/w/src/calc/__init__.py", "/usr/lib/python3.13/ast.py"


def syntax_error(source: str, *frames: Frame) -> ExceptionSeen:
    """As the interpreter raises it of this file, or of text under this name."""
    classes = ("builtins.SyntaxError", "builtins.Exception", "builtins.BaseException", "builtins.object")
    return ExceptionSeen(classes, "invalid syntax", frames, source=source)


@pytest.mark.parametrize("source", ["<unknown>", "<string>", "50%", "", "/w/tests/data/bad.py"])
def test_it_is_red_by_what_the_subject_raises(source: str) -> None:
    """Whatever name the text was given: the subject asked the parser."""
    frames = (Frame(TEST, 4, "test_percent"), Frame(SUBJECT, 5, "evaluate"), Frame(LIBRARY, 50, "parse"))
    blame = blame_of(syntax_error(source, *frames), SCENE)
    assert (blame.red, blame.at and blame.at.line) == (Red.RAISED, 5)


@pytest.mark.tdd_pins("where the text is the test's own, or a module of the project, the blame stays what it was")
@pytest.mark.parametrize(
    ("source", "rule", "frames"),
    [
        ("<string>", "broken-test", (Frame(TEST, 4, "test_percent"),)),
        (TEST, "broken-test", ()),
        (SUBJECT, "broken-environment", (Frame(TEST, 1, "<module>"), Frame(SUBJECT, 1, "<module>"))),
    ],
)
def test_it_is_a_fault_elsewhere(source: str, rule: str, frames: tuple[Frame, ...]) -> None:
    """A module of the project that does not compile, and what the test itself has compiled."""
    assert blame_of(syntax_error(source, *frames), SCENE).rule == rule
