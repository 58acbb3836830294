"""The remarks of one file as one finding."""

from __future__ import annotations

from pytest_tddgate.domain.reports.linter_output import Remark
from pytest_tddgate.gates.panel.remark_findings import findings_of

FIX = "ruff check --fix a.py"


def said(path: str, line: int, message: str, suggestion: str = "") -> Remark:
    """One remark of ruff."""
    return Remark("ruff check", path, line, message, suggestion)


def test_one_remark_is_said_as_it_is() -> None:
    """With ruff's own suggestion."""
    (found,) = findings_of([said("a.py", 3, "E711 Comparison to `None`", "Replace with `cond is None`")], "lint")

    assert (found.what, str(found.at), found.remedy, found.details) == (
        "ruff check: E711 Comparison to `None`",
        "a.py:3",
        "Replace with `cond is None`",
        (),
    )


def test_one_remark_without_a_suggestion_is_to_be_mended_where_it_is() -> None:
    """Ruff mends no line that is too long."""
    (found,) = findings_of([said("a.py", 3, "E501 Line too long")], "lint")

    assert found.remedy == "mend a.py:3"


def test_many_remarks_about_a_file_are_one_finding_with_the_first_few() -> None:
    """And the number of the others."""
    many = [said("a.py", line, "E501 Line too long") for line in range(1, 9)]

    found, other = findings_of([*many, said("b.py", 1, "E711 None")], "lint")

    assert (found.what, str(found.at), found.remedy) == (
        "ruff check: 8 remarks about a.py",
        "a.py:1",
        "mend a.py, lines 1-8",
    )
    assert found.details == (*(f"{line}: E501 Line too long" for line in range(1, 6)), "and 3 more")
    assert str(other.at) == "b.py:1"


def test_the_command_is_named_where_it_mends_everything() -> None:
    """One command for the file."""
    (found,) = findings_of([said("a.py", 1, "F401 `os`", FIX), said("a.py", 2, "F401 `re`", FIX)], "lint")

    assert found.remedy == FIX


def test_what_the_command_leaves_is_named_with_it() -> None:
    """Ruff mends one of two."""
    (found,) = findings_of([said("a.py", 1, "F401 `os`", FIX), said("a.py", 7, "E501 Line too long")], "lint")

    assert found.remedy == f"{FIX}, then mend line 7"


def test_a_remark_that_does_not_refuse_is_advice() -> None:
    """As about the layout of a file that was never formatted."""
    old = Remark("ruff format", "a.py", 0, "is not formatted as ruff formats it", refuses=False)

    assert [each.rule.level.value for each in findings_of([old], "format")] == ["advise"]


def test_reviewers_are_not_counted_together() -> None:
    """Each of their remarks is a sentence of its own."""
    both = [Remark("clarity", "a.py", line, f"say what {line} is") for line in (1, 2)]

    assert [each.what for each in findings_of(both, "")] == ["clarity: say what 1 is", "clarity: say what 2 is"]
