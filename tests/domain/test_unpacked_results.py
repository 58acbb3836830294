"""An unpacking that fails is told at its targets, and it fails by what is unpacked."""

from __future__ import annotations

import ast

import pytest

from pytest_tddgate.domain.red.dependence import dependence_of


def depends(statement: str, part: str) -> bool:
    """Whether a part of a test's statement depends on the subject `shop`."""
    source = f"import shop\n\n\ndef test_it(tmp_path):\n    {statement}\n"
    function = ast.parse(source).body[-1]
    nodes = [
        each for each in ast.walk(function) if isinstance(each, ast.expr) and ast.unparse(each).strip("()") == part
    ]
    span = (nodes[0].lineno, nodes[0].col_offset, nodes[0].end_lineno or 0, nodes[0].end_col_offset or 0)
    found = dependence_of(source.encode(), lambda name: name == "shop", lambda _: False)
    return found.expression_depends("test_it", 5, span)


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("first, *rest = shop.find()", "first, *rest"),
        ("[first] = shop.find()", "[first]"),
        ("assert all(one for one, other in shop.find())", "one, other"),
        ("tmp_path.size = shop.find()", "tmp_path.size"),
    ],
)
def test_targets_depend_on_what_they_are_given(statement: str, part: str) -> None:
    """They are no expressions that could fail by themselves."""
    assert depends(statement, part)


@pytest.mark.tdd_pins("as before")
def test_an_expression_stands_for_itself() -> None:
    """It is read, and nothing is given to it."""
    assert not depends("assert shop.find(tmp_path['x'])", "tmp_path['x']")
