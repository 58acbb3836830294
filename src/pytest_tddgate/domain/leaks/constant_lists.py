"""Lists that code holds as a whole: where they are, and whether code passes them on unchanged."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.object_values import values_of, without_objects
from pytest_tddgate.domain.python.folding import constants_of
from pytest_tddgate.domain.python.nodes import nodes_in
from pytest_tddgate.domain.python.own_nodes import own_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["ConstantList", "constant_lists_in", "lists_in"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")
_BRANCHES = ast.If | ast.IfExp | ast.Match | ast.ExceptHandler
_Gives = ast.Return | ast.Yield | ast.YieldFrom
_REMAKES = frozenset({"list", "tuple", "set", "frozenset", "sorted", "iter", "join"})


@dataclass(frozen=True, slots=True)
class ConstantList:
    """A list, tuple or set of constants, and its line.

    `function` is the line and name of the function that returns, yields, iterates over, passes on or binds it; None
    outside functions. `is_answer`: this function has parameters, and returns or yields it. `is_choice`: it is below a
    condition, and the function gives it back as it is or converted (`sorted(…)`).
    """

    value: Any
    line: int
    function: str | None = None
    is_answer: bool = False
    is_choice: bool = False


def constant_lists_in(tree: ast.Module) -> Iterator[ConstantList]:
    """Every such list in a module, except lists that are only compared, and defaults of parameters."""
    names = constants_of(without_objects(tree))
    for scope in nodes_in(tree):
        if isinstance(scope, ast.Module | ast.ClassDef):
            bound = (each.value for each in scope.body if isinstance(each, ast.Assign | ast.AnnAssign))
            for node in bound:
                yield from (ConstantList(value, line) for value, line in lists_in([node], names))
        elif isinstance(scope, _Function):
            yield from _of_function(scope, names)


def lists_in(nodes: Iterable[ast.expr | None], names: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Value and line of each list, tuple or set of two or more constants; texts of numbers also as numbers."""
    for node in nodes:
        for value in values_of(node, names):
            if node is not None and isinstance(value, list | tuple | set | frozenset) and len(value) > 1:
                yield value, node.lineno
                if all(isinstance(each, str) and _NUMBER.fullmatch(each) for each in value):
                    yield [float(each) for each in value], node.lineno


def _of_function(function: _Function, names: Mapping[str, Any]) -> Iterator[ConstantList]:
    names = constants_of(without_objects(function), names)
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    takes = any(each is not None and each.arg not in {"self", "cls"} for each in every)
    chosen = {id(inner) for each in own_nodes(function) if isinstance(each, _BRANCHES) for inner in nodes_in(each)}
    back = {id(each) for node in own_nodes(function) if isinstance(node, _Gives) for each in _given_back(node)}
    bound = {each.id for each in own_nodes(function) if isinstance(each, ast.Name) and id(each) in back}
    place = f"{function.lineno} {function.name}"
    for node in own_nodes(function):
        is_chosen = id(node) in chosen or (isinstance(node, ast.Return) and isinstance(node.value, ast.IfExp))
        is_choice = is_chosen and (id(node) in back or bool(_bound_by(node) & bound))
        is_answer = takes and isinstance(node, _Gives)
        yield from (
            ConstantList(value, line, place, is_answer, is_choice) for value, line in lists_in(_passed_on(node), names)
        )
    yield from (ConstantList(value, line, place) for value, line in _one_by_one(function, names))


def _given_back(node: ast.expr | _Gives | None) -> Iterator[ast.AST]:
    """A node that gives something back, and the names and converting calls (`sorted(…)`) in what it gives."""
    match node:
        case ast.Return(value=inner) | ast.Yield(value=inner) | ast.YieldFrom(value=inner):
            yield from (node, *_given_back(inner))
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_given_back(body), *_given_back(orelse))
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[inner, *_]) if name in _REMAKES:
            yield from (node, *_given_back(inner))
        case ast.Name():
            yield node


def _bound_by(node: ast.AST) -> set[str]:
    """The names that an assignment binds."""
    match node:
        case ast.Assign(targets=targets):
            return {each.id for each in targets if isinstance(each, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()


def _one_by_one(function: _Function, names: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Constants that statements pass to the same function, or yield, one by one: as one list, with the first line."""
    runs: dict[str, tuple[list[Any], int]] = {}
    for node in own_nodes(function):
        statement = node.value if isinstance(node, ast.Expr) else None
        match statement.value if isinstance(statement, ast.Await) else statement:
            case ast.Call(func=func, args=[given], keywords=[]):
                name = ast.dump(func)
            case ast.Yield(value=ast.expr() as given):
                name = "yield"
            case _:
                continue
        runs.setdefault(name, ([], given.lineno))[0].extend(values_of(given, names))
    yield from ((values, line) for values, line in runs.values() if len(values) > 1)


def _passed_on(node: ast.AST) -> Iterator[ast.expr | None]:
    """The expressions that a node passes on unchanged."""
    match node:
        case ast.Return(value=value) | ast.Yield(value=value) | ast.YieldFrom(value=value):
            yield from _alternatives(value)
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            yield from (each for each in _alternatives(value) if not isinstance(each, ast.Name))
        case ast.For(target=target, iter=value, body=body) | ast.AsyncFor(target=target, iter=value, body=body):
            if any(_hands_on(inner, target) for each in body for inner in nodes_in(each)):
                yield value
        case ast.ListComp(elt=made, generators=[loop]) | ast.GeneratorExp(elt=made, generators=[loop]):
            if ast.dump(made) == ast.dump(loop.target).replace("Store()", "Load()") or _hands_on(made, loop.target):
                yield loop.iter
        case ast.Call(args=args, keywords=words):
            yield from [*args, *(each.value for each in words)]


def _alternatives(node: ast.expr | None) -> Iterator[ast.expr | None]:
    if isinstance(node, ast.IfExp):
        yield from (*_alternatives(node.body), *_alternatives(node.orelse))
    else:
        yield node


def _hands_on(node: ast.AST, target: ast.expr) -> bool:
    """Whether a node passes the loop variable to a call, or yields it."""
    match node:
        case ast.Call(args=args, keywords=words):
            given = [*args, *(each.value for each in words)]
        case ast.Yield(value=ast.expr() as value):
            given = [value]
        case _:
            return False
    name = target.id if isinstance(target, ast.Name) else None
    return any(isinstance(each, ast.Name) and each.id == name for each in given)
