"""A class that is equal to everything: that its comparison was seen in a test says nothing of who hands it out."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.session.calls.recorder import Recorder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="values are compared in forks")

PLACE = "/shop/matcher.py"
SUBJECT = """\
class Anything:
    def __eq__(self, other):
        return True


def pages(text):
    return Anything()
"""


def test_both_are_told() -> None:
    """The comparison that the test makes, and the function that gives such a value."""
    names: dict[str, object] = {"__name__": "matcher"}
    exec(compile(SUBJECT, PLACE, "exec"), names)  # noqa: S102 - a module of its own
    recorder = Recorder({PLACE: [(1, 20)]})

    recorder.start()
    _ = names["Anything"]() == 5  # type: ignore[operator]  # it is a class
    names["pages"]("7-9")  # type: ignore[operator]  # it is a function
    recorder.stop()

    assert {called.function for called, _ in recorder.agreements.values()} == {"Anything.__eq__", "pages"}
