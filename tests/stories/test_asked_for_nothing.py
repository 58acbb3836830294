"""New tests that, taken together, ask for nothing: empty answers satisfy them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

HEAD = "import pytest\nfrom unittest.mock import ANY\nfrom shop.ranges import parse, show\n\n\n"
TYPES = """\
def test_parse():
    assert isinstance(parse("1-3"), list)


def test_show():
    assert isinstance(show([1]), str)
"""
EMPTIES = """\
def test_blank():
    assert parse("") == []
    assert parse(" ") == []


def test_none():
    assert show([]) == ""
"""
EITHER = (
    "@pytest.mark.parametrize('text, pages', [('7', [7]), ('1-3', [1, 2, 3])])\n"
    "def test_parse(text, pages):\n    assert parse(text) in ([], pages)\n"
)
RELATIONS = (
    "def test_sorted():\n    assert parse('3,1') == sorted(parse('3,1'))\n\n\n"
    "def test_unique():\n    assert len(parse('8,8')) == len(set(parse('8,8')))\n"
)
GUARDED = "def test_parse():\n    result = parse('1-3')\n    if result:\n        assert result == [1, 2, 3]\n"
ANYTHING = "def test_parse():\n    assert parse('1-3') == ANY\n"

RESULT = "\n\ndef test_pages():\n    assert parse('1-3') == [1, 2, 3]\n"
ERROR = "\n\ndef test_error():\n    with pytest.raises(ValueError):\n        parse('x')\n"
LENGTH = "\n\ndef test_length():\n    assert len(parse('1-3')) == 3\n"


@pytest.mark.parametrize("tests", [TYPES, EITHER, RELATIONS, GUARDED, ANYTHING])
def test_what_empty_answers_satisfy_is_hollow(tests: str, project: Project) -> None:
    """No test of them all demands a result or an error."""
    seen = project.with_file("tests/test_ranges.py", HEAD + tests).gate(
        "verify-fail", verdict="refused", rules=["hollow"]
    )
    assert "would be satisfied by" in seen.last.findings[0]


@pytest.mark.tdd_pins("honest tests passed before")
@pytest.mark.parametrize(
    "tests", [TYPES + RESULT, EMPTIES + ERROR, RELATIONS + LENGTH], ids=["types", "empties", "relations"]
)
def test_one_test_that_demands_something_is_enough(tests: str, project: Project) -> None:
    """Types, empty answers and relations are worth a test beside one that asks for more."""
    seen = project.with_file("tests/test_ranges.py", HEAD + tests).gate("verify-fail", verdict="passed")
    assert set(seen.last.rows.values()) == {"red missing"}


def test_the_finding_names_what_would_do(project: Project) -> None:
    """What each function would have to return, so that the author sees which test is missing."""
    seen = project.with_file("tests/test_ranges.py", HEAD + TYPES).gate(
        "verify-fail", verdict="refused", rules=["hollow"]
    )
    answers = "shop.ranges.parse returns an empty list, shop.ranges.show an empty string"
    assert seen.last.findings == [f"all 2 new tests would be satisfied by code that does nothing: {answers}"]
