"""Lines that only some environments run: those of a platform, a Python, a missing dependency, or a script.

No run covers both sides of `if sys.platform == "win32":`, or of an optional import, even inside a function: few tests
pretend to run elsewhere. A function defined in such a branch can be tested wherever it is defined.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.bindings import bound_names, dotted_name, imported_names, is_bound
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["lines_by_environment"]

_FACTS = {
    "os.name",
    "sys.byteorder",
    "sys.implementation",
    "sys.maxsize",
    "sys.platform",
    "sys.version_info",
    "typing.TYPE_CHECKING",
}
_QUESTIONS = {
    "importlib.util.find_spec",
    "platform.machine",
    "platform.python_implementation",
    "platform.system",
}
_OF_TEXT = {"startswith", "endswith", "lower"}
_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError"}
_DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPOUND = (*_DEFINITION, ast.For, ast.While, ast.With, ast.Match, ast.TryStar)


def lines_by_environment(source: bytes, missed: frozenset[int] = frozenset()) -> frozenset[int]:
    """The lines, counted from 1, of which the environment decides whether they run.

    They are, in branches on the platform, the Python version, an optional import or `__name__ == "__main__"`: simple
    statements, the first lines of nested branches and of ImportError handlers, and whole functions and classes that
    this environment did not define. `missed` are the lines that did not run here. Empty if the source cannot be parsed.
    """
    tree = parse_or_empty(source)
    environment = _Environment(imported_names(tree), frozenset(_optional_names(tree)), missed)
    return frozenset(environment.decided(tree.body))


@dataclass(frozen=True, slots=True)
class _Environment:
    """The names by which a module refers to its environment: imports (name -> dotted name), and optional imports.

    `missed` are the lines that did not run here. Inside a function, `is_asking` is true: a condition that did not run
    decides nothing, because this environment may well run the branch below it.
    """

    imported: Mapping[str, str]
    optional: frozenset[str]
    missed: frozenset[int]
    is_asking: bool = False

    def decided(self, body: Iterable[ast.stmt]) -> Iterator[int]:
        """The lines that the environment decides about, in a body that every environment runs."""
        for statement in body:
            match statement:
                case ast.If() | ast.Try() if self.is_asking and not self.has_begun(statement):
                    continue
                case ast.If(test=test, body=yes, orelse=no):
                    branch = self.alternative if self.is_asked_by(test) else self.decided
                    yield from branch(yes)
                    yield from branch(no)
                case ast.Try() if _is_optional_import(statement):
                    yield from (each.lineno for each in statement.handlers)
                    ways = (statement.body[1:], *(each.body for each in statement.handlers), statement.orelse)
                    yield from chain.from_iterable(map(self.alternative, ways))
                case ast.ClassDef():
                    yield from self.decided(statement.body)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield from self.within(statement).decided(statement.body)

    def has_begun(self, statement: ast.If | ast.Try) -> bool:
        """Whether the condition was evaluated, or the import tried."""
        first = statement.body[0] if isinstance(statement, ast.Try) else statement
        return first.lineno not in self.missed

    def within(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> _Environment:
        """The environment inside a function: with its own imports, without its parameters and the names it binds."""
        given = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
        given |= {each.id for each in ast.walk(function) if isinstance(each, ast.Name) and is_bound(each)}
        known = {**self.imported, **imported_names(function)}
        return replace(
            self,
            imported={name: dotted for name, dotted in known.items() if name not in given},
            optional=self.optional - given,
            is_asking=True,
        )

    def alternative(self, body: Sequence[ast.stmt]) -> Iterator[int]:
        """The lines of one branch that depends on the environment. A branch not taken evaluated no conditions."""
        is_taken = not body or body[0].lineno not in self.missed
        here = self if is_taken else replace(self, is_asking=False)
        for statement in body:
            match statement:
                case ast.If(test=test):
                    yield from range(statement.lineno, (test.end_lineno or statement.lineno) + 1)
                    yield from here.decided([statement])
                case ast.Try():
                    if not is_taken and _is_optional_import(statement):
                        yield from range(statement.lineno, (statement.body[0].end_lineno or statement.lineno) + 1)
                    yield from here.decided([statement])
                case _ if isinstance(statement, _DEFINITION) and statement.lineno in self.missed:
                    first = min(each.lineno for each in (statement, *statement.decorator_list))
                    yield from range(first, (statement.end_lineno or first) + 1)
                case _ if not isinstance(statement, _COMPOUND) and not _has_code(statement):
                    yield from range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)

    def is_asked_by(self, test: ast.expr) -> bool:
        """Whether a condition depends only on the environment."""
        match test:
            case ast.BoolOp(values=values):
                return all(map(self.is_asked_by, values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.is_asked_by(operand)
            case ast.Compare(left=ast.Name(id="__name__"), comparators=[ast.Constant(value="__main__")]):
                return True
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                return any(map(self.is_fact, sides)) and all(self.is_fact(each) or _is_fixed(each) for each in sides)
        return self.is_fact(test)

    def is_fact(self, expression: ast.expr) -> bool:
        """Whether the expression is a fact of the environment, or a part of one."""
        match expression:
            case ast.Name(id=name):
                return name in self.optional or self.imported.get(name) in _FACTS
            case ast.Subscript(value=value, slice=part):
                return self.is_fact(value) and _is_fixed(part)
            case ast.Attribute(value=value):
                return self.dotted(expression) in _FACTS or self.dotted(value) in _FACTS
            case ast.Call(func=function, args=arguments, keywords=[]):
                return all(map(_is_fixed, arguments)) and self.is_question(function)
        return False

    def is_question(self, function: ast.expr) -> bool:
        """Whether a call of this function returns a fact, or a property of a fact that is a string."""
        if isinstance(function, ast.Attribute) and function.attr in _OF_TEXT:
            return self.is_fact(function.value)
        return self.dotted(function) in _QUESTIONS

    def dotted(self, expression: ast.expr) -> str | None:
        """The dotted name of the imported thing that an expression refers to; None if it refers to no import."""
        return dotted_name(expression, self.imported)


def _is_fixed(expression: ast.expr) -> bool:
    """Whether the expression is a literal, or computed from literals."""
    match expression:
        case ast.Constant():
            return True
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return all(map(_is_fixed, parts))
        case ast.BinOp(left=left, right=right):
            return _is_fixed(left) and _is_fixed(right)
        case ast.Slice(lower=lower, upper=upper, step=step):
            return all(each is None or _is_fixed(each) for each in (lower, upper, step))
    return False


def _has_code(statement: ast.stmt) -> bool:
    """Whether a statement contains a lambda, which could be called anywhere."""
    return any(isinstance(each, ast.Lambda) for each in ast.walk(statement))


def _is_optional_import(statement: ast.Try) -> bool:
    """Whether a `try` statement only tries an import and handles its failure."""
    first, *others = statement.body
    return (
        isinstance(first, ast.Import | ast.ImportFrom)
        and all(_is_safe(each, imported_names(statement)) for each in others)
        and all(_is_import_error(each.type) for each in statement.handlers)
        and bool(statement.handlers)
    )


def _is_safe(statement: ast.stmt, imported: Mapping[str, str]) -> bool:
    """Whether a statement can only fail as an import: it imports, defines a function, or assigns a known value."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.FunctionDef(decorator_list=[]) | ast.AsyncFunctionDef(decorator_list=[]):
            return all(map(_is_fixed, (*statement.args.defaults, *filter(None, statement.args.kw_defaults))))
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return _is_fixed(value) or dotted_name(value, imported) is not None
    return False


def _is_import_error(caught: ast.expr | None) -> bool:
    match caught:
        case ast.Name(id=name):
            return name in _IMPORT_ERRORS
        case ast.Tuple(elts=parts):
            return all(map(_is_import_error, parts))
    return False


def _optional_names(tree: ast.Module) -> Iterator[str]:
    """The names that tell whether an optional import succeeded, except those that the module also binds elsewhere."""
    everywhere = Counter(bound_names(tree))
    for statement in tree.body:
        if isinstance(statement, ast.Try) and _is_optional_import(statement):
            here = Counter(bound_names(statement))
            defined = {each.name for each in ast.walk(statement) if isinstance(each, _DEFINITION)}
            yield from (name for name, count in here.items() if count == everywhere[name] and name not in defined)
