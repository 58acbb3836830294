"""One list of what several have said."""

from __future__ import annotations

from pytest_tddgate.domain.reports.linter_output import Remark
from pytest_tddgate.domain.reports.remarks import joined_remarks


def test_the_same_words_about_the_same_place_are_one_remark() -> None:
    """It names everybody who said so, and keeps the first suggestion."""
    said = [
        Remark("ana", "src/a.py", 3, "The name says nothing.", ""),
        Remark("ben", "src/a.py", 3, "the name  says nothing", "call it total"),
        Remark("ben", "src/a.py", 4, "the name says nothing", ""),
    ]

    joined = joined_remarks(said)

    assert [(each.who, each.line, each.suggestion) for each in joined] == [
        ("ana, ben", 3, "call it total"),
        ("ben", 4, ""),
    ]


def test_whoever_refuses_has_the_last_word() -> None:
    """Advice of one and refusal of another about the same thing refuse."""
    said = [Remark("ana", "a.py", 1, "x", refuses=False), Remark("ben", "a.py", 1, "x", refuses=True)]

    assert [each.refuses for each in joined_remarks(said)] == [True]


def test_remarks_come_by_place() -> None:
    """So that a reader goes through a file once."""
    said = [Remark("a", "b.py", 2, "x"), Remark("a", "b.py", 1, "y"), Remark("b", "a.py", 9, "z")]

    assert [(each.path, each.line) for each in joined_remarks(said)] == [("a.py", 9), ("b.py", 1), ("b.py", 2)]
