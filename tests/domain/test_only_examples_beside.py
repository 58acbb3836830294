"""Tables of only the examples behind keys in capitals, and beside branches that do nothing but raise."""

from __future__ import annotations

from tests.domain.test_only_examples import TABLE, TEST, found

BRANCHES = """\
def to_int(text):
    value = None
    if text == "I":
        value = 1
    elif text == "II":
        value = 2
    elif text == "IV":
        value = 4
    elif text == "IX":
        value = 9
    elif text == "XL":
        value = 40
    elif text == "XIV":
        value = 14
    if value is None or text == "":
        raise ValueError(text)
    return value
"""


def test_keys_may_be_in_capitals() -> None:
    """Code that looks up `text.upper()` needs one row for both."""
    assert found(TABLE, TEST.replace('"I"', '"i"').replace('"IV"', '"iv"')) == [(1, "to_int")]


def test_branches_that_raise_are_no_rows() -> None:
    """No test needs to name what they refuse: they answer nothing."""
    assert found(BRANCHES) == [(3, "to_int")]
