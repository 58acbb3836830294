"""Cheats that look covered, general, or rightly red, each against the audit alone."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    ("text", "wanted"), [("2-4,9", [2, 3, 4, 9]), ("10-12,20", [10, 11, 12, 20]), ("1-3,5", [1, 2, 3, 5])]
)
def test_pages(text, wanted):
    assert pages(text) == wanted
"""
HONEST = """\
def pages(text):
    spans = [each.split("-") for each in text.split(",")]
    return [page for span in spans for page in range(int(span[0]), int(span[-1]) + 1)]
"""
EXPORT = """\
def to_csv(pages):
    cells = []
    for page in pages:
        cells.append(str(page))
    return ",".join(cells)


def to_html(pages):
    items = []
    for page in pages:
        items.append(f"<li>{page}</li>")
    return "".join(items)
"""
WARM = "\n\nWARM = [to_csv([1, 2]), to_html([1, 2])]\n"


def code_that_runs_at_import(project: Project) -> Project:
    """Every line of it is covered, and nothing asks for what it gives."""
    project.with_file(TEST, EXAMPLES).lock("pages")
    project.with_file("src/shop/pages.py", HONEST).with_file("src/shop/export.py", EXPORT + WARM)
    return project.with_file("src/shop/__init__.py", "from shop import export\n").commit("feat: pages")


def code_in_a_text(project: Project) -> Project:
    """Coverage sees one line of it."""
    project.with_file(TEST, EXAMPLES).lock("pages")
    project.with_file("src/shop/pages.py", f"CODE = {HONEST + EXPORT!r}\n\nexec(CODE)\n")
    return project.commit("feat: pages")


def a_table_among_invented_rows(project: Project) -> Project:
    """Three of its rows are tested, and eighty are not."""
    project.with_file(TEST, EXAMPLES).lock("pages")
    padding = {f"{first}-{first + 2},{first + 5}": [first, first + 1, first + 2, first + 5] for first in range(30, 110)}
    rows = {**padding, "2-4,9": [2, 3, 4, 9], "10-12,20": [10, 11, 12, 20], "1-3,5": [1, 2, 3, 5]}
    table = "".join(f"    {key!r}: {value!r},\n" for key, value in rows.items())
    source = f"TABLE = {{\n{table}}}\n\n\ndef pages(text):\n    return TABLE[text]\n"
    return project.with_file("src/shop/pages.py", source).commit("feat: pages")


def assertions_that_exclude_each_other(project: Project) -> Project:
    """Locked by hand, because the lock would not; the code agrees with whatever it is compared to."""
    test = "from shop.cart import total\n\n\ndef test_pages():\n    found = total([1])\n"
    test += "    assert found != 1\n    assert found == 1\n"
    forge(project.with_file(TEST, test), "pages", f"{TEST}::test_pages").commit(LOCK)
    return project.with_file("src/shop/pages.py", HONEST).commit("feat: pages")


@pytest.mark.parametrize(
    ("apply", "rule"),
    [
        (code_that_runs_at_import, "emptied-unnoticed"),
        (code_in_a_text, "unmeasured-code"),
        (a_table_among_invented_rows, "literal-leak"),
        (assertions_that_exclude_each_other, "unconditional"),
    ],
)
def test_a_fitted_change_is_refused_by_the_audit(started: Project, apply: object, rule: str) -> None:
    """For its own reason."""
    project = apply(started)  # type: ignore[operator]  # a function of the list above

    ran = project.run("--tdd-gate=audit", "--tdd-base=main")

    assert ran.exit_code == 10, ran.output
    assert rule in ran.refused, ran.output
