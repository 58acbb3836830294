"""The constants that conditions compare with, and the constant outcomes of their branches."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.example_sides import leaves_in
from pytest_tddgate.domain.leaks.object_values import values_of
from pytest_tddgate.domain.leaks.rarity import Raised, is_outcome
from pytest_tddgate.domain.python.folding import maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["alternatives_of", "branches_of", "chosen_in", "compared_in", "outcomes_of"]

_AROUND = re.compile(r"^\^?\(?(?:\?:)?|\)?(?:\$|\\Z)?$")


def branches_of(node: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[Any, int, tuple[Any, ...]]]:
    """Each constant that a node's condition compares with, its line, and the constant outcomes of the branch.

    Outcomes are values that are returned, assigned, yielded or passed to a call, and exceptions; `names` are names with
    known values.
    """
    for test, body in _choices(node):
        outcomes = tuple(found for each in body for found in outcomes_of(each, names))
        yield from ((given, line, outcomes) for given, line in compared_in(test, names))


def _choices(node: ast.AST) -> Iterator[tuple[ast.expr, list[ast.stmt]]]:
    match node:
        case ast.If(test=test, body=body) | ast.While(test=test, body=body):
            yield test, body
        case ast.IfExp(test=test, body=value):
            yield test, [ast.Expr(value)]
        case ast.Match(cases=cases):
            yield from ((found, each.body) for each in cases for found in _patterns(each.pattern))


def compared_in(test: ast.expr, names: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Value and line of each constant that a condition compares with, also by `startswith` or a regular expression."""
    for node in nodes_in(test):
        match node:
            case ast.Compare(left=left, comparators=others, ops=signs):
                for each, sign in zip([left, *others], [signs[0], *signs], strict=True):
                    for value in values_of(each, names):
                        is_choice = isinstance(sign, ast.In) and isinstance(value, list | tuple | set | dict)
                        yield from ((one, each.lineno) for one in (value if is_choice else [value]))
            case ast.Call(func=ast.Attribute(attr="startswith" | "endswith" | "__eq__"), args=[first, *_]):
                yield from ((value, node.lineno) for value in maybe_folded(first, names))
            case ast.Call(func=ast.Attribute(value=owner, attr="match" | "fullmatch" | "search"), args=args):
                patterns = [each for part in (owner, *args[:1]) for each in maybe_folded(part, names)]
                yield from ((text, node.lineno) for each in patterns for text in alternatives_of(each))


def alternatives_of(pattern: Any) -> list[str]:
    """The texts between the `|` of a regular expression, without anchors, outer parentheses and escapes."""
    plain = _AROUND.sub("", pattern) if isinstance(pattern, str) else ""
    found = [re.sub(r"\\(\W)", r"\1", _AROUND.sub("", each)) for each in plain.split("|")]
    return [each for each in found if each]


def chosen_in(node: ast.AST, names: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Value and line of each constant that decides between two answers; sums of character codes are written `+220`.

    The constant is compared in an expression that is returned or assigned, or in a condition for a truth value or an
    exception.
    """
    match node:
        case ast.Return(value=ast.expr() as tested) | ast.Assign(value=tested) if not isinstance(tested, ast.IfExp):
            yield from compared_in(tested, names)
            yield from _sums_in(tested, names)
        case ast.If(test=tested):
            yield from (
                (given, line) for given, line, outcomes in branches_of(node, names) if any(map(is_outcome, outcomes))
            )
            yield from _sums_in(tested, names)


def _sums_in(tested: ast.expr, names: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for node in nodes_in(tested):
        match node:
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                if any(map(_adds_characters, sides)):
                    found = [leaf for each in sides for value in values_of(each, names) for leaf in leaves_in(value)]
                    yield from ((f"+{each}", node.lineno) for each in found if isinstance(each, int))


def _adds_characters(node: ast.expr) -> bool:
    names = {each.id for each in nodes_in(node) if isinstance(each, ast.Name)}
    names |= {each.attr for each in nodes_in(node) if isinstance(each, ast.Attribute)}
    return "sum" in names and not names.isdisjoint({"ord", "encode", "bytes", "bytearray"})


def _patterns(pattern: ast.pattern) -> Iterator[ast.expr]:
    """Each constant in the pattern of a `case`, as a comparison with it."""
    match pattern:
        case ast.MatchValue(value=value):
            yield _equals(value)
        case ast.MatchSequence(patterns=parts) if all(isinstance(each, ast.MatchValue) for each in parts):
            values = [each.value for each in parts if isinstance(each, ast.MatchValue)]
            yield _equals(ast.copy_location(ast.List(values, ast.Load()), pattern))
        case _:
            inside = (each for each in ast.iter_child_nodes(pattern) if isinstance(each, ast.pattern))
            yield from (found for each in inside for found in _patterns(each))


def _equals(value: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Compare(value, [ast.Eq()], [ast.Name("_", ast.Load())]), value)


def outcomes_of(statement: ast.stmt, names: Mapping[str, Any]) -> Iterator[Any]:
    """The constants that a statement returns, assigns, yields or passes to a call; and the exception that it raises."""
    match statement:
        case ast.Expr(value=ast.Call(args=args)):
            yield from (found for each in args for found in values_of(each, names))
        case ast.Return(value=value) | ast.Assign(value=value) | ast.AnnAssign(value=value) | ast.Expr(value=value):
            shown = value.value if isinstance(value, ast.Yield) else value
            yield from values_of(shown, names)
        case ast.Raise(exc=ast.expr() as raised):
            kind = raised.func if isinstance(raised, ast.Call) else raised
            yield Raised(ast.unparse(kind).rpartition(".")[2])
