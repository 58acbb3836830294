"""New tests that an empty module, or a result that the feature itself made at import, would satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

DEFAULT = """\
from shop import ranges


def test_default():
    parse = getattr(ranges, "parse", lambda text: [1, 2, 3])
    assert parse("1-3") == [1, 2, 3]
"""
GUARDED = """\
import pytest


def test_guarded():
    from shop import pages

    if hasattr(pages, "parse"):
        assert pages.parse("1-3") == [1, 2, 3]
"""
FALLBACK = """\
import shop.spans

try:
    from shop.spans import parse
except ImportError:

    def parse(text):
        return [1, 2, 3]


def test_fallback():
    assert parse("1-3") == [1, 2, 3]
"""
TABLE = """\
import pytest

from shop.lines import parse

CASES = {text: parse(text) for text in ("1", "2-3")}


def test_table():
    for text, pages in CASES.items():
        assert parse(text) == pages


@pytest.mark.parametrize("text, pages", [(text, parse(text)) for text in ("1", "2-3")])
def test_rows(text, pages):
    assert parse(text) == pages
"""
FUNCTION = """\
import inspect

from shop.kinds import parse


def test_function():
    assert inspect.isfunction(parse)
"""

HONEST = """\
import pytest

from shop import colors
from shop.settings import Settings, load

USUAL = Settings()


def test_color():
    assert colors.RED == "red"


def test_unknown_color():
    with pytest.raises(AttributeError):
        colors.PURPLE


def test_usual_settings():
    assert load("") == USUAL
"""


def test_what_an_empty_module_or_the_feature_itself_satisfies_is_refused(project: Project) -> None:
    """The test would be green with a module of which only the docstring is written, or whatever the feature gives."""
    files = {"default": DEFAULT, "guarded": GUARDED, "fallback": FALLBACK, "table": TABLE, "function": FUNCTION}
    for name, text in files.items():
        project = project.with_file(f"tests/test_{name}.py", text)

    seen = project.gate("verify-fail", verdict="refused", rules=["already-green", *["hollow"] * 5])

    assert seen.last.rows["test_function"] == "already-green"
    assert "tests/test_default.py::test_default would be satisfied by a module without any of its names" in (
        seen.last.findings
    )


@pytest.mark.tdd_pins("honest tests passed before")
def test_names_that_have_to_be_missing_are_an_honest_question(project: Project) -> None:
    """Beside a test that asks the same module for a name; so is a constant that the feature makes at import."""
    seen = project.with_file("tests/test_colors.py", HONEST).gate("verify-fail", verdict="passed")

    assert set(seen.last.rows.values()) == {"red missing"}
