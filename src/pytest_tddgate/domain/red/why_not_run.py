"""Whether the code still to be written can decide that a test does not run, or only the test's own file can."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.red.dependence import MODULE
from pytest_tddgate.domain.red.parsed_module import find_test, has_unknown_base, marks_of
from pytest_tddgate.domain.red.scope import statements_of, target_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.dependence import ModuleDependence
    from pytest_tddgate.domain.red.parsed_module import Module, TestFunction

__all__ = ["ends_process", "subject_collects", "subject_hooks", "subject_marks"]

_EMPTY = "got empty parameter set"  # how pytest begins the reason for a test without cases
_SKIPS = frozenset({"skip", "importorskip", "skipTest", "SkipTest", "xfail", "exit"})
_DYNAMIC = frozenset({"globals", "locals", "vars", "setattr", "delattr", "exec", "modules"})
_ENDS = frozenset({"_exit", "abort"})
_MARKS = ("pytest.mark.", "mark.")


def subject_collects(name: str, dependence: ModuleDependence) -> bool:
    """Whether the subject can decide if pytest collects the test with this qualified name; True if in doubt.

    It can through a decorator of the test or its class, a base of the class, a block around the test or around a skip
    of the file, and a statement that binds or deletes the test's name or `__test__`.
    """
    module = dependence.module
    test = find_test(module.tree, name)
    if test is None:
        return True
    own = {each.name for each in (*test.classes, test.function)} | {"__test__"}
    made_by = [each for node in (*test.classes, test.function) for each in node.decorator_list if not _is_mark(each)]
    if module.sees(made_by) or any(_is_made(each, module) for each in test.classes):
        return True
    body = [module.tree.body, *(each.body for each in test.classes)]
    deciding = [each for each in body if any(_decides(node, own) for node in each)]
    return any(_is_decided(statements, own, module) for statements in deciding)


def subject_marks(name: str, reason: str, dependence: ModuleDependence) -> bool:
    """Whether the subject can decide that a test is skipped for this reason, or expected to fail.

    It can if the condition of a marker asks for it, if it makes the parameter set that turned out empty, or through a
    pytest hook or a skip of unittest.
    """
    module = dependence.module
    test = find_test(module.tree, name)
    if test is None:
        return True
    if any(_may_decide(each, reason, module) for each in marks_of(test, module)):
        return True
    return subject_hooks(dependence) or _skips_by_unittest(test, name, dependence)


def subject_hooks(dependence: ModuleDependence) -> bool:
    """Whether a pytest hook in this module, such as a conftest, uses the subject."""
    module = dependence.module
    hooks = [each for each in statements_of(module.tree.body) if getattr(each, "name", "").startswith("pytest_")]
    return module.sees(hooks)


def ends_process(name: str, dependence: ModuleDependence) -> int:
    """The line at which a test (or the module, for `MODULE`) always ends its process; 0 if there is none."""
    module = dependence.module
    test = None if name == MODULE else find_test(module.tree, name)
    body = test.function.body if test else module.tree.body if name == MODULE else []
    for node in _own_nodes(body):
        if isinstance(node, ast.Call) and last_name(node.func) in _ENDS:
            return 0 if dependence.is_conditional(name, node.lineno) else node.lineno
    return 0


def _is_made(cls: ast.ClassDef, module: Module) -> bool:
    """Whether the bases or keywords of a class may decide what it contains."""
    return has_unknown_base(cls, module) or module.sees([*cls.bases, *cls.keywords])


def _is_decided(body: list[ast.stmt], own: set[str], module: Module) -> bool:
    """Whether the subject can decide about a statement of the body that binds these names or skips the file."""
    for node in body:
        if not _decides(node, own):
            continue
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr):
            if node.value is not None and module.sees([node.value]):
                return True
        elif any(module.sees(header) for header in _headers(node)):
            return True
        if any(_is_decided(inner, own, module) for inner in _blocks(node)):
            return True
    return False


def _decides(node: ast.stmt, own: set[str]) -> bool:
    """Whether a statement, or one in its blocks, defines, binds or deletes one of the names, or skips the file."""
    for each in statements_of([node]):
        if getattr(each, "name", "") in own or not own.isdisjoint(target_names(each)) or isinstance(each, ast.Raise):
            return True
        plain = not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if plain and any(last_name(part) in _SKIPS | _DYNAMIC for part in _expressions(each)):
            return True
    return False


def _expressions(node: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement itself, without its blocks."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from ast.walk(child)


def _headers(node: ast.stmt) -> Iterator[list[ast.AST]]:
    """The nodes that decide about the blocks of a compound statement; all of a `try` body, since any part may fail."""
    match node:
        case ast.If(test=condition) | ast.While(test=condition):
            yield [condition]
        case ast.For(iter=over) | ast.AsyncFor(iter=over) | ast.Match(subject=over):
            yield [over]
        case ast.With(items=items) | ast.AsyncWith(items=items):
            yield list(items)
        case ast.Try(body=body) | ast.TryStar(body=body):
            yield [each for each in body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for name in ("body", "orelse", "finalbody"):
        if block := getattr(node, name, None):
            yield block
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body


def _may_decide(mark: ast.expr, reason: str, module: Module) -> bool:
    words = ast.unparse(mark.func if isinstance(mark, ast.Call) else mark)
    if words.endswith("usefixtures"):
        return False
    if words.endswith("parametrize") and isinstance(mark, ast.Call):
        is_about = reason.startswith(_EMPTY) or any(each.arg == "marks" for each in _keywords(mark))
        return is_about and module.sees([mark])
    texts = [each.value for each in ast.walk(mark) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return module.sees([mark, *(parsed for each in texts if (parsed := _parsed(each)))])


def _keywords(node: ast.AST) -> Iterator[ast.keyword]:
    return (each for each in ast.walk(node) if isinstance(each, ast.keyword))


def _parsed(text: str) -> ast.expr | None:
    """A condition that is written as a string; None if it does not parse."""
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _skips_by_unittest(test: TestFunction, name: str, dependence: ModuleDependence) -> bool:
    """Whether the subject decides about a unittest skip in the test or its class, which has no marker."""
    found = [(test.function, name)]
    for cls in test.classes[-1:]:
        above = name.rpartition("::")[0]
        found += [(each, f"{above}::{each.name}") for each in cls.body if isinstance(each, ast.FunctionDef)]
    return any(
        dependence.is_conditional(owner, part.lineno)
        for function, owner in found
        for part in ast.walk(function)
        if last_name(part) in {"skipTest", "SkipTest"} and isinstance(part, ast.expr)
    )


def _own_nodes(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """All nodes of the statements, without the inside of functions and classes."""
    for node in statements_of(body):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _expressions(node)


def _is_mark(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).startswith(_MARKS)
