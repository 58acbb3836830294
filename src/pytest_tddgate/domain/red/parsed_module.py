"""A parsed test module, and its test functions by their qualified names."""

from __future__ import annotations

import ast
import builtins
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pytest_tddgate.domain.red.mention import Function, mention_of, root_name
from pytest_tddgate.domain.red.scope import Scope, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.subject import Roots

__all__ = ["Module", "TestFunction", "find_test", "has_unknown_base", "marks_of"]

_Found = TypeVar("_Found", bound=ast.stmt)


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A parsed test module, with the meaning of its names."""

    tree: ast.Module
    roots: Roots
    scope: Scope

    def sees(self, nodes: Iterable[ast.AST]) -> bool:
        """Whether any of the nodes mentions the subject, directly or through other names of the module."""
        return self.scope.sees(mention_of(nodes, self.roots), called=False)


@dataclass(frozen=True, slots=True)
class TestFunction:
    """A function with the classes around it, outermost first."""

    __test__ = False

    function: Function
    classes: tuple[ast.ClassDef, ...]


def find_test(tree: ast.Module, name: str) -> TestFunction | None:
    """The function with a qualified name (`TestCart::test_sum`); None if the module does not define it."""
    *path, last = name.split("::")
    body, classes = tree.body, []
    for part in path:
        cls = _last(body, part, ast.ClassDef)
        if cls is None:
            return None
        classes.append(cls)
        body = cls.body
    function = _last(body, last, ast.FunctionDef) or _last(body, last, ast.AsyncFunctionDef)
    return None if function is None else TestFunction(function, tuple(classes))


def _last(body: list[ast.stmt], name: str, kind: type[_Found]) -> _Found | None:
    found = [node for node in statements_of(body) if isinstance(node, kind) and getattr(node, "name", "") == name]
    return found[-1] if found else None


def marks_of(test: TestFunction, module: Module) -> Iterator[ast.expr]:
    """The decorators of the test and of its classes, and every `pytestmark`."""
    yield from test.function.decorator_list
    for cls in test.classes:
        yield from cls.decorator_list
    for body in (module.tree.body, *(cls.body for cls in test.classes)):
        for node in body:
            if isinstance(node, ast.Assign) and [root_name(target) for target in node.targets] == ["pytestmark"]:
                yield from node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]


def has_unknown_base(cls: ast.ClassDef, module: Module) -> bool:
    """Whether a class has a base that is defined neither in the module nor in Python itself."""
    return any(_is_unknown(root_name(base), cls, module) for base in cls.bases)


def _is_unknown(base: str, below: ast.ClassDef, module: Module) -> bool:
    """Whether a base class, or a base of it, is defined neither in the module nor in Python itself."""
    if hasattr(builtins, base):
        return False
    cls = _last(module.tree.body, base, ast.ClassDef)
    if cls is not None:
        return cls is not below and has_unknown_base(cls, module)
    return base not in _standard_names(module.tree)


def _standard_names(tree: ast.Module) -> set[str]:
    """The names that the module imports from the standard library."""
    found: set[str] = set()
    for node in statements_of(tree.body):
        if isinstance(node, ast.Import):
            found |= {alias.asname or _top(alias.name) for alias in node.names if _is_standard(alias.name)}
        elif isinstance(node, ast.ImportFrom) and not node.level and _is_standard(node.module or ""):
            found |= {alias.asname or alias.name for alias in node.names}
    return found


def _top(module: str) -> str:
    return module.partition(".")[0]


def _is_standard(module: str) -> bool:
    return _top(module) in sys.stdlib_module_names
