"""Functions that return a constant, whatever they are given."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.folding import NotConstant, folded, is_rare
from pytest_tddgate.domain.python.nodes import nodes_in
from pytest_tddgate.domain.python.own_nodes import own_nodes
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["ConstantAnswer", "answers_in", "constant_answers"]

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class ConstantAnswer:
    """A function, the line of a `return` in it, and the constant that it returns."""

    function: str
    line: int
    value: Any


def constant_answers(source: bytes, lines: Container[int]) -> Iterator[ConstantAnswer]:
    """The constants returned on these lines of a file by functions that have parameters and use none of them.

    A method of a class with bases is left out: the method that it overrides decides its parameters. Values that a
    generator yields do not count.
    """
    for function in _free_functions(parse_or_empty(source)):
        if _ignores_its_parameters(function):
            yield from answers_in(function, lines)


def _free_functions(node: ast.AST) -> Iterator[_FunctionNode]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef) and any(ast.unparse(base) != "object" for base in child.bases):
            continue
        if isinstance(child, _FunctionNode):
            yield child
        yield from _free_functions(child)


def _ignores_its_parameters(function: _FunctionNode) -> bool:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    names = {each.arg for each in every if each is not None} - {"self", "cls"}
    used = {node.id for node in nodes_in(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    calls_for_all = {"locals", "vars", "eval", "exec"} & used
    return bool(names) and not names & used and not calls_for_all


def answers_in(function: _FunctionNode, lines: Container[int]) -> Iterator[ConstantAnswer]:
    """The constants that a function returns on these lines, without trivial ones such as None, 0 and 1."""
    names: dict[str, Any] = {}
    for node in own_nodes(function):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                names[name] = _or_nothing(value, names)
            case ast.Return(value=ast.expr() as value) if node.lineno in lines:
                answer = _or_nothing(value, {each: found for each, found in names.items() if found is not None})
                if answer is not None and is_rare(answer):
                    yield ConstantAnswer(function.name, node.lineno, answer)


def _or_nothing(node: ast.expr, names: dict[str, Any]) -> Any:
    try:
        return folded(node, {name: value for name, value in names.items() if value is not None})
    except NotConstant:
        return None
