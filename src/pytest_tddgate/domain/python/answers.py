"""What an environment answers to a condition of a test file: a version, a platform, and nothing that the code decides.

The condition is never run. Its few forms are worked out from facts that the judge knows by itself, since what is judged
could change `sys.platform` before anybody asks.
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
"""How the names of facts begin that are functions."""


class _NoAnswer(Exception):
    """The condition asks for something else, as most do."""


def answer_of(condition: ast.expr, module: ast.Module, facts: Mapping[str, object]) -> bool | None:
    """Whether a condition in a module holds; None where it asks for more than these facts, or for none of them.

    `facts` has dotted names such as `sys.version_info`, and `platform.system` for what a call of it returns. A name
    counts as what it was imported as, or as the condition that the module assigns to it, if nothing else binds it. A
    condition may be written as a text, as in `skipif("os.name == 'nt'")`.
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
    """Each place in a tree that names one of the facts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and dotted_name(node, imported) in facts:
            yield node


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the names of a module stand for, and the facts."""

    imported: Mapping[str, str]
    assigned: Mapping[str, ast.expr]
    facts: Mapping[str, object]

    def truth(self, condition: ast.expr) -> bool:
        """Whether it holds. Every part has to have an answer, also one that Python would not ask any more."""
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
        """Whether this is one of the facts, or made of one."""
        return any(_places_of(expression, self.imported, self.facts))

    def value(self, expression: ast.expr) -> Any:
        """A fact, a part or property of one, or a literal."""
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
