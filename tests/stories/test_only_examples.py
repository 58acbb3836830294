"""The textbook's way round a test: a table of its examples, words and small numbers, is seen and refuses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = """\
import pytest
from shop.roman import to_int


@pytest.mark.parametrize(("text", "value"), [("I", 1), ("II", 2), ("IV", 4), ("IX", 9), ("XL", 40), ("XIV", 14)])
def test_to_int(text, value):
    assert to_int(text) == value


def test_no_numeral():
    with pytest.raises(ValueError):
        to_int("ABC")
"""
TABLE = """\
_TABLE = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": 14}


def to_int(text):
    try:
        return _TABLE[text]
    except KeyError:
        raise ValueError(f"no numeral: {text}") from None
"""
REFUSED = '\n[tool.tddgate.rules]\nonly-examples = "refuse"\n'


def test_a_table_of_the_examples_is_shown_at_green(project: Project) -> None:
    """With the line of the table, that of the test, and the step that would tell a table from a rule."""
    project.with_file("tests/test_roman.py", TEST).lock("roman").with_file("src/shop/roman.py", TABLE)

    ran = project.gate("green", verdict="passed").last

    place, step = ran.told("only-examples")
    assert place == "src/shop/roman.py:1"
    assert step.startswith("add an input that has no row to the tests of to_int, then: tddgate amend roman")
    assert "'I' goes with 1, as in tests/test_roman.py:5" in ran.output


def test_a_project_can_refuse_it(started: Project) -> None:
    """The audit reads the setting at the base, and needs no run to see the table."""
    started.git("switch", "--quiet", "main")
    started.with_file("pyproject.toml", started.text("pyproject.toml") + REFUSED).commit("policy")
    started.git("switch", "--quiet", "--create", "roman")
    started.with_file("tests/test_roman.py", TEST).lock("roman")
    started.with_file("src/shop/roman.py", TABLE).commit("feat: roman numerals")

    started.gate("audit", "--tdd-base=main", "--tdd-audit=static", verdict="refused", rules=["only-examples"])
