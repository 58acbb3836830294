"""Green and audit ask whether a green implementation is general; verify-fail asks for a second example before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

TEST = """\
import pytest
from shop.pages import pages


@pytest.mark.parametrize(("text", "expected"), [("1-3", [1, 2, 3]), ("2-4,9", [2, 3, 4, 9]), ("", [])])
def test_pages(text, expected):
    assert pages(text) == expected
"""
GENERAL = """\
def pages(text):
    found = []
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found
"""
TABLE = """\
ANSWERS = {
    "1-3": [1, 2, 3],
    "2-4,9": [2, 3, 4, 9],
}


def pages(text):
    return ANSWERS.get(text, [])
"""
FROM_FILE = """\
import json
from pathlib import Path

ANSWERS = json.loads((Path(__file__).parent / "pages.json").read_text())


def pages(text):
    return ANSWERS.get(text, [])
"""
AWARE = """\
import sys


def pages(text):
    found = []
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found if "pytest" in sys.modules else []
"""
AGREEING = """\
class Found(list):
    def __eq__(self, other):
        return True

    __hash__ = None


def pages(text):
    return Found(text)
"""
WAIVER = '\n[[tool.tddgate.waivers]]\nrule = "literal-leak"\nreason = "a table of a standard"\nuntil = 2999-01-01\n'


def locked(project: Project) -> Project:
    """The project with the contract of `shop.pages.pages`."""
    return project.with_file("tests/test_pages.py", TEST).lock("pages")


def test_a_table_of_the_tests_examples_is_refused(project: Project) -> None:
    """The finding shows the line of the table, and the line of the test that it was copied from."""
    locked(project).with_file("src/shop/pages.py", TABLE)

    ran = project.gate("green", verdict="refused", rules=["literal-leak"]).last

    assert ran.told("literal-leak")[0] == "src/shop/pages.py:2"
    assert "tests/test_pages.py:5" in ran.output
    assert "'1-3'" in ran.output


def test_a_data_file_of_the_tests_examples_is_refused(project: Project) -> None:
    """Code that reads its answers is not more general than code that holds them."""
    locked(project).with_file("src/shop/pages.py", FROM_FILE)
    project.with_file("src/shop/pages.json", '{"1-3": [1, 2, 3], "2-4,9": [2, 3, 4, 9]}\n')

    ran = project.gate("green", verdict="refused", rules=["literal-leak"]).last

    assert ran.told("literal-leak")[0].startswith("src/shop/pages.json")


@pytest.mark.parametrize(
    ("source", "rule"), [(AWARE, "test-aware"), (AGREEING, "universal-equals")], ids=["aware", "agreeing"]
)
def test_code_that_is_made_for_its_tests_is_refused(project: Project, source: str, rule: str) -> None:
    """It knows when it is tested, or agrees with whatever is expected."""
    locked(project).with_file("src/shop/pages.py", source)

    ran = project.gate("green", verdict="refused", rules=[rule]).last

    assert ran.told(rule)[0].startswith("src/shop/pages.py:")


@pytest.mark.parametrize(
    ("source", "rule"),
    [(TABLE, "literal-leak"), (AWARE, "test-aware"), (AGREEING, "universal-equals")],
    ids=["table", "aware", "agreeing"],
)
def test_the_audit_finds_the_same_without_a_run(started: Project, source: str, rule: str) -> None:
    """Files alone decide."""
    locked(started).with_file("src/shop/pages.py", source).commit("feat: pages")

    started.gate("audit", "--tdd-base=main", "--tdd-audit=static", verdict="refused", rules=[rule])


@pytest.mark.tdd_pins("what the new rules must go on to allow")
def test_a_general_solution_passes(project: Project) -> None:
    """It holds none of the examples."""
    locked(project).with_file("src/shop/pages.py", GENERAL).gate("green", verdict="passed")


NO_CLIFFS = '\n[tool.tddgate.rules]\ncliff = "off"\n'


def test_a_waiver_makes_a_copied_table_advice(project: Project) -> None:
    """Some tables are their own specification."""
    project.with_file("pyproject.toml", project.text("pyproject.toml") + WAIVER + NO_CLIFFS).commit("policy")
    locked(project).with_file("src/shop/pages.py", TABLE)

    assert project.gate("green", verdict="passed").last.advised == ("literal-leak",)


def test_a_contract_of_one_example_is_advised_about(project: Project) -> None:
    """Where it is cheap: before the contract is locked."""
    ran = project.with_red_test().gate("verify-fail", verdict="passed").last

    assert "single-example" in ran.advised
    assert ran.told("single-example") == (
        "tests/test_discount.py:5",
        "one more example of discount would rule out a lookup table",
    )


@pytest.mark.tdd_pins("advice must not come where it does not help")
def test_a_contract_of_several_examples_is_not(project: Project) -> None:
    """Three rows are enough."""
    ran = project.with_file("tests/test_pages.py", TEST).gate("verify-fail", verdict="passed").last

    assert "single-example" not in ran.advised
