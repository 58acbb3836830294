"""Classes that ignore what they are given, and return what the tests expect."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.constant_functions import answers_in
from pytest_tddgate.domain.leaks.parameters import parameter_rows
from pytest_tddgate.domain.python.folding import constants_of, is_rare, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.python.shown_members import members_shown_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

__all__ = ["ConstantMember", "constant_members"]

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class ConstantMember:
    """A member of a class, its line and value, and the `path:line` of the test that expects it."""

    owner: str
    member: str
    line: int
    value: Any
    place: str


@dataclass(frozen=True, slots=True)
class _Expected:
    member: str
    value: Any
    given: frozenset[str]
    place: str


def constant_members(source: bytes, lines: Container[int], tests: Mapping[str, bytes]) -> Iterator[ConstantMember]:
    """The constant members on these lines that tests expect of an object after they have given it something.

    They give it arguments of the constructor, or of a method whose result they ignore, as it is called for its effect.
    All of these methods do nothing. A class with bases is left out: the bases may do the work.
    """
    classes = [node for node in nodes_in(parse_or_empty(source)) if isinstance(node, ast.ClassDef) and _is_plain(node)]
    idle = {node.name: _idle_methods(node) for node in classes}
    expected = _expected(tests, {name for name, methods in idle.items() if methods})
    for node in classes:
        wanted = [each for each in expected.get(node.name, ()) if each.given <= idle[node.name]]
        for member, line, value in _constants(node, lines) if wanted else ():
            places = [each.place for each in wanted if each.member == member and each.value == value]
            if places and is_rare(value):
                yield ConstantMember(node.name, member, line, value, places[0])


def _is_plain(node: ast.ClassDef) -> bool:
    return all(ast.unparse(base) == "object" for base in node.bases) and not node.keywords


def _idle_methods(node: ast.ClassDef) -> frozenset[str]:
    """The names of the methods that take arguments and do nothing."""
    methods = [each for each in node.body if isinstance(each, _FunctionNode)]
    return frozenset(each.name for each in methods if len(_parameters(each)) > 1 and all(map(_is_idle, each.body)))


def _parameters(function: _FunctionNode) -> list[ast.arg]:
    every = function.args
    lists = [*every.posonlyargs, *every.args, *every.kwonlyargs]
    return lists + [each for each in (every.vararg, every.kwarg) if each is not None]


def _is_idle(statement: ast.stmt) -> bool:
    match statement:
        case (
            ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None | ast.Constant() | ast.Name(id="self"))
        ):
            return True
    return False


def _constants(node: ast.ClassDef, lines: Container[int]) -> Iterator[tuple[str, int, Any]]:
    """Name, line and value of each constant attribute, and of constants returned by methods without parameters."""
    for each in node.body:
        match each:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                value = value.body if isinstance(value, ast.Lambda) else value
                if each.lineno in lines:
                    yield from ((name, each.lineno, found) for found in maybe_folded(value, {}))
            case ast.FunctionDef() if len(_parameters(each)) == 1:
                own = _parameters(each)[0].arg
                if not any(isinstance(inner, ast.Name) and inner.id == own for inner in nodes_in(each)):
                    yield from ((each.name, found.line, found.value) for found in answers_in(each, lines))


def _expected(tests: Mapping[str, bytes], owners: set[str]) -> dict[str, list[_Expected]]:
    """Class -> what tests expect of its members, once they have given the object something."""
    found: dict[str, list[_Expected]] = {}
    for path, data in tests.items() if owners else ():
        tree = parse_or_empty(data) if path.endswith(".py") else ast.Module([], [])
        names = constants_of(ast.Module([each for each in tree.body if not isinstance(each, _FunctionNode)], []))
        for function in (each for each in nodes_in(tree) if isinstance(each, _FunctionNode)):
            shown = [each for each in members_shown_in(function) if each.owner in owners and each.given]
            for row in parameter_rows(function.decorator_list, names) if shown else ():
                known = constants_of(function, {**names, **row})
                for each in shown:
                    place = f"{path}:{each.node.lineno}"
                    values = maybe_folded(each.other, known)
                    what = [_Expected(each.access.attr, value, each.given, place) for value in values]
                    found.setdefault(each.owner, []).extend(what)
    return found
