"""What tests of classes and constants look at: what one derives from, or what another is."""

from __future__ import annotations

import ast
import builtins
from itertools import chain
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.red.functions import function_in

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["asks_for_an_exception", "looks_only_at_names"]

_LOOKING = frozenset(
    {"callable", "getattr", "hasattr", "isinstance", "issubclass", "len", "list", "set", "sorted", "tuple", "type"}
)
_CALM = (
    *(ast.Name, ast.Attribute, ast.Constant, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Call, ast.Compare),
    *(ast.BoolOp, ast.UnaryOp, ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context, ast.keyword),
)


def looks_only_at_names(source: bytes, name: str) -> bool:
    """Whether the function `name` (qualified with `::`) only asserts what imported names are, and calls none of them.

    Such a test says nothing of what a function does. Cases of `parametrize` are names as well. Anything else, like an
    operator or a block, may call the subject.
    """
    function = function_in(source, name)
    if not isinstance(function, ast.FunctionDef):
        return False
    cases = [each for each in function.decorator_list if isinstance(each, ast.Call) and _is_parametrize(each)]
    given = {str(each.args[0].value) for each in cases if isinstance(each.args[0], ast.Constant)}
    imported = [*_imported(parse_or_empty(source)), *_imported(function)]
    known = {*imported, *vars(builtins), *chain.from_iterable(each.replace(",", " ").split() for each in given)}
    body = [each for each in function.body if not _is_idle(each)]
    taken = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)} - {"self"}
    return (
        bool(body)
        and taken <= known
        and len(cases) == len(function.decorator_list)
        and all(isinstance(each, ast.Assert) and _is_look(each.test, known) for each in body)
        and all(_is_look(value, known) for each in cases for value in each.args[1:])
    )


def asks_for_an_exception(source: bytes, name: str, missing: Iterable[str]) -> bool:
    """Whether the function `name` raises one of these missing names, or reads one and asserts what is an exception.

    Stand-ins of classes are exceptions, so that they can be expected and raised: they satisfy such a test by accident.
    """
    function = function_in(source, name)
    if function is None:
        return False
    nodes = ast.walk(parse_or_empty(source))
    names = [each for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names]
    imported = {each.asname or each.name: each.name for each in names}
    wanted = {each.rpartition(".")[2] for each in missing}
    asserted = [inner for each in ast.walk(function) if isinstance(each, ast.Assert) for inner in ast.walk(each.test)]
    asked = [function] if any(_is_about_exceptions(each) for each in asserted) else []
    raised = [each.exc for each in ast.walk(function) if isinstance(each, ast.Raise) and each.exc is not None]
    heads = [each.func if isinstance(each, ast.Call) else each for each in raised]
    read = {last_name(each) for node in asked for each in ast.walk(node) if isinstance(each, ast.Name | ast.Attribute)}
    return not wanted.isdisjoint(imported.get(each, each) for each in {*read, *map(last_name, heads)})


def _is_about_exceptions(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="issubclass" | "isinstance"), args=[_, base]):
            return last_name(base) in {"Exception", "BaseException"}
    return False


def _is_parametrize(decorator: ast.Call) -> bool:
    return last_name(decorator.func) == "parametrize" and len(decorator.args) > 1


def _imported(node: ast.AST) -> list[str]:
    """The names that the imports directly in a module or function bind."""
    statements = [each for each in getattr(node, "body", ()) if isinstance(each, ast.Import | ast.ImportFrom)]
    return [(each.asname or each.name).partition(".")[0] for statement in statements for each in statement.names]


def _is_idle(statement: ast.stmt) -> bool:
    """Whether a statement is an import or a docstring."""
    is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_text or isinstance(statement, ast.Import | ast.ImportFrom)


def _is_look(expression: ast.expr, known: set[str]) -> bool:
    """Whether an expression calls nothing but builtins that look at an object, and reads no other names."""
    return all(
        (isinstance(each, _CALM) or (isinstance(each, ast.Subscript) and last_name(each.value).startswith("__")))
        and not (isinstance(each, ast.Name) and each.id not in known)
        and not (isinstance(each, ast.Call) and last_name(each.func) not in _LOOKING)
        for each in ast.walk(expression)
    )
