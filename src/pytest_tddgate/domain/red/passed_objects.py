"""Whether a class or function of a test module is ever passed to the subject, which could set attributes on it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.failed_expression import read_names
from pytest_tddgate.domain.red.mention import Function, root_name
from pytest_tddgate.domain.red.module_names import READING, Owner, owner_of
from pytest_tddgate.domain.red.parsed_module import has_unknown_base
from pytest_tddgate.domain.red.scope import statements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.failed_expression import FailedExpression
    from pytest_tddgate.domain.red.parsed_module import Module

__all__ = ["defined", "is_passed_to_subject"]

_DYNAMIC = frozenset({"__dict__", "__getattr__", "__getattribute__", "__setattr__", "__new__"})
_KEEPING = frozenset({"contextlib", "patch", "mock", "unittest", "atexit", "asyncio", "partial", "functools"})
_OWN = frozenset({"self", "cls"})


def defined(owner: str, module: Module) -> ast.ClassDef | Function | None:
    """The module's class or function with a qualified name (`Box`, `test_sum.<locals>.Box`); None if ambiguous."""
    name = owner.rpartition(".")[2]
    found = [
        each
        for each in ast.walk(module.tree)
        if isinstance(each, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and each.name == name
    ]
    return found[0] if len(found) == 1 else None


def is_passed_to_subject(made: ast.ClassDef | Function, at: FailedExpression) -> bool:
    """Whether the subject, or unknown code, may set attributes on a class or function, or on its instances.

    True if in doubt.
    """
    module = at.module
    if any(not _is_plain(root_name(each), module) for each in made.decorator_list):
        return True
    if isinstance(made, ast.ClassDef) and (_is_open(made, at) or _hands_itself(made, module)):
        return True
    related = _related(made.name, module)
    return any(_hands(each, related, module) for each in ast.walk(module.tree) if not at.holds(each))


def _is_open(cls: ast.ClassDef, at: FailedExpression) -> bool:
    """Whether a class may get attributes from elsewhere: a base, a metaclass, its body, or dynamic access by name."""
    module = at.module
    if has_unknown_base(cls, module) or module.sees([*cls.bases, *cls.keywords]) or cls.keywords:
        return True
    names = {each.attr for each in ast.walk(cls) if isinstance(each, ast.Attribute)} | read_names(cls)
    methods = [each for each in ast.walk(cls) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    if not _DYNAMIC.isdisjoint(names | {each.name for each in methods}) or "setattr" in names:
        return True
    if any(module.sees(each.decorator_list) for each in methods):
        return True
    if any(each.name.startswith("test") for each in methods):
        trees = [each.tree for each in (module, *at.around)]
        return any(_is_set_by_request(part) for tree in trees for part in ast.walk(tree))
    return module.sees([each for each in cls.body if isinstance(each, ast.Assign | ast.AnnAssign | ast.Expr)])


def _is_set_by_request(node: ast.AST) -> bool:
    """Whether a node reads the test's class in a fixture: `request.cls`, `request.instance`."""
    return isinstance(node, ast.Attribute) and node.attr in {"cls", "instance"} and root_name(node) == "request"


def _hands_itself(cls: ast.ClassDef, module: Module) -> bool:
    """Whether a method passes its instance, its class or another method to something."""
    methods = {each.name for each in cls.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
    for node in ast.walk(cls):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call) and not _only_reads(node.func, module):
            given = [*node.args, *(each.value for each in node.keywords)]
        elif isinstance(node, ast.Assign) and any(isinstance(each, ast.Attribute) for each in node.targets):
            given = [node.value]
        if any(_means_itself(each, methods) for each in given):
            return True
    return False


def _means_itself(node: ast.expr, methods: set[str]) -> bool:
    """Whether an expression contains `self` itself, or a method of it that is not called there."""
    inner = {id(each.value) for each in ast.walk(node) if isinstance(each, ast.Attribute) and each.attr not in methods}
    called = {id(each.func.value) for each in ast.walk(node) if _is_method_call(each)}  # type: ignore[attr-defined]
    return any(
        isinstance(each, ast.Name) and each.id in _OWN and id(each) not in inner | called for each in ast.walk(node)
    )


def _is_method_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def _related(name: str, module: Module) -> set[str]:
    """The name, and all names of the module that may be bound to the same object: `b`, `self.b`, a fixture."""
    found = {name}
    bound = [(set(names), _paths(made)) for names, made in _made(module)]
    while True:
        more = {each for names, made in bound if not found.isdisjoint(made) for each in names} - found
        if not more:
            return found
        found |= more


def _made(module: Module) -> Iterator[tuple[Iterable[str], ast.AST]]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield [path for each in targets for path in _targets(each)], value
            case ast.AnnAssign(target=target, value=value) | ast.NamedExpr(target=target, value=value) if value:
                yield _targets(target), value
            case ast.For(target=target, iter=value) | ast.withitem(optional_vars=target, context_expr=value) if target:
                yield _targets(target), value
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if not name.startswith("test"):
                yield [name], ast.Module(list(statements_of(node.body)), [])


def _targets(target: ast.AST) -> set[str]:
    return {path for each in ast.walk(target) if (path := _path(each))}


def _paths(node: ast.AST) -> set[str]:
    """The names that a node mentions, and the attributes of `self` or `cls`."""
    return {path for each in ast.walk(node) if (path := _path(each))}


def _path(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) if name not in _OWN:
            return name
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr):
            return f"self.{attr}"
    return ""


def _hands(node: ast.AST, related: set[str], module: Module) -> bool:
    """Whether a node passes something related to code that may keep or change it."""
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            given = {path for each in (*args, *keywords) for path in _paths(each)}
            if related.isdisjoint(given):
                return False
            return not _only_reads(func, module) or any(
                owner_of(each, module) is Owner.OTHER and _is_of_module(each, module) for each in given
            )
        case ast.Assign(targets=targets, value=value):
            through = [each for each in targets if isinstance(each, ast.Attribute | ast.Subscript)]
            roots = {root_name(each) for each in through} - related - _OWN
            return bool(roots) and not related.isdisjoint(_paths(value))
        case ast.BinOp():
            return not related.isdisjoint(_paths(node)) and module.sees([node])
    return False


def _is_of_module(name: str, module: Module) -> bool:
    return name in module.scope.subject or name in module.scope.foreign


def _only_reads(func: ast.expr, module: Module) -> bool:
    """Whether a called function keeps nothing: a builtin, an assertion of unittest, a plain function."""
    root = root_name(func)
    if isinstance(func, ast.Attribute) and root in _OWN:
        return func.attr.startswith("assert")
    return root in READING or (_is_plain(root, module) and root not in _KEEPING)


def _is_plain(root: str, module: Module) -> bool:
    return bool(root) and owner_of(root, module) is Owner.OWN
