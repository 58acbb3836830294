"""Assertions that no implementation can satisfy: they exclude each other, or demand an impossible value."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.folding import is_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["NEGATED", "asks_for_a_constant", "excluding", "is_unsatisfiable"]

NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
"""Comparison -> its negation."""
_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
    ast.Is: ast.Is, ast.IsNot: ast.IsNot,
}  # fmt: skip
_NEVER_BELOW_ZERO = frozenset({"len", "abs"})
_FRESH = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.Lambda)
_NOT_CONSTANT = object()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim about an expression (the text of its syntax tree): its `operator` and the other side.

    `place` tells evaluations apart: two claims are about the same value if the expression is a name, or if it is one
    node between two comparisons of a chain.
    """

    about: str
    operator: type[ast.cmpop]
    other: ast.expr
    place: int


def is_unsatisfiable(test: ast.expr) -> bool:
    """Whether a condition is false for all values of its names and calls.

    Names are assumed to keep their value while the condition is evaluated; a call or attribute may return another value
    each time.
    """
    claims = list(_claims(test))
    return any(map(_is_never, claims)) or _exclude_each_other(claims)


def excluding(body: Sequence[ast.stmt]) -> frozenset[ast.stmt]:
    """The assertions of a block that exclude another one, with only assertions in between."""
    found: set[ast.stmt] = set()
    for is_assert, run in groupby(body, key=lambda each: isinstance(each, ast.Assert)):
        for one, other in combinations(run, 2) if is_assert else ():
            claims = [*_claims(one.test), *_claims(other.test)]  # type: ignore[attr-defined]  # both are assertions
            if _exclude_each_other(claims):
                found |= {one, other}
    return frozenset(found)


def asks_for_a_constant(test: ast.expr, about: Callable[[ast.expr], bool]) -> bool:
    """Whether a condition requires that an expression, chosen by `about`, is a constant or false."""
    dumps = {ast.dump(each) for each in ast.walk(test) if isinstance(each, ast.expr) and about(each)}
    return any(
        claim.operator is ast.IsNot
        if claim.other is _TRUTH
        else claim.operator in {ast.Is, ast.Eq} and isinstance(claim.other, ast.Constant)
        for claim in _claims(test)
        if claim.about in dumps
    )


def _claims(test: ast.expr, *, is_turned: bool = False) -> Iterator[_Claim]:
    """The claims of a condition that all have to hold."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield from _claims(inner, is_turned=not is_turned)
        case ast.BoolOp(op=operator, values=values) if isinstance(operator, ast.Or if is_turned else ast.And):
            for each in values:
                yield from _claims(each, is_turned=is_turned)
        case ast.Compare(ops=ops) if not is_turned or len(ops) == 1:
            yield from _compared(test, is_turned=is_turned)
        case ast.Name():
            # Truth is expressed as a comparison with `_TRUTH`, a constant that nothing else is compared with.
            yield _Claim(ast.dump(test), ast.IsNot if is_turned else ast.Is, _TRUTH, 0)


_TRUTH = ast.Constant(Ellipsis)


def _compared(test: ast.Compare, *, is_turned: bool) -> Iterator[_Claim]:
    sides = [test.left, *test.comparators]
    for (left, right), operator in zip(pairwise(sides), test.ops, strict=True):
        kind = NEGATED[type(operator)] if is_turned else type(operator)
        yield _Claim(ast.dump(left), kind, right, _place_of(left))
        if kind in _MIRRORED:
            yield _Claim(ast.dump(right), _MIRRORED[kind], left, _place_of(right))


def _place_of(node: ast.expr) -> int:
    """0 for an expression with the same value everywhere, else the id of its node, which two comparisons can share."""
    return 0 if isinstance(node, ast.Name | ast.Constant) else id(node)


def _is_never(claim: _Claim) -> bool:
    """Whether a claim never holds: equal to a new object, NaN or a negative length, or identical to a new container."""
    other = claim.other
    if claim.operator is ast.Eq:
        return _is_new_object(other) or _is_no_number(other) or _is_below_zero(claim)
    if claim.operator is ast.Is:
        return isinstance(other, _FRESH) or _is_new_object(other)
    if claim.operator is ast.In:
        return isinstance(other, ast.List | ast.Tuple | ast.Dict) and not ast.unparse(other).strip("[](){} ")
    return _is_below_zero(claim)


def _is_new_object(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "object"


def _is_no_number(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value=str(text))]):
            return text.strip("+- ").lower() == "nan"
        case ast.Attribute(value=ast.Name(id="math"), attr="nan"):
            return True
    return False


def _is_below_zero(claim: _Claim) -> bool:
    if not any(claim.about.startswith(f"Call(func=Name(id='{each}'") for each in _NEVER_BELOW_ZERO):
        return False
    bound = _constant(claim.other)
    if not is_number(bound):
        return False
    return bound <= 0 if claim.operator is ast.Lt else bound < 0 and claim.operator in {ast.LtE, ast.Eq}


def _exclude_each_other(claims: Iterable[_Claim]) -> bool:
    return any(
        one.about == other.about and one.place == other.place and _are_opposed(one, other)
        for one, other in combinations(claims, 2)
    )


def _are_opposed(one: _Claim, other: _Claim) -> bool:
    """Whether two claims about the same value cannot both hold."""
    is_same = ast.dump(one.other) == ast.dump(other.other) and _is_fixed(one.other)
    if is_same and NEGATED.get(one.operator) is other.operator:
        return True
    left, right = _constant(one.other), _constant(other.other)
    if left is _NOT_CONSTANT or right is _NOT_CONSTANT:
        return False
    if one.operator is other.operator is ast.Eq:
        return bool(left != right)
    return is_number(left) and is_number(right) and not _has_room(_span(one, left), _span(other, right))


def _is_fixed(node: ast.expr) -> bool:
    """Whether an expression has the same value each time: it consists of constants and names."""
    kinds = ast.Constant | ast.Name | ast.List | ast.Tuple | ast.Dict | ast.Set | ast.UnaryOp | ast.expr_context
    return all(isinstance(each, kinds | ast.unaryop) for each in ast.walk(node))


def _constant(node: ast.expr) -> Any:
    if node is _TRUTH:
        return _NOT_CONSTANT
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError):
        return _NOT_CONSTANT


def _span(claim: _Claim, bound: float) -> tuple[float, bool, float, bool]:
    """The numbers that a claim allows: the lower end and whether it is included, then the upper end likewise."""
    low, high = (-math.inf, False), (math.inf, False)
    if claim.operator in {ast.Gt, ast.GtE, ast.Eq}:
        low = (bound, claim.operator is not ast.Gt)
    if claim.operator in {ast.Lt, ast.LtE, ast.Eq}:
        high = (bound, claim.operator is not ast.Lt)
    return (*low, *high)


def _has_room(one: tuple[float, bool, float, bool], other: tuple[float, bool, float, bool]) -> bool:
    low = max((one[0], not one[1]), (other[0], not other[1]))
    high = min((one[2], one[3]), (other[2], other[3]))
    return low[0] < high[0] or (low[0] == high[0] and not low[1] and high[1])
