"""A finding is about a line that is there: a verifier that names another has not read the file."""

from __future__ import annotations

import json

import pytest

from pytest_tddgate.adapters.programs import Answered
from pytest_tddgate.gates.panel.plug_ins import lengths_in, reported_by

REQUEST = {
    "tests": [{"file": "tests/test_a.py", "text": "def test_a():\n    assert a() == 1\n"}],
    "changed": [{"file": "src/a.py", "text": "def a():\n    return 1"}, {"file": "src/gone.py", "text": ""}],
}


def answered(file: str, line: int) -> Answered:
    """The answer of a program that finds something there."""
    finding = {"file": file, "line": line, "severity": "refuse", "message": "looked up"}
    text = json.dumps({"schema": "tddgate/verify-response/1", "findings": [finding]})
    return Answered(text.encode())


@pytest.mark.parametrize(
    ("file", "line", "last"),
    [("src/a.py", 3, "2 lines"), ("tests/test_a.py", 99_999, "2 lines"), ("src/gone.py", 2, "1 line")],
)
def test_a_line_past_the_end_is_off_the_contract(file: str, line: int, last: str) -> None:
    """As a file is that it was not given."""
    with pytest.raises(
        ValueError, match=f"answered off its contract: finding 1 has the line {line}, and {file} has {last}"
    ):
        reported_by(answered(file, line), lengths_in(REQUEST))


@pytest.mark.parametrize(
    ("file", "line"), [("src/a.py", 2), ("tests/test_a.py", 2), ("src/gone.py", 1), ("src/a.py", 0)]
)
def test_the_last_line_is_there(file: str, line: int) -> None:
    """And a file without a line has a first one."""
    (found,) = reported_by(answered(file, line), lengths_in(REQUEST))

    assert (found.file, found.line) == (file, line)
