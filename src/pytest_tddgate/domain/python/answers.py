"""Evaluates conditions of test files that depend only on the environment, such as the platform or the Python version.

Nothing is executed: a few forms are evaluated with facts that the judge knows itself, because the code under judgement
could have changed `sys.platform`.
"""

from __future__ import annotations

import ast
import operator
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.bindings import bound_names, dotted_name, imported_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["answer_of"]

_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, others: one in others,
    ast.NotIn: lambda one, others: one not in others,
}
_PARTS = {"major": 0, "minor": 1, "micro": 2}
_OF_TEXT = frozenset({"startswith", "endswith", "lower"})
_CALLED = "platform."
"""Prefix of the facts that are functions and must be called."""


class _NoAnswer(Exception):
    """The condition has another form, or depends on more than the facts."""


def answer_of(condition: ast.expr, module: ast.Module, facts: Mapping[str, object]) -> bool | None:
    """Whether a condition in `module` holds; None if it depends on anything but `facts`, or on none of them.

    `facts` maps dotted names such as `sys.version_info` to values; `platform.system` stands for the result of calling
    it. Names that the module binds once are resolved: imports, and conditions assigned to a name. A condition may also
    be a string, as in `skipif("os.name == 'nt'")`. None as well if the module assigns to one of the facts.
    """
    if isinstance(condition, ast.Constant) and isinstance(condition.value, str):
        try:
            condition = ast.parse(condition.value, mode="eval").body
        except (SyntaxError, ValueError):
            return None
    once = {name for name, count in Counter(bound_names(module)).items() if count == 1}
    imported = {name: dotted for name, dotted in imported_names(module).items() if name in once}
    if any(isinstance(each.ctx, ast.Store | ast.Del) for each in _places_of(module, imported, facts)):
        return None
    assigned = {
        each.targets[0].id: each.value
        for each in module.body
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name) and each.targets[0].id in once
    }
    try:
        return _Answers(imported, assigned, facts).truth(condition)
    except (_NoAnswer, TypeError, LookupError, RecursionError):
        return None


def _places_of(
    tree: ast.AST, imported: Mapping[str, str], facts: Mapping[str, object]
) -> Iterator[ast.Name | ast.Attribute]:
    """The nodes of a tree that name one of the facts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and dotted_name(node, imported) in facts:
            yield node


@dataclass(frozen=True, slots=True)
class _Answers:
    """The facts, and what the names of a module stand for."""

    imported: Mapping[str, str]
    assigned: Mapping[str, ast.expr]
    facts: Mapping[str, object]

    def truth(self, condition: ast.expr) -> bool:
        """Whether the condition holds. Raises _NoAnswer if any part is unknown, even one that Python would skip."""
        match condition:
            case ast.BoolOp(op=joined, values=values):
                answers = [self.truth(each) for each in values]
                return all(answers) if isinstance(joined, ast.And) else any(answers)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self.truth(operand)
            case ast.Compare(left=left, ops=ops, comparators=others):
                sides = [left, *others]
                if not any(map(self.is_fact, sides)):
                    raise _NoAnswer
                values = [self.value(each) for each in sides]
                pairs = zip(ops, values, values[1:], strict=False)
                return all(_COMPARED[type(each)](one, other) for each, one, other in pairs)
            case ast.Name(id=name) if name in self.assigned:
                return self.truth(self.assigned[name])
            case ast.Call(func=ast.Attribute(attr="startswith" | "endswith")) if self.is_fact(condition):
                return bool(self.value(condition))
        raise _NoAnswer

    def is_fact(self, expression: ast.expr) -> bool:
        """Whether the expression contains one of the facts."""
        return any(_places_of(expression, self.imported, self.facts))

    def value(self, expression: ast.expr) -> Any:
        """The value of a literal, of a fact, or of a part or property of a fact."""
        match expression:
            case ast.Constant(value=value):
                return value
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                return tuple(map(self.value, parts))
            case ast.Slice(lower=lower, upper=upper, step=step):
                return slice(*(None if each is None else self.value(each) for each in (lower, upper, step)))
        return self._of_fact(expression)

    def _of_fact(self, expression: ast.expr) -> Any:
        match expression:
            case ast.Subscript(value=whole, slice=part):
                return self.value(whole)[self.value(part)]
            case ast.Attribute(value=version, attr=name) if name in _PARTS:
                return self.value(version)[_PARTS[name]]
            case ast.Call(func=ast.Attribute(value=text, attr=name), args=args, keywords=[]) if name in _OF_TEXT:
                return getattr(str(self.value(text)), name)(*map(self.value, args))
            case ast.Call(func=function, args=[], keywords=[]):
                return self._fact(function, is_called=True)
        return self._fact(expression)

    def _fact(self, expression: ast.expr, *, is_called: bool = False) -> object:
        dotted = dotted_name(expression, self.imported) or ""
        if dotted not in self.facts or is_called != dotted.startswith(_CALLED):
            raise _NoAnswer
        return self.facts[dotted]
