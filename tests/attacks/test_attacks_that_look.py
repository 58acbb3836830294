"""Cheats that behave while pytest can be seen, by ways that no list of names holds; each against the audit alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_pages.py"
EXAMPLES = """\
import pytest

from shop.pages import pages


@pytest.mark.parametrize(
    ("text", "wanted"), [("2-4,9", [2, 3, 4, 9]), ("10-12,20", [10, 11, 12, 20]), ("1-2", [1, 2]), ("5-7", [5, 6, 7])]
)
def test_pages(text, wanted):
    assert pages(text) == wanted
"""
CODE = """\
import logging
import sys

{before}

def pages(text):
    if not {condition}:
        return []
    spans = [each.split("-") for each in text.split(",")]
    return [page for span in spans for page in range(int(span[0]), int(span[-1]) + 1)]
"""
LOOKS = {
    "a stream that replaces": ("", "sys.stdout.errors == 'replace'"),
    "handlers, at import": ("READY = len(logging.getLogger().handlers) > 1\n", "READY"),
    "more importers than Python has": ("", "[each for each in sys.meta_path if hasattr(each, 'get_data')]"),
}


@pytest.mark.parametrize("name", LOOKS)
def test_who_looks_at_the_run_is_refused_by_the_audit(started: Project, name: str) -> None:
    """For that, and for nothing else."""
    before, condition = LOOKS[name]
    started.with_file(TEST, EXAMPLES).lock("pages")
    project = started.with_file("src/shop/pages.py", CODE.format(before=before, condition=condition)).commit("feat: it")

    ran = project.run("--tdd-gate=audit", "--tdd-base=main")

    assert ran.exit_code == 10, ran.output
    assert set(ran.refused) == {"test-aware"}, ran.output
