"""A value that a changed function computes at import is a changed value, wherever its line is."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_tddgate.session.child.emptying import blanked

SOURCE = b"""
def upper(names):
    return [each.upper() for each in names]


def kept(names):
    return names


def later():
    found = upper(["c"])
    return found


class Words:
    NAMES: list[str] = upper(["a"])


NAMES = upper(["a"])
BOTH = kept(upper(["a"])) + ["b"]
KEPT = kept(["b"])
TABLE = {"upper": upper}
VERSION = "2"
"""
UPPER, VERSION = (2, 3), (23, 23)


@pytest.fixture
def made() -> dict[str, Any]:
    """What the module holds without its changed values: its first function changed, and its version."""
    held: dict[str, Any] = {}
    exec(blanked(SOURCE, "words.py", [UPPER, VERSION]), held)  # noqa: S102 - the text above
    return held


def test_what_a_changed_function_made_is_taken_away(made: dict[str, Any]) -> None:
    """Else a contract of such a table passes without the code whenever another value changed beside it."""
    assert [type(each) for each in (made["NAMES"], made["BOTH"], made["Words"].NAMES)] == [object, object, object]


@pytest.mark.tdd_pins("what is left does not change")
def test_what_other_functions_made_stays(made: dict[str, Any]) -> None:
    """So does what names the function alone, and what a function computes when it is called."""
    assert (made["KEPT"], made["TABLE"]["upper"](["d"]), made["later"]()) == (["b"], ["D"], ["C"])
