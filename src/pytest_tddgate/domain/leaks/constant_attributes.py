"""Attributes that never change, although tests expect in them what they passed in, or their number of calls."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.constant_members import ConstantMember
from pytest_tddgate.domain.leaks.parameters import parameter_rows
from pytest_tddgate.domain.python.folding import constants_of, is_rare, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.python.shown_members import members_shown_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

__all__ = ["constant_attributes"]

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_DETOURS = frozenset({"setattr", "__setattr__", "__dict__", "vars", "exec"})


@dataclass(frozen=True, slots=True)
class _Expected:
    """A value that a test expects of an attribute, and its `path:line`.

    `is_given`: the test passed this value to a method; `is_counted`: it called a method this number of times.
    """

    value: Any
    is_given: bool
    is_counted: bool
    place: str


@dataclass(frozen=True, slots=True)
class _Constant:
    """An attribute that is set only once, its line and value, and whether the class body sets it."""

    name: str
    line: int
    value: Any
    is_of_class: bool


def constant_attributes(source: bytes, lines: Container[int], tests: Mapping[str, bytes]) -> Iterator[ConstantMember]:
    """The attributes that only these lines set, to the values that the tests expect after calling methods.

    Each test that reads the attribute passed this value to a method whose result it ignores, or made this number of
    such calls. Left out are values that a test finds in a new object, class attributes whose value is only passed in,
    settings (attributes that other methods and functions read), and classes with bases, which may change the attribute.
    """
    tree = parse_or_empty(source)
    attributes = [each for each in nodes_in(tree) if isinstance(each, ast.Attribute)]
    names = {each.attr for each in attributes} | {each.id for each in nodes_in(tree) if isinstance(each, ast.Name)}
    if names & _DETOURS:
        return
    stored = Counter(each.attr for each in attributes if not isinstance(each.ctx, ast.Load))
    settings = _settings(tree)
    classes = [each for each in nodes_in(tree) if isinstance(each, ast.ClassDef) and _is_plain(each)]
    constants = {each.name: _constants(each, lines, stored) for each in classes}
    found = {owner: [each for each in own if each.name not in settings] for owner, own in constants.items()}
    expected = _expected(tests, {name for name, each in found.items() if each})
    for owner, own in found.items():
        for each in own:
            wanted = expected.get((owner, each.name), ())
            if wanted and is_rare(each.value) and all(_is_hollow(each, one) for one in wanted):
                yield ConstantMember(owner, each.name, each.line, each.value, wanted[0].place)


def _is_plain(node: ast.ClassDef) -> bool:
    """Whether a class has no base, no metaclass, and no decorator, which could write its constructor."""
    return not (node.bases or node.keywords or node.decorator_list)


def _is_hollow(constant: _Constant, expected: _Expected) -> bool:
    """Whether a constant equals what a test expects only because of its calls."""
    follows = expected.is_counted or (expected.is_given and not constant.is_of_class)
    return follows and _is_same(expected.value, constant.value)


def _settings(tree: ast.Module) -> set[str]:
    """Names of attributes that functions read, except in constructors and in a plain `return` of the attribute."""
    functions = [each for each in nodes_in(tree) if isinstance(each, _FunctionNode) and each.name != "__init__"]
    returned = {id(each.value) for each in nodes_in(tree) if isinstance(each, ast.Return)}
    inside = [node for each in functions for node in nodes_in(each) if isinstance(node, ast.Attribute)]
    return {each.attr for each in inside if isinstance(each.ctx, ast.Load) and id(each) not in returned}


def _is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _constants(node: ast.ClassDef, lines: Container[int], stored: Mapping[str, int]) -> Iterator[_Constant]:
    """The attributes that the class or its constructor sets to a number or text, and nothing else sets."""
    makers = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    for each in (*node.body, *(inner for maker in makers for inner in maker.body)):
        match each:
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                name, most = _set_by(target)
                if each.lineno in lines and stored.get(name, 0) == most:
                    values = [one for one in maybe_folded(value, {}) if isinstance(one, int | float | str)]
                    yield from (_Constant(name, each.lineno, one, is_of_class=each in node.body) for one in values)


def _set_by(target: ast.expr) -> tuple[str, int]:
    """The name of the attribute that a target sets, and how often `x.name` is assigned if nothing else sets it."""
    match target:
        case ast.Name(id=name):
            return name, 0
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return name, 1
    return "", -1


def _expected(tests: Mapping[str, bytes], owners: set[str]) -> dict[tuple[str, str], list[_Expected]]:
    """Class and attribute name -> what tests expect of the attribute."""
    found: defaultdict[tuple[str, str], list[_Expected]] = defaultdict(list)
    for path, data in tests.items() if owners else ():
        tree = parse_or_empty(data) if path.endswith(".py") else ast.Module([], [])
        names = constants_of(ast.Module([each for each in tree.body if not isinstance(each, _FunctionNode)], []))
        for function in (each for each in nodes_in(tree) if isinstance(each, _FunctionNode)):
            shown = [each for each in members_shown_in(function) if each.owner in owners and each.node is each.access]
            for row in parameter_rows(function.decorator_list, names) if shown else ():
                known = constants_of(function, {**names, **row})
                for each in shown:
                    given = list(_given(function, each.access.value, known))
                    for value in maybe_folded(each.other, known):
                        same = {is_count for one, is_count in given if _is_same(one, value)}
                        place = f"{path}:{each.node.lineno}"
                        found[each.owner, each.access.attr].append(_Expected(value, False in same, True in same, place))
    return dict(found)


def _given(
    node: ast.AST, owner: ast.expr, known: Mapping[str, Any], times: tuple[int, ...] = ()
) -> Iterator[tuple[Any, bool]]:
    """Constants passed to an object's methods in calls whose results are ignored, and how often each method is called.

    Each comes with whether it is such a count. `times` are the numbers of iterations of the loops around the node.
    """
    calls: Counter[str] = Counter()
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) as call) if (
                isinstance(owner, ast.Name) and name == owner.id
            ):
                calls[method] += 1
                yield from ((count, True) for count in times)
                values = [*call.args, *(each.value for each in call.keywords)]
                yield from ((found, False) for each in values for found in maybe_folded(each, dict(known)))
            case ast.For(iter=rounds):
                yield from _given(child, owner, known, (*times, *_rounds(rounds, known)))
            case ast.With() | ast.If() | ast.While() | ast.Try():
                yield from _given(child, owner, known, times)
    yield from ((count, True) for count in calls.values() if count > 1)


def _rounds(rounds: ast.expr, known: Mapping[str, Any]) -> Iterator[int]:
    match rounds:
        case ast.Call(func=ast.Name(id="range"), args=[most]):
            yield from (each for each in maybe_folded(most, dict(known)) if isinstance(each, int))
        case _:
            yield from (len(each) for each in maybe_folded(rounds, dict(known)) if isinstance(each, str | list | tuple))
