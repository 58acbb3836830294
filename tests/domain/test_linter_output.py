"""What linters and type checkers print, as remarks."""

from __future__ import annotations

import json

import pytest

from pytest_tddgate.domain.reports.linter_output import Remark, format_remarks, lint_remarks, type_remarks

FOUND = {
    "code": "F401",
    "message": "`os` imported but unused",
    "filename": "/work/shop/src/shop/tax.py",
    "location": {"row": 3, "column": 8},
    "fix": {"message": "Remove unused import: `os`"},
}


def test_a_lint_finding_has_place_words_and_suggestion() -> None:
    """As ruff reports it, with the path seen from the repository's top."""
    remarks = lint_remarks(json.dumps([FOUND]).encode(), "/work/shop")

    expected = Remark("ruff check", "src/shop/tax.py", 3, "F401 `os` imported but unused", "Remove unused import: `os`")
    assert remarks == (expected,)


def test_a_file_that_does_not_parse_is_a_finding_too() -> None:
    """Ruff gives it no fix, and older versions no code."""
    raw = FOUND | {"code": None, "message": "SyntaxError: Expected an expression", "fix": None}

    assert lint_remarks(json.dumps([raw]).encode(), "/work/shop")[0].message == "SyntaxError: Expected an expression"


@pytest.mark.parametrize("output", [b"", b"{}", b"[1]", b'[{"filename": 3}]', b"\xff", b"warning: no\n[]x"])
def test_what_is_no_report_of_ruff_raises(output: bytes) -> None:
    """Nothing is agreed to by an answer that nobody understands."""
    with pytest.raises(ValueError, match="no report of ruff"):
        lint_remarks(output, "/work/shop")


DIAGNOSIS = b"unformatted: File would be reformatted\n --> %s:2:13\n  |\n1 | x = 1\n\n"


@pytest.mark.parametrize(
    "output",
    [
        b"Would reformat: src/shop/tax.py\nWould reformat: src/shop/a b.py\n2 files would be reformatted\n",
        DIAGNOSIS % b"src/shop/tax.py" + DIAGNOSIS % b"src/shop/a b.py" + b"2 files would be reformatted\n",
    ],
    ids=["a line", "a diagnosis"],
)
def test_each_file_to_be_formatted_is_a_remark(output: bytes) -> None:
    """The summary at the end is none."""
    remarks = format_remarks(output)

    expected = [
        ("src/shop/tax.py", "ruff format src/shop/tax.py"),
        ("src/shop/a b.py", "ruff format 'src/shop/a b.py'"),
    ]
    assert [(each.path, each.suggestion) for each in remarks] == expected


def test_errors_of_a_type_checker_are_remarks_and_notes_are_not() -> None:
    """In the form that mypy, pyright with its default output, and ty in its concise one share."""
    output = (
        b"src/shop/tax.py:12: error: Incompatible return value type  [return-value]\n"
        b"src/shop/tax.py:12: note: see the manual\n"
        b"  /work/shop/src/shop/cart.py:3:5 - error: Argument missing (reportCallIssue)\n"
        b"src/shop/rate.py:7:1: error[unresolved-import] Cannot resolve\n"
        b"Found 3 errors in 3 files (checked 9 source files)\n"
    )

    found = [(each.path, each.line, each.message) for each in type_remarks(output, "mypy", "/work/shop")]

    assert found == [
        ("src/shop/tax.py", 12, "Incompatible return value type [return-value]"),
        ("src/shop/cart.py", 3, "Argument missing (reportCallIssue)"),
        ("src/shop/rate.py", 7, "[unresolved-import] Cannot resolve"),
    ]
