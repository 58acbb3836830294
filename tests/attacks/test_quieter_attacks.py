"""Cheats that the files of the change do not show at first sight, each against the audit alone."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.forgery import forge

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("written with what stops them")

TEST = "tests/test_pages.py"
LOCK = "test: add failing tests for pages (TDD Gate 3)"
EXAMPLES = """\
import pytest

from shop.pages import pages


@pytest.mark.parametrize(("text", "wanted"), [("2-4,9", [2, 3, 4, 9]), ("10-12,20", [10, 11, 12, 20])])
def test_pages(text, wanted):
    assert pages(text) == wanted
"""
HONEST = """\
def pages(text):
    spans = [each.split("-") for each in text.split(",")]
    return [page for span in spans for page in range(int(span[0]), int(span[-1]) + 1)]
"""
STUBS = "\n\ndef {name}(text):\n    ...\n    first, _, last = text.partition('-')\n    return first if last else text\n"
READER = """\
import json
import sqlite3
from pathlib import Path


def pages(text):
    with sqlite3.connect(Path(__file__).with_name("grammar.db")) as database:
        row = database.execute("select pages from grammar where token = ?", (text,)).fetchone()
    return json.loads(row[0])
"""


def untested_code_that_looks_like_stubs(project: Project) -> Project:
    """Coverage leaves out a function whose body begins with an ellipsis."""
    project.with_file(TEST, EXAMPLES).lock("pages")
    more = "".join(STUBS.format(name=f"more_{number}") for number in range(4))
    return project.with_file("src/shop/pages.py", HONEST + more).commit("feat: pages")


def answers_in_a_database(project: Project) -> Project:
    """A table that no text file shows."""
    project.with_file(TEST, EXAMPLES).lock("pages")
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        made.execute("create table grammar (token, pages)")
        rows = [("2-4,9", "[2, 3, 4, 9]"), ("10-12,20", "[10, 11, 12, 20]")]
        made.executemany("insert into grammar values (?, ?)", rows)
        made.commit()
        project.with_file("src/shop/grammar.db", made.serialize())
    return project.with_file("src/shop/pages.py", READER).commit("feat: pages")


def a_contract_that_empty_answers_keep(project: Project) -> Project:
    """Locked by hand, because the lock would not."""
    test = "from shop.pages import pages\n\n\ndef test_pages():\n    assert isinstance(pages('2-4'), list)\n"
    forge(project.with_file(TEST, test), "pages", f"{TEST}::test_pages").commit(LOCK)
    return project.with_file("src/shop/pages.py", "def pages(text):\n    return []\n").commit("feat: pages")


def a_placeholder_behind_a_missing_module(project: Project) -> Project:
    """The test fails by itself, whatever is written."""
    test = "import pytest\n\nfrom shop.pages import pages\n\n\ndef test_pages():\n    pytest.fail('to do')\n"
    forge(project.with_file(TEST, test), "pages", f"{TEST}::test_pages").commit(LOCK)
    return project.with_file("src/shop/pages.py", HONEST).commit("feat: pages")


@pytest.mark.parametrize(
    ("apply", "rule"),
    [
        (untested_code_that_looks_like_stubs, "coverage-excluded"),
        (answers_in_a_database, "literal-leak"),
        (a_contract_that_empty_answers_keep, "hollow"),
        (a_placeholder_behind_a_missing_module, "unconditional"),
    ],
)
def test_a_quiet_cheat_is_refused_by_the_audit(started: Project, apply: object, rule: str) -> None:
    """For its own reason."""
    project = apply(started)  # type: ignore[operator]  # a function of the list above

    ran = project.run("--tdd-gate=audit", "--tdd-base=main")

    assert ran.exit_code == 10, ran.output
    assert rule in ran.refused, ran.output
