"""Outcomes that need several conditions at once: nested, joined by `and`, or as the parts of one pattern."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.branches import compared_in, outcomes_of
from pytest_tddgate.domain.leaks.object_values import values_of
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["decided_rows"]

_MOST = 8
"""Ways to satisfy one condition that are followed at most."""


def decided_rows(
    statements: Sequence[ast.stmt], names: Mapping[str, Any], held: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """A row for each constant outcome: the constants of all conditions that lead to it, and the outcome; with its line.

    There have to be at least two such constants; `held` are those of the conditions around these statements.
    """
    for each in statements:
        for way, body in _ways(each, names):
            yield from decided_rows(body, names, held + way)
        if len(held) > 1 or isinstance(each, ast.Return):
            for way, outcome, line in _outcomes(each, names):
                if len(held + way) > 1:
                    yield (*held, *way, outcome), line


def _ways(node: ast.stmt, names: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], list[ast.stmt]]]:
    """The blocks of a statement, each after the constants for which it is entered."""
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
    """For each way to satisfy a condition, the constants that it compares with."""
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
    """Each constant outcome of a statement and its line, after the constants of its conditional expressions."""
    value = node.value if isinstance(node, ast.Return | ast.Assign) else None
    if isinstance(value, ast.IfExp):
        for way in _constants_of(value.test, names):
            found = _outcomes(ast.Return(value.body), names)
            yield from (((*way, *more), outcome, line) for more, outcome, line in found)
        yield from _outcomes(ast.Return(value.orelse), names)
        return
    line = getattr(value or node, "lineno", 0)
    yield from (((), outcome, line) for outcome in outcomes_of(node, names))
