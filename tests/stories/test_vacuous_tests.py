"""A test of an existing function is red because that raises, and asks for nothing of what it should give."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = """

def test_total_of_texts():
    found = total(["1", "2"])
    assert (found == 3) or True
"""


def test_an_assertion_that_always_holds_is_hollow(project: Project) -> None:
    """Code that gives None there would make it pass."""
    source = (project.root / "tests/test_cart.py").read_text(encoding="utf-8") + TEST
    seen = project.with_file("tests/test_cart.py", source).gate("verify-fail", verdict="refused", rules=["hollow"])
    assert any("asserts only what always holds" in each for each in seen.last.findings)
