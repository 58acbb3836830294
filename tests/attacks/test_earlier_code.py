"""Code that was there before its tests, in some other form or place; and honest changes that look like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

BASE = "--tdd-base=main"
PLACE = "src/shop/pages.py"
CODE = '''\
"""Pages."""


def pages(text):
    """Return the pages that a text names."""
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return sorted(found)
'''
OTHERWISE = '''\
"""Pages."""


def pages(text):
    """Return the pages that a text names."""
    spans = (part.split("-") for part in text.split(","))
    return sorted(page for span in spans for page in range(int(span[0]), int(span[-1]) + 1))
'''
LAMBDAS = '''\
"""Rules."""

RULES = {
    "span": lambda part: (int(part.split("-")[0]), int(part.split("-")[-1])),
    "pages": lambda spans: sorted(page for first, last in spans for page in range(first, last + 1)),
}
'''
BY_RULES = '''\
"""Pages."""

from shop.rules import RULES


def pages(text):
    """Return the pages that a text names."""
    return RULES["pages"](map(RULES["span"], text.split(",")))
'''
TEST = """\
import pytest

from shop.pages import pages


@pytest.mark.parametrize(("text", "wanted"), [("2-4,9", [2, 3, 4, 9]), ("20,10-12", [10, 11, 12, 20]), ("7", [7])])
def test_pages(text, wanted):
    assert pages(text) == wanted


def test_no_pages():
    with pytest.raises(ValueError):
        pages("x")
"""
BRANCH = "feature/discount"


def locked(project: Project) -> Project:
    """The feature `pages`, locked."""
    return project.with_file("tests/test_pages.py", TEST).lock("pages")


def coded(project: Project, source: str = CODE) -> Project:
    """The code, in a commit."""
    return project.with_file(PLACE, source).commit("feat: pages")


def taken_back_before_the_lock(project: Project) -> Project:
    """Written, reverted, and the revert reverted."""
    coded(project).git("revert", "--no-edit", "HEAD")
    locked(project).git("revert", "--no-edit", "HEAD~1")
    return project


def taken_back_and_renamed(project: Project) -> Project:
    """It comes back under other names of its variables."""
    coded(project, CODE.replace("found", "known").replace("last", "end")).git("revert", "--no-edit", "HEAD")
    return coded(locked(project))


def on_a_side_branch(project: Project) -> Project:
    """It waits there until the tests are locked."""
    project.git("switch", "--quiet", "--create", "side")
    coded(project).git("switch", "--quiet", BRANCH)
    locked(project).git("merge", "--quiet", "--no-edit", "side")
    return project


def from_a_root_of_its_own(project: Project) -> Project:
    """Its history shares nothing with the branch."""
    project.git("switch", "--quiet", "--orphan", "other")
    coded(project).git("switch", "--quiet", BRANCH)
    locked(project).git("merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "other")
    return project


def as_a_document(project: Project) -> Project:
    """A text that becomes a module."""
    project.with_file("docs/pages.txt", CODE).commit("docs: a sketch")
    locked(project).git("mv", "docs/pages.txt", PLACE)
    return project.commit("feat: pages")


def in_the_lock_itself(project: Project) -> Project:
    """A data file of the tests holds the answer."""
    project.with_file("tests/solution.txt", CODE)
    project.with_file("tests/test_pages.py", f'"""See solution.txt."""\n\n{TEST}').lock("pages")
    return coded(project)


def as_lambdas_of_a_table(project: Project) -> Project:
    """There is no function to look at."""
    project.with_file("src/shop/rules.py", LAMBDAS).commit("chore: rules")
    return coded(locked(project), BY_RULES)


@pytest.mark.parametrize(
    "written",
    [
        taken_back_before_the_lock,
        taken_back_and_renamed,
        on_a_side_branch,
        from_a_root_of_its_own,
        as_a_document,
        in_the_lock_itself,
        as_lambdas_of_a_table,
    ],
)
def test_code_that_was_written_before_its_tests(started: Project, written: Callable[[Project], Project]) -> None:
    """The tests were made for code that was there, wherever it was kept meanwhile."""
    ran = written(started).gate("audit", BASE, verdict="refused", rules=["code-before-test"]).last

    assert ran.told("code-before-test")[0].startswith("src/shop/")


def after_a_sketch_that_was_thrown_away(project: Project) -> Project:
    """What was tried went, and what came after the tests is written anew."""
    coded(project).git("revert", "--no-edit", "HEAD")
    return coded(locked(project), OTHERWISE)


def beside_another_feature(project: Project) -> Project:
    """Two features on two branches, each test first, one of which uses the other."""
    project.git("switch", "--quiet", "--create", "side")
    coded(locked(project)).git("switch", "--quiet", BRANCH)
    test = "from shop.book import sheets\n\n\ndef test_sheets():\n    assert sheets('1-4') == 2\n"
    test += "\n\ndef test_one_sheet():\n    assert sheets('1') == 1\n"
    project.with_file("tests/test_book.py", test).lock("book")
    book = "from shop.pages import pages\n\n\ndef sheets(text):\n    return (len(pages(text)) + 1) // 2\n"
    project.git("merge", "--quiet", "--no-edit", "side")
    return project.with_file("src/shop/book.py", book).commit("feat: sheets")


def after_a_page_that_shows_its_use(project: Project) -> Project:
    """The documentation came first, and says how it is called."""
    project.with_file("docs/pages.md", 'Pages: `pages("2-4,9")` gives 2, 3, 4 and 9.\n').commit("docs: pages")
    return coded(locked(project))


def with_a_table_that_tests_import(project: Project) -> Project:
    """A module of the base that every test loads gets its rules in order."""
    project.with_file("src/shop/cart.py", LAMBDAS + "\n\ndef total(prices):\n    return sum(prices)\n")
    project.commit("refactor: rules")
    return coded(locked(project), BY_RULES.replace("shop.rules", "shop.cart"))


@pytest.mark.tdd_pins("nothing of it was refused before")
@pytest.mark.parametrize(
    "written",
    [
        after_a_sketch_that_was_thrown_away,
        beside_another_feature,
        after_a_page_that_shows_its_use,
        with_a_table_that_tests_import,
    ],
)
def test_code_that_was_written_after_its_tests(started: Project, written: Callable[[Project], Project]) -> None:
    """It only looks as if it had been there before."""
    written(started).gate("audit", BASE, verdict="passed")
