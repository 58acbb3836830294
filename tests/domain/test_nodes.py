"""The nodes of a syntax tree, told once however often they are asked for."""

from __future__ import annotations

import ast

from pytest_tddgate.domain.python.nodes import nodes_in

_SOURCE = """\
@mark(1, *[2], key={"a": [b], **c})
async def f(a: int = 3, /, *rest, b=lambda: 4) -> None:
    match a:
        case [1, {"k": v}, *_] if v:
            return f"{v!r:>{b}}"
    with x as y, z:
        del y[1:2]
"""


def test_nodes_come_in_the_order_of_a_walk() -> None:
    """Those of the standard library, itself first."""
    tree = ast.parse(_SOURCE)

    assert nodes_in(tree) == tuple(ast.walk(tree))


def test_nodes_of_a_tree_that_was_made_by_hand() -> None:
    """It may lack fields that the parser sets."""
    tree = ast.Module([ast.Return()], [])

    assert nodes_in(tree) == tuple(ast.walk(tree))


def test_nodes_are_walked_through_once() -> None:
    """Whoever asks next gets what was found."""
    tree = ast.parse(_SOURCE)

    assert nodes_in(tree) is nodes_in(tree)
