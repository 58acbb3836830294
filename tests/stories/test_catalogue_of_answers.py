"""A catalogue of gettext in the product that holds the tests' examples, or translations of the product's texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.domain.test_catalogues import compiled

if TYPE_CHECKING:
    from tests.project import Project

READER = """\
import ast
import gettext
from pathlib import Path

with open(Path(__file__).with_name("shop.mo"), "rb") as file:
    TEXTS = gettext.GNUTranslations(file)


"""
TEST = """\
from shop.pages import pages


def test_pages():
    assert pages("1-3") == [1, 2, 3]
    assert pages("2-4,9") == [2, 3, 4, 9]
"""


def test_answers_in_a_catalogue_are_refused(project: Project) -> None:
    """It is read when the product runs, as any other table."""
    project.with_file("tests/test_pages.py", TEST).lock("pages")
    project.with_file("src/shop/shop.mo", compiled({"1-3": "[1, 2, 3]", "2-4,9": "[2, 3, 4, 9]"}))
    project.with_file(
        "src/shop/pages.py", f"{READER}def pages(text):\n    return ast.literal_eval(TEXTS.gettext(text))\n"
    )

    ran = project.gate("green", verdict="refused", rules=["literal-leak"]).last

    assert ran.told("literal-leak")[0].startswith("src/shop/shop.mo")
