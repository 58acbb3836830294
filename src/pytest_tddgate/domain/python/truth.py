"""The truth value of expressions that are true, or false, whatever their names stand for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.folding import maybe_folded

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["truth_of"]


def truth_of(node: ast.expr, same: Mapping[str, ast.expr]) -> bool | None:  # noqa: PLR0911 - one answer per kind
    """The truth of an expression; None if it depends on values. `same` maps source text to the expression assigned."""
    for value in maybe_folded(node, {}):
        return value is not NotImplemented and bool(value)
    match node:
        case ast.Name(id=name) if name in same:
            return truth_of(same[name], {})
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            answer = truth_of(operand, same)
            return None if answer is None else not answer
        case ast.BoolOp(op=sign, values=values):
            return _joined(sign, {truth_of(each, same) for each in values})
        case ast.Compare(ops=[_], comparators=[_]):
            return _compared(node, same)
        case ast.Call(func=ast.Name(id="bool"), args=[value]):
            return truth_of(value, same)
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, ast.Name(id="object")]):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            answers = {truth_of(body, same), truth_of(orelse, same)}
            return answers.pop() if len(answers) == 1 else None
    return None


def _joined(sign: ast.boolop, answers: set[bool | None]) -> bool | None:
    decisive = isinstance(sign, ast.Or)
    if decisive in answers:
        return decisive
    return (not decisive) if answers == {not decisive} else None


def _compared(node: ast.Compare, same: Mapping[str, ast.expr]) -> bool | None:
    """The result of comparing an expression with itself, two constants, or a length with zero; None for others."""
    left, right, sign = node.left, node.comparators[0], node.ops[0]
    agrees = {ast.Eq: True, ast.Is: True, ast.GtE: True, ast.LtE: True, ast.NotEq: False, ast.IsNot: False}
    if type(sign) not in agrees:
        return None
    if _through(left, same) == _through(right, same):
        return agrees[type(sign)]
    match node:
        case ast.Compare(left=ast.Call(func=ast.Name(id="len")), ops=[ast.GtE()], comparators=[ast.Constant(value=0)]):
            return True
    one, other = maybe_folded(left, {}), maybe_folded(right, {})
    if not one or not other or isinstance(sign, ast.GtE | ast.LtE):
        return None
    return agrees[type(sign)] is (one == other)


def _through(node: ast.expr, same: Mapping[str, ast.expr]) -> str:
    text = ast.unparse(node)
    return ast.unparse(same[text]) if text in same else text
