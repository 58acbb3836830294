"""The state in which a test starts: its arguments, its class, and whether the subject was called before."""

from __future__ import annotations

import ast
import builtins
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pytest_tddgate.domain.red.fixtures import Arguments, FixtureNames, fixtures_in, is_autouse, used_fixtures
from pytest_tddgate.domain.red.mention import Function, bound_names, mention_of, root_name
from pytest_tddgate.domain.red.scope import Scope, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.red.subject import Roots

__all__ = [
    "SETUP",
    "Entry",
    "Module",
    "TestFunction",
    "arguments_of",
    "entry_of",
    "find_test",
    "has_unknown_base",
    "known_fixtures",
    "marks_of",
]

_Found = TypeVar("_Found", bound=ast.stmt)
_OWN = frozenset({"self", "cls"})
SETUP = frozenset(["setup_method", "setup_class", "setUp", "setUpClass", "asyncSetUp"])
_MODULE_SETUP = frozenset(["setup_module", "setup_function", "setUpModule"])


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


@dataclass(frozen=True, slots=True)
class Entry:
    """The scope in which a test's body starts; `called`: code that runs before it called the subject."""

    scope: Scope
    called: bool


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


def entry_of(test: TestFunction, module: Module) -> Entry:
    """The state in which the test starts."""
    fixtures = _fixtures(test, module)
    marks = list(marks_of(test, module))
    arguments = fixtures.arguments_of(test.function, marks)
    if _is_called_idly(test, module):
        arguments = Arguments(frozenset(), arguments.subject | arguments.later)
    bound = bound_names(test.function)
    inner = module.scope.hiding(bound)
    own = bound & _OWN if test.classes else frozenset[str]()
    scope = replace(
        inner,
        subject=inner.subject | arguments.subject | (own if _class_depends(test, module) else frozenset()),
        later=inner.later | arguments.later | own,
    )
    auto = (name for name, fixture in fixtures.known.items() if is_autouse(fixture))
    fixed = any(fixtures.depends(name) for name in (*auto, *used_fixtures(marks)))
    return Entry(scope, fixed or bool(arguments.subject) or _sets_up(test, module))


def arguments_of(test: TestFunction, module: Module) -> Arguments:
    """What the arguments of a test or a fixture hold when it starts."""
    return _fixtures(test, module).arguments_of(test.function, list(marks_of(test, module)))


def known_fixtures(test: TestFunction, module: Module) -> Mapping[str, Function]:
    """The fixtures that the test's module and classes define, by name."""
    return _fixtures(test, module).known


def _fixtures(test: TestFunction, module: Module) -> FixtureNames:
    known = fixtures_in(module.tree.body)
    for cls in test.classes:
        known |= fixtures_in(cls.body)
    own = _OWN if test.classes and _class_depends(test, module) else frozenset[str]()
    return FixtureNames(known, replace(module.scope, subject=module.scope.subject | own), module.roots)


def marks_of(test: TestFunction, module: Module) -> Iterator[ast.expr]:
    """The decorators of the test and of its classes, and every `pytestmark`."""
    yield from test.function.decorator_list
    for cls in test.classes:
        yield from cls.decorator_list
    for body in (module.tree.body, *(cls.body for cls in test.classes)):
        for node in body:
            if isinstance(node, ast.Assign) and [root_name(target) for target in node.targets] == ["pytestmark"]:
                yield from node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]


def _sets_up(test: TestFunction, module: Module) -> bool:
    """Whether setup functions reach the subject, or unknown base classes may do so."""
    named = [(module.tree.body, _MODULE_SETUP), *((cls.body, SETUP) for cls in test.classes)]
    setup = [node for body, names in named for node in statements_of(body) if getattr(node, "name", "") in names]
    return module.sees(setup) or any(has_unknown_base(cls, module) for cls in test.classes)


def _is_called_idly(test: TestFunction, module: Module, seen: frozenset[str] = frozenset()) -> bool:
    """Whether it is a helper whose callers, all in this module, have nothing of the subject to pass on."""
    name = test.function.name
    if test.classes or name.startswith("test") or fixtures_in([test.function]):
        return False
    seen |= {name}
    found = [each for each in _functions(module.tree.body, ()) if _calls(each.function, name)]
    callers = [each for each in found if each.classes or each.function.name not in seen]
    return bool(callers) and not any(_has_subject(each, module, seen) for each in callers)


def _functions(body: list[ast.stmt], classes: tuple[ast.ClassDef, ...]) -> Iterator[TestFunction]:
    for node in statements_of(body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield TestFunction(node, classes)
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, (*classes, node))


def _calls(function: Function, name: str) -> bool:
    return any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == name for node in ast.walk(function))


def _has_subject(caller: TestFunction, module: Module, seen: frozenset[str]) -> bool:
    """Whether a caller has something of the subject to pass on."""
    if module.sees([caller.function, *caller.classes]) or _sets_up(caller, module):
        return True
    arguments = _fixtures(caller, module).arguments_of(caller.function, list(marks_of(caller, module)))
    return bool(arguments.subject) and not _is_called_idly(caller, module, seen)


def _class_depends(test: TestFunction, module: Module) -> bool:
    return any(has_unknown_base(cls, module) or module.sees([cls]) for cls in test.classes[-1:])


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
