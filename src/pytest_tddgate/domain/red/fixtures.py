"""What a test's arguments hold when it starts: parameters, pytest's own fixtures, the project's fixtures."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import called_name
from pytest_tddgate.domain.red.constant_values import is_immutable
from pytest_tddgate.domain.red.mention import Function, mention_of
from pytest_tddgate.domain.red.scope import Scope, statements_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from pytest_tddgate.domain.red.subject import Roots

__all__ = ["STATEFUL_FIXTURES", "Arguments", "FixtureNames", "fixtures_in", "is_autouse", "required", "used_fixtures"]

# Pytest's fixtures that hold nothing of the subject until it has written, logged, warned or printed something.
STATEFUL_FIXTURES = frozenset(
    [
        "tmp_path",
        "tmpdir",
        "tmp_path_factory",
        "tmpdir_factory",
        "monkeypatch",
        "capsys",
        "capfd",
        "capsysbinary",
        "capfdbinary",
        "caplog",
        "recwarn",
        "request",
        "cache",
        "record_property",
        "record_testsuite_property",
        "record_xml_attribute",
        "doctest_namespace",
        "subtests",
        "pytestconfig",
    ]
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """A function's arguments by what they depend on: the subject, its earlier effects (`later`), or neither."""

    subject: frozenset[str]
    later: frozenset[str]


def fixtures_in(body: Iterable[ast.stmt]) -> dict[str, Function]:
    """The fixtures that a module or class body defines, by the name that tests use."""
    found = {}
    for node in statements_of(body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if called_name(decorator).endswith("fixture"):
                    found[_keyword_text(decorator, "name") or node.name] = node
    return found


def is_autouse(fixture: Function) -> bool:
    """Whether a fixture is set up for every test in its scope."""
    return any("autouse" in _keywords(decorator) for decorator in fixture.decorator_list)


def used_fixtures(decorators: Iterable[ast.expr]) -> Iterator[str]:
    """The names in `@pytest.mark.usefixtures(...)`."""
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and called_name(decorator) == "usefixtures":
            yield from (str(arg.value) for arg in decorator.args if isinstance(arg, ast.Constant))


@dataclass(frozen=True, slots=True)
class FixtureNames:
    """Answers what a fixture depends on; `known` are the fixtures of the module and the classes around the test."""

    known: Mapping[str, Function]
    scope: Scope
    roots: Roots

    def depends(self, name: str, seen: frozenset[str] = frozenset()) -> bool:
        """Whether a fixture depends on the subject; assumed if defined elsewhere and not in `STATEFUL_FIXTURES`."""
        fixture = self.known.get(name)
        if fixture is None or name in seen:
            return name not in STATEFUL_FIXTURES and name not in seen
        body = mention_of(fixture.body, self.roots)
        reaches_own = not (body.names | body.heads).isdisjoint(self.scope.subject & {"self", "cls"})
        if reaches_own or self.scope.sees(mention_of(fixture, self.roots), called=False):
            return True
        return any(self.depends(each, seen | {name}) for each in required(fixture))

    def arguments_of(self, function: Function, decorators: list[ast.expr]) -> Arguments:
        """What the arguments of a test or fixture hold; `decorators` are its own and its classes'."""
        subject: set[str] = set()
        later: set[str] = set()
        parameters = dict(_parameters_of(decorators))
        for name in required(function, {*parameters, *self.known}):
            values = parameters.get(name)
            if values is None:
                (subject if self.depends(name) else later).add(name)
            elif self.scope.sees(mention_of(values, self.roots, texts=True), called=False):
                subject.add(name)
            elif not _is_fixed(values, self.scope.later):
                later.add(name)
        return Arguments(frozenset(subject), frozenset(later))


def required(function: Function, given: Container[str] = ()) -> list[str]:
    """The arguments that pytest has to supply; `self` and `cls` only if a mark or fixture gives them (`given`)."""
    args = function.args
    positional = [arg.arg for arg in (*args.posonlyargs, *args.args)]
    if args.defaults:
        positional = positional[: -len(args.defaults)]
    names = (*positional, *(arg.arg for arg in args.kwonlyargs))
    return [name for name in names if name in given or name not in {"self", "cls"}]


def _parameters_of(decorators: Iterable[ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """The arguments that `parametrize` supplies, each with the expression of its values."""
    for decorator in decorators:
        if not isinstance(decorator, ast.Call) or called_name(decorator) != "parametrize":
            continue
        keywords = _keywords(decorator)
        found = [*decorator.args[:2], *(keywords[key] for key in ("argnames", "argvalues") if key in keywords)]
        if found[1:] and "indirect" not in keywords:
            yield from ((name, found[1]) for name in _split_names(found[0]))


def _split_names(node: ast.expr) -> list[str]:
    try:
        names = ast.literal_eval(node)
    except ValueError:
        return []
    if isinstance(names, str):
        names = names.split(",")
    return [str(name).strip() for name in names] if isinstance(names, list | tuple) else []


def _is_fixed(values: ast.expr, mutable: frozenset[str]) -> bool:
    """Whether no row of a parametrization holds a value that can change."""
    rows = values.elts if isinstance(values, ast.List | ast.Tuple | ast.Set) else [values]
    return all(is_immutable(part, mutable) for row in rows for part in _cells(row))


def _cells(row: ast.expr) -> list[ast.expr]:
    if isinstance(row, ast.Call) and called_name(row) == "param":
        return row.args
    return row.elts if isinstance(row, ast.Tuple | ast.List) else [row]


def _keywords(node: ast.expr) -> dict[str, ast.expr]:
    if not isinstance(node, ast.Call):
        return {}
    return {word.arg: word.value for word in node.keywords if word.arg is not None}


def _keyword_text(node: ast.expr, key: str) -> str:
    value = _keywords(node).get(key)
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
