"""Why a test file cannot be read, and where."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.python.unreadable import unreadable_of


def test_a_syntax_error_is_told_with_its_line() -> None:
    """`(<unknown>, line 6)` is no place."""
    with pytest.raises(SyntaxError) as caught:
        parse_module(b"import shop\n\n\ndef test_it()\n    assert shop\n")

    unreadable = unreadable_of(caught.value)

    assert (unreadable.why, unreadable.line) == ("cannot be read: expected ':'", 4)


def test_what_is_no_text_has_no_line() -> None:
    """A null byte, for one."""
    assert (unreadable_of(ValueError("null bytes")).why, unreadable_of(ValueError("null bytes")).line) == (
        "cannot be read: null bytes",
        0,
    )
