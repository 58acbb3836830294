"""What comes out where several conditions hold at once: nested, joined by `and`, or in the parts of one pattern."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.branches import compared_in, outcomes_of
from pytest_tddgate.domain.leaks.records import values_of
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["decided_rows"]

_MOST = 8
"""Ways in which one condition can hold that are followed."""


def decided_rows(
    statements: Sequence[ast.stmt], names: Mapping[str, Any], held: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The constants of all the conditions on the way to a constant outcome, and this outcome; with its line.

    Only ways with two conditions or more; `held` are the constants of the conditions that hold already.
    """
    for each in statements:
        for way, body in _ways(each, names):
            yield from decided_rows(body, names, held + way)
        if len(held) > 1 or isinstance(each, ast.Return):
            for way, outcome, line in _outcomes(each, names):
                if len(held + way) > 1:
                    yield (*held, *way, outcome), line


def _ways(node: ast.stmt, names: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], list[ast.stmt]]]:
    """The constants for which a statement goes into a block, and the block."""
    match node:
        case ast.If(test=test, body=body, orelse=orelse):
            yield from ((way, body) for way in _constants_of(test, names))
            yield (), orelse
        case ast.Match(cases=cases):
            yield from ((way, case.body) for case in cases for way in _constants_of_pattern(case.pattern, names))
        case ast.Try() | ast.TryStar():
            yield (), [*node.body, *(each for handler in node.handlers for each in handler.body), *node.orelse]
        case ast.For(body=body) | ast.AsyncFor(body=body) | ast.While(body=body):
            yield (), body
        case ast.With(body=body) | ast.AsyncWith(body=body):
            yield (), body


def _constants_of(test: ast.expr, names: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """For each way in which a condition can hold, the constants that it compares with."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    choices: list[list[tuple[Any, ...]]] = [
        [(value,) for value, _ in compared_in(part, names)] or [()] for part in parts
    ]
    ways = itertools.islice(itertools.product(*choices), _MOST)
    return [tuple(itertools.chain(*way)) for way in ways]


def _constants_of_pattern(pattern: ast.pattern, names: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    if isinstance(pattern, ast.MatchOr):
        return [way for each in pattern.patterns for way in _constants_of_pattern(each, names)]
    found: list[Any] = []
    for each in nodes_in(pattern):
        match each:
            case ast.MatchValue(value=value):
                found += values_of(value, names)
            case ast.MatchSingleton(value=known):
                found.append(known)
    return [tuple(found)]


def _outcomes(node: ast.stmt, names: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], Any, int]]:
    """Each constant outcome of a statement, with the constants of its own conditions before it."""
    value = node.value if isinstance(node, ast.Return | ast.Assign) else None
    if isinstance(value, ast.IfExp):
        for way in _constants_of(value.test, names):
            found = _outcomes(ast.Return(value.body), names)
            yield from (((*way, *more), outcome, line) for more, outcome, line in found)
        yield from _outcomes(ast.Return(value.orelse), names)
        return
    line = getattr(value or node, "lineno", 0)
    yield from (((), outcome, line) for outcome in outcomes_of(node, names))
