"""Code that coverage does not see, though the tests run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TOOL = "def discount(price):\n    return price * 9 // 10\n"
FROM_TOOLS = """\
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "tools"))

from price_tool import discount
"""
FROM_A_TEXT = """\
from pathlib import Path

exec(Path(__file__).with_suffix(".txt").read_text())
"""


def test_code_outside_of_what_is_measured(project: Project) -> None:
    """It lies beside the sources, or in a file that is not called .py."""
    project.with_red_test().lock()
    project.with_file("tools/price_tool.py", TOOL).with_file("src/shop/discount.py", FROM_TOOLS)

    refused = project.gate("green", verdict="refused", rules=["unmeasured-code"]).last
    assert refused.told("unmeasured-code")[0] == "src/shop/discount.py:6"

    project.without_file("tools/price_tool.py").with_file("src/shop/discount.txt", TOOL)
    project.with_file("src/shop/discount.py", FROM_A_TEXT).gate("green", verdict="refused", rules=["unmeasured-code"])
