"""Which kinds of behaviour a contract's tests try (an ordinary case, a boundary, an error), judged by syntax."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import called_name
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.red.http_statuses import expects_failure
from pytest_tddgate.domain.red.parsed_module import find_test
from pytest_tddgate.domain.run.observation import TestId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.mention import Function

__all__ = ["Kind", "TestSource", "behaviour_gaps", "kinds_of", "sources_of"]

_EXPECTING = re.compile(r"(raises|warns|deprecated_call|assert_?raises\w*|assert_?warns\w*|raises_\w+)", re.IGNORECASE)
_EDGE_WORDS = re.compile(
    r"(?:^|_)(?:empty|blank|zero|none|null|limits?|boundary|edge|min|max|minimum|maximum|negative|huge|single|nan|inf"
    r"|infinity|infinite|maxsize)(?=_|\d|$)",
    re.IGNORECASE,
)
_EDGE_TEXTS = frozenset({"", "nan", "inf", "-inf", "Infinity"})
_EMPTY_CALLS = frozenset({"list", "dict", "set", "tuple", "frozenset", "str", "bytes"})


class Kind(Enum):
    """A kind of behaviour that a test tries."""

    HAPPY = "happy path"
    BOUNDARY = "boundary"
    ERROR = "error"


@dataclass(frozen=True, slots=True, eq=False)
class TestSource:
    """The syntax tree of one test function, with its module's."""

    __test__ = False

    id: TestId
    node: Function
    module: ast.Module


def sources_of(file: str, source: bytes, names: Iterable[str]) -> tuple[TestSource, ...]:
    """The test functions of a file that have these qualified names; empty if the file cannot be parsed.

    `file` is a repository-relative POSIX path.
    """
    module = parse_or_empty(source)
    found = ((name, find_test(module, name)) for name in names)
    return tuple(TestSource(TestId(file, name), test.function, module) for name, test in found if test is not None)


def kinds_of(test: TestSource) -> frozenset[Kind]:
    """The kinds of behaviour that the test tries; there may be several or none."""
    kinds = set()
    if any(_is_expectation(node) or expects_failure(node) for node in ast.walk(test.node)):
        kinds.add(Kind.ERROR)
    if _has_ordinary_assertion(test.node.body):
        kinds.add(Kind.HAPPY)
    if _tries_boundary(test):
        kinds.add(Kind.BOUNDARY)
    return frozenset(kinds)


def behaviour_gaps(tests: Iterable[TestSource]) -> tuple[str, ...]:
    """The ids of the rules about kinds of behaviour that none of the tests tries; empty if there are no tests."""
    tried = [kinds_of(test) for test in tests]
    if not tried:
        return ()
    found = frozenset[Kind]().union(*tried)
    rules = {Kind.ERROR: "no-error-case", Kind.BOUNDARY: "no-boundary-case", Kind.HAPPY: "no-happy-path"}
    return tuple(rule for kind, rule in rules.items() if kind not in found)


def _is_expectation(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _EXPECTING.fullmatch(called_name(node)) is not None


def _has_ordinary_assertion(body: list[ast.stmt]) -> bool:
    return any(_is_assertion(node) for node in _outside_expectations(body))


def _is_assertion(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    name = called_name(node) if isinstance(node, ast.Call) else ""
    return name.lower().startswith("assert") and not _is_expectation(node)


def _outside_expectations(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes but those inside a `with` that expects an exception."""
    for node in nodes:
        yield node
        if isinstance(node, ast.With | ast.AsyncWith) and any(
            _is_expectation(item.context_expr) for item in node.items
        ):
            continue
        yield from _outside_expectations(ast.iter_child_nodes(node))


def _tries_boundary(test: TestSource) -> bool:
    name = test.id.name.rpartition("::")[2]
    return (
        _EDGE_WORDS.search(name) is not None
        or any(_is_boundary_mark(mark) for mark in test.node.decorator_list)
        or any(_is_edge(node) for node in _values(test.node.body))
    )


def _is_boundary_mark(node: ast.expr) -> bool:
    if called_name(node) == "boundary":
        return True
    if called_name(node) != "parametrize" or not isinstance(node, ast.Call):
        return False
    values = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "argvalues")]
    # Rows that are made elsewhere are assumed to be several.
    return any(len(each.elts) > 1 if isinstance(each, ast.List | ast.Tuple) else True for each in values)


def _values(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes but indices (`found[0]` is not a boundary), messages, annotations and docstrings."""
    for node in nodes:
        yield node
        match node:
            case ast.Subscript(value=value):
                yield from _values([value])
            case ast.Assert(test=condition):
                yield from _values([condition])
            case ast.AnnAssign(target=target, value=value):
                yield from _values([target, *([value] if value else [])])
            case ast.Expr(value=ast.Constant()):
                pass
            case _:
                yield from _values(ast.iter_child_nodes(node))


def _is_edge(node: ast.AST) -> bool:  # noqa: PLR0911 - one return for each form of value
    match node:
        case ast.Constant(value=None):
            return True
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float() as number):
            return number in {0, 1}
        case ast.Constant(value=str() | bytes() as text):
            return not text or text in _EDGE_TEXTS
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(func=ast.Name(id=name), args=[], keywords=[]):
            return name in _EMPTY_CALLS
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return _EDGE_WORDS.search(name) is not None and name not in {"min", "max"}
    return False
