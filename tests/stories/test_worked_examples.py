"""The worked examples of the documentation go through the gates as their page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

DOCS = Path(__file__).parents[2] / "docs"
PAGE = "examples.md"


@pytest.mark.parametrize(
    ("name", "rules"),
    [("workflows", ["test-aware"]), ("retry", ["test-aware"]), ("health", ["test-aware"])],
    ids=["a-command", "retries", "monitoring"],
)
def test_the_fitted_code_is_refused_and_the_honest_code_passes(project: Project, name: str, rules: list[str]) -> None:
    """Both pass the same tests; the page shows each file, and names the rule."""
    page = (DOCS / PAGE).read_text(encoding="utf-8")
    shown = re.findall(rf"literalinclude\}} examples/cycle/{name}/(\w+)\.py", page)
    assert shown == ["specification", "overfit", "honest"]
    files = {each: (DOCS / "examples" / "cycle" / name / f"{each}.py").read_bytes() for each in shown}
    locked = project.with_file(f"tests/test_{name}.py", files["specification"]).lock(name)

    fitted = locked.with_file(f"src/shop/{name}.py", files["overfit"]).gate("green", verdict="refused", rules=rules)
    fitted.with_file(f"src/shop/{name}.py", files["honest"]).gate("green", verdict="passed")

    assert [f"(rules/{rule}.md)" in page for rule in rules] == [True] * len(rules)
