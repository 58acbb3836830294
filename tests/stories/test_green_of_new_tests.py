"""Green against a base, without a contract: new tests that belong elsewhere, and cases that were left out by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TESTS = """import sys

import pytest

from shop.ends import native


@pytest.mark.parametrize("text", ["a", "b"])
def test_here(text):
    assert native(text) == f"{text};"


@pytest.mark.skipif(sys.version_info < (4, 0), reason="Python 4")
def test_there():
    assert native("a") == "a:"
"""
CODE = "def native(text):\n    return f'{text};'\n"


def test_what_this_environment_cannot_run_is_left_to_others(project: Project) -> None:
    """As at verify-fail."""
    base = project.head
    changed = project.with_file("tests/test_ends.py", TESTS).with_file("src/shop/ends.py", CODE).commit("feat: ends")

    changed.gate("green", f"--tdd-base={base}", verdict="passed")
    changed.gate("green", f"--tdd-base={base}", "--deselect", "tests/test_ends.py::test_here[b]", verdict="passed")
