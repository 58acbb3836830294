"""Code that was commented out until its tests were locked; and comments that are comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.project import Project

BASE = "--tdd-base=main"
PLACE = "src/shop/pages.py"
CODE = '''\
def pages(text):
    """Return the pages that a text names."""
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return sorted(found)
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
COMMENTED = "".join(f"# {line}\n" for line in CODE.splitlines())


def in_its_place(project: Project) -> Project:
    """The module is there, and holds nothing but comments."""
    project.with_file(PLACE, f'"""Pages."""\n\n{COMMENTED}').commit("chore: notes")
    return project.with_file("tests/test_pages.py", TEST).lock("pages")


def in_the_locked_tests(project: Project) -> Project:
    """At the end of the file, under other names."""
    return project.with_file("tests/test_pages.py", TEST + COMMENTED.replace("found", "known")).lock("pages")


@pytest.mark.parametrize("written", [in_its_place, in_the_locked_tests])
def test_code_that_was_commented_out(started: Project, written: Callable[[Project], Project]) -> None:
    """The tests were made for code that was there."""
    written(started).with_file(PLACE, f'"""Pages."""\n\n\n{CODE}').commit("feat: pages")

    ran = started.gate("audit", BASE, verdict="refused", rules=["code-before-test"]).last

    assert ran.told("code-before-test")[0].startswith("src/shop/pages.py")
