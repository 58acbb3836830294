"""Statements of a test that fail whatever the subject does: they deny a module, or run code that always fails.

A module is never None, and a program for another Python that ends with `raise SystemExit(1)` fails after any import.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.bindings import bound_names, dotted_name, imported_names
from pytest_tddgate.domain.python.code_in_texts import code_run_elsewhere
from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.folding import constants_of
from pytest_tddgate.domain.red.constant_values import is_explicit_failure
from pytest_tddgate.domain.red.unsatisfiable import asks_for_a_constant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from pytest_tddgate.domain.red.mention import Function

__all__ = ["failing_lines"]

_IMPORTING = frozenset({"importlib.import_module", "pytest.importorskip"})
_CHECKING = frozenset({"check_call", "check_output"})
_EXITS = frozenset({"exit", "_exit", "quit"})
_SPEAKING = frozenset({"print", "repr", "str", "len", "dir", "type"})
_DEFINING = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def failing_lines(function: Function, tree: ast.Module) -> frozenset[tuple[int, int]]:
    """The first and last line of each such statement in a test function of the module `tree`."""
    imported = {**imported_names(tree), **imported_names(function)}
    modules, constants = _modules(function, tree, imported), constants_of(tree)
    runs = {name for name, value in _once(function, tree) if _runs_failing_text(value, constants)}
    return frozenset(
        (node.lineno, node.end_lineno or node.lineno)
        for node in ast.walk(function)
        if isinstance(node, ast.stmt)
        and (_denies_module(node, modules, imported) or _checks_run(node, runs, constants))
    )


def _once(function: Function, tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Each name and its value, if it is bound once in the function, or once in the module and not in the function."""
    for scope in (function, tree):
        names = _bound_in(scope)
        inner = _bound_in(function) if scope is tree else []
        for node in ast.walk(scope):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if names.count(name) == 1:
                    if name not in inner:
                        yield name, value


def _bound_in(scope: ast.AST) -> list[str]:
    return [*bound_names(scope), *(each.arg for each in ast.walk(scope) if isinstance(each, ast.arg))]


def _modules(function: Function, tree: ast.Module, imported: Mapping[str, str]) -> frozenset[str]:
    """The names that stand for modules in the function: bound by an import statement or an importing call."""
    found = {name for name, value in _once(function, tree) if _is_import(value, imported)}
    for scope in (function, tree):
        names = _bound_in(scope)
        own = [
            each.asname or each.name.partition(".")[0]
            for node in ast.walk(scope)
            if isinstance(node, ast.Import)
            for each in node.names
        ]
        found |= {name for name in own if names.count(name) == own.count(name)}
    return frozenset(found)


def _is_import(node: ast.expr, imported: Mapping[str, str]) -> bool:
    """Whether the node is a call that imports a module, and not a function of the subject with such a name."""
    if not isinstance(node, ast.Call):
        return False
    is_builtin = isinstance(node.func, ast.Name) and node.func.id == "__import__"
    return is_builtin or dotted_name(node.func, imported) in _IMPORTING


def _denies_module(node: ast.stmt, modules: frozenset[str], imported: Mapping[str, str]) -> bool:
    """Whether a statement asserts that a module is a constant or false."""
    return isinstance(node, ast.Assert) and asks_for_a_constant(
        node.test, lambda each: _is_import(each, imported) or (isinstance(each, ast.Name) and each.id in modules)
    )


def _checks_run(node: ast.stmt, runs: set[str], constants: Mapping[str, Any]) -> bool:
    """Whether a statement requires the success of a program that another Python runs and that always fails."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=run, attr="check_returncode"))):
            return _is_failing_run(run, runs, constants)
        case ast.Expr(value=ast.Call() as call) | ast.Assign(value=ast.Call() as call):
            return _is_checked(call) and _runs_failing_text(call, constants)
        case ast.Assert(
            test=ast.Compare(left=ast.Attribute(value=run, attr="returncode"), ops=[ast.Eq()], comparators=[end])
        ):
            return isinstance(end, ast.Constant) and end.value == 0 and _is_failing_run(run, runs, constants)
        case ast.Assert(test=ast.UnaryOp(op=ast.Not(), operand=ast.Attribute(value=run, attr="returncode"))):
            return _is_failing_run(run, runs, constants)
    return False


def _is_failing_run(node: ast.expr, runs: set[str], constants: Mapping[str, Any]) -> bool:
    return _runs_failing_text(node, constants) or (isinstance(node, ast.Name) and node.id in runs)


def _is_checked(call: ast.Call) -> bool:
    checks = [word.value for word in call.keywords if word.arg == "check"]
    return last_name(call.func) in _CHECKING or any(isinstance(each, ast.Constant) and each.value for each in checks)


def _runs_failing_text(node: ast.expr, constants: Mapping[str, Any]) -> bool:
    return isinstance(node, ast.Call) and any(_fails(code) for code, _ in code_run_elsewhere(node, constants))


def _fails(code: ast.Module) -> bool:
    """Whether a program always ends with a failure: nothing before its failing statement may end it."""
    for each in code.body:
        if (status := _exit_status(each)) is not None:
            return bool(status)
        if is_explicit_failure(each):
            return not _leaves(each)
        if not isinstance(each, _DEFINING) and any(map(_may_leave, ast.walk(each))):
            return False
    return False


def _may_leave(node: ast.AST) -> bool:
    """Whether a node may end the program: a `raise`, or a call, which may be of the subject."""
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and last_name(node.func) not in _SPEAKING)


def _leaves(node: ast.stmt) -> bool:
    """Whether a failure is a `SystemExit` whose status is unknown."""
    error = node.exc if isinstance(node, ast.Raise) else None
    return error is not None and last_name(error.func if isinstance(error, ast.Call) else error) == "SystemExit"


def _exit_status(node: ast.stmt) -> object:
    """The status that a statement exits with; None if it does not exit, or the status is unknown."""
    match node:
        case ast.Raise(exc=ast.Name(id="SystemExit") | ast.Call(func=ast.Name(id="SystemExit"), args=[])):
            return 0
        case ast.Raise(exc=ast.Call(func=ast.Name(id="SystemExit"), args=[ast.Constant(value=status)])):
            return status or 0
        case ast.Expr(value=ast.Call(func=func, args=args)) if last_name(func) in _EXITS:
            match args:
                case []:
                    return 0
                case [ast.Constant(value=status)]:
                    return status or 0
    return None
