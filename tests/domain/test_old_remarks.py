"""What a linter said of a file before the change is not the change's."""

from __future__ import annotations

from pytest_tddgate.domain.reports.linter_output import Remark
from pytest_tddgate.domain.reports.old_remarks import new_remarks

OLD = "import os\n\nx = 1\nprint(x)\n"
FIX = "ruff check --fix a.py"


def said(line: int, message: str, suggestion: str = "") -> Remark:
    """One remark of ruff about `a.py`."""
    return Remark("ruff check", "a.py", line, message, suggestion)


def test_a_remark_about_a_line_that_only_moved_is_old() -> None:
    """Its line has another number, and the same words."""
    now = "# new\nimport os\n\nx = 1\nprint(x)\n"

    assert new_remarks([said(5, "T201 `print`")], now, [said(4, "T201 `print`")], OLD) == ()


def test_the_numbers_in_a_message_may_grow() -> None:
    """A function that had too many statements has one more."""
    before, now = [said(3, "PLR0915 Too many statements (52 > 50)")], [said(3, "PLR0915 Too many statements (53 > 50)")]

    assert new_remarks(now, OLD, before, OLD) == ()


def test_another_line_with_the_same_fault_is_new() -> None:
    """The code alone does not make it old."""
    fresh = said(5, "T201 `print`")

    assert new_remarks([said(4, "T201 `print`"), fresh], OLD + "print(2)\n", [said(4, "T201 `print`")], OLD) == (fresh,)


def test_a_copy_of_an_old_faulty_line_is_new() -> None:
    """Two where there was one."""
    now = [said(4, "T201 `print`"), said(5, "T201 `print`")]

    assert len(new_remarks(now, OLD + "print(x)\n", [said(4, "T201 `print`")], OLD)) == 1


def test_another_fault_of_an_old_line_is_new() -> None:
    """The change took away what used the import."""
    fresh = said(1, "F401 `os` imported but unused")

    assert new_remarks([fresh], OLD, [said(1, "I001 Import block is un-sorted")], OLD) == (fresh,)


def test_what_is_said_of_the_whole_file_does_not_hang_on_its_first_line() -> None:
    """A new first line is not why the module has no docstring."""
    missing = said(1, "D100 Missing docstring in public module")

    assert new_remarks([missing], "import re\n", [missing], "import os\n") == ()


def test_a_command_that_would_mend_old_lines_too_is_not_suggested() -> None:
    """It would rewrite what the change has left alone."""
    now = OLD + "import re\n"

    found = new_remarks([said(1, "F401 `os`", FIX), said(5, "F401 `re`", FIX)], now, [said(1, "F401 `os`", FIX)], OLD)

    assert [(each.line, each.suggestion) for each in found] == [(5, "")]


def test_the_command_stays_where_everything_that_it_mends_is_new() -> None:
    """An old remark that no command mends is no obstacle."""
    now = OLD + "import re\n"

    found = new_remarks([said(4, "T201"), said(5, "F401 `re`", FIX)], now, [said(4, "T201")], OLD)

    assert [(each.line, each.suggestion) for each in found] == [(5, FIX)]
