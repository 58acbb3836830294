"""The state in which a test starts: its arguments, its class, and whether the subject was called before."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.fixtures import Arguments, FixtureNames, fixtures_in, is_autouse, used_fixtures
from pytest_tddgate.domain.red.mention import bound_names
from pytest_tddgate.domain.red.parsed_module import TestFunction, has_unknown_base, marks_of
from pytest_tddgate.domain.red.scope import statements_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.red.mention import Function
    from pytest_tddgate.domain.red.parsed_module import Module
    from pytest_tddgate.domain.red.scope import Scope

__all__ = [
    "SETUP",
    "InitialState",
    "arguments_of",
    "initial_state_of",
    "known_fixtures",
]

_OWN = frozenset({"self", "cls"})
SETUP = frozenset(["setup_method", "setup_class", "setUp", "setUpClass", "asyncSetUp"])
_MODULE_SETUP = frozenset(["setup_module", "setup_function", "setUpModule"])


@dataclass(frozen=True, slots=True)
class InitialState:
    """The scope in which a test's body starts; `called`: code that runs before it called the subject."""

    scope: Scope
    called: bool


def initial_state_of(test: TestFunction, module: Module) -> InitialState:
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
    return InitialState(scope, fixed or bool(arguments.subject) or _sets_up(test, module))


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
