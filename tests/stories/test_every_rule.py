"""Every rule that there is has a story in which it refuses or advises."""

from __future__ import annotations

import ast
from pathlib import Path

from pytest_tddgate.domain.rules.every import RULES


def test_every_rule_has_a_story() -> None:
    """As a string in one of the files beside this one: an id among `rules`, in a row, or in `told`."""
    stories = [each for each in Path(__file__).parent.glob("test_*.py") if each.name != Path(__file__).name]
    trees = [ast.parse(each.read_text(encoding="utf-8")) for each in stories]
    texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}

    assert set(RULES) - texts == set()
