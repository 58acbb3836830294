"""Failures in the middle of a test that no implementation can fix, although the subject is involved nearby.

For a missing attribute, the class that lacks it decides; for other errors, who owns the value that caused the error.
"""

from __future__ import annotations

import ast
import importlib
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side, conftests_above
from pytest_tddgate.domain.red.effects import had_effects
from pytest_tddgate.domain.red.failed_expression import failed_expression, read_names
from pytest_tddgate.domain.red.fixtures import fixtures_in
from pytest_tddgate.domain.red.mention import Function, root_name
from pytest_tddgate.domain.red.module_names import Owner, owner_of
from pytest_tddgate.domain.red.ownership import Ownership
from pytest_tddgate.domain.red.parsed_module import has_unknown_base
from pytest_tddgate.domain.red.passed_objects import defined, is_passed_to_subject
from pytest_tddgate.domain.red.scope import statements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.red.failed_expression import FailedExpression
    from pytest_tddgate.domain.red.judgement import Scene
    from pytest_tddgate.domain.red.parsed_module import Module
    from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame

__all__ = ["is_own_fault"]

_OPEN_TO_PLUGINS = ("_pytest.config", "_pytest.fixtures", "_pytest.main", "_pytest.nodes", "_pytest.python")
_STANDARD = sys.stdlib_module_names - {"sys", "this", "antigravity"}  # programs add to sys; the others act on import
_ALIKE = 0.8  # the ratio of `difflib`: `pth` and `path` are above, `trace` and `traceback` below
_NO_ASSERTION = "is not a valid assertion"  # of unittest.mock, about a misspelt method
_NO_EXCEPTION = "BaseException type"  # of pytest.raises, about its first argument
_PATTERN = ("re.error", "re.PatternError", "sre_constants.error", "re._constants.error")


def is_own_fault(exception: ExceptionSeen, frame: Frame, scene: Scene) -> bool:
    """Whether the test is to blame for an exception in its own code, at the frame; False if in doubt."""
    path = scene.layout.relative(frame.path) or ""
    dependence = scene.dependence(path)
    is_inside = any(scene.layout.side_of_frame(each.path) is Side.SUBJECT for each in exception.frames)
    if dependence is None or is_inside:
        return False
    if exception.is_a("builtins.RecursionError"):
        return _recurses_always(frame, dependence.module)
    at = failed_expression(dependence.module, frame, tuple(_conftests(path, scene)))
    if at is None:
        return False
    if exception.is_a("builtins.AttributeError"):
        is_here = scene.layout.relative(exception.source) == path
        return _NO_ASSERTION in exception.message or _lacks_attribute(exception, at, is_here=is_here)
    node: ast.expr | None = at.node
    is_of_first = (exception.is_a(*_PATTERN), "re"), (_NO_EXCEPTION in exception.message, "pytest")
    if isinstance(at.node, ast.Call) and any(told and root_name(at.node.func) == root for told, root in is_of_first):
        node = _first_argument(at.node)
    return _is_own(node, at, is_missing_file=exception.is_a("builtins.OSError"))


def _conftests(path: str, scene: Scene) -> Iterator[Module]:
    found = map(scene.dependence, conftests_above(path))
    return (each.module for each in found if each is not None)


def _first_argument(call: ast.Call) -> ast.expr | None:
    return next(iter([*call.args, *(each.value for each in call.keywords)]), None)


def _is_own(node: ast.expr | None, at: FailedExpression, *, is_missing_file: bool = False) -> bool:
    """Whether a value is the test's own, or state that the subject has not affected."""
    if node is None:
        return False
    names = Ownership(at)
    owner = names.owner(node)
    if owner is Owner.STATE and not (is_missing_file and names.is_below_own_folder(node)):
        return not had_effects(node, at, names, is_file=is_missing_file)
    return owner is not Owner.OTHER


def _lacks_attribute(exception: ExceptionSeen, at: FailedExpression, *, is_here: bool) -> bool:
    """Whether the test asks its own object, or one of Python or pytest, for an attribute that it cannot have.

    `is_here`: the class of the object is defined in the test's own module.
    """
    place, _, kind = exception.owner.partition(":")
    if place.partition(".")[0] in {"_pytest", "pytest"}:
        return not place.startswith(_OPEN_TO_PLUGINS) and not _is_of_state(at)
    if not kind and _is_misspelt(place, exception.subject):
        return True
    if place == "builtins" and kind == "super":
        return not any(has_unknown_base(each, at.module) for each in at.classes[-1:])
    if is_here and (made := defined(kind, at.module)) is not None:
        return not is_passed_to_subject(made, at)
    node = at.node.func if isinstance(at.node, ast.Call) else at.node
    if not isinstance(node, ast.Attribute) or node.attr != exception.subject:
        return _is_own(at.node, at)
    return (kind == "NoneType" and _is_nothing(node.value, at)) or _is_own(node.value, at)


def _is_misspelt(module: str, name: str) -> bool:
    """Whether a standard library module has a similar name, which was probably meant."""
    if module.partition(".")[0] not in _STANDARD:
        return False
    there = dir(sys.modules.get(module) or importlib.import_module(module))
    return bool(get_close_matches(name, there, n=1, cutoff=_ALIKE))


def _is_of_state(at: FailedExpression) -> bool:
    """Whether the object is state of the process, such as `sys.stdout`: the subject may have to put something there."""
    return any(owner_of(each, at.module) is Owner.STATE for each in read_names(at.node))


def _is_nothing(node: ast.expr, at: FailedExpression) -> bool:
    """Whether a value is the result of a helper or fixture that returns nothing."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and _gives_nothing(node.func.id, at.module, is_fixture=False)
    if not isinstance(node, ast.Name):
        return False
    bound = [each for each in ast.walk(at.function) if isinstance(each, ast.Name) and each.id == node.id]
    stores = [each for each in bound if isinstance(each.ctx, ast.Store)]
    values = [each.value for each in ast.walk(at.function) if isinstance(each, ast.Assign) and stores == each.targets]
    if values:
        return isinstance(values[0], ast.Call) and _is_nothing(values[0], at)
    return not stores and _is_parameter(node.id, at) and _gives_nothing(node.id, at.module, is_fixture=True)


def _is_parameter(name: str, at: FailedExpression) -> bool:
    return any(each.arg == name for each in ast.walk(at.function.args) if isinstance(each, ast.arg))


def _gives_nothing(name: str, module: Module, *, is_fixture: bool) -> bool:
    """Whether the module has exactly one function of this name, and that returns and yields nothing."""
    found = [each for each in statements_of(module.tree.body) if getattr(each, "name", "") == name]
    if len(found) != 1 or not isinstance(found[0], ast.FunctionDef):
        return False
    function = found[0]
    is_known = bool(fixtures_in([function])) if is_fixture else not function.decorator_list
    gives = any(
        isinstance(each, ast.Yield | ast.YieldFrom) or (isinstance(each, ast.Return) and each.value is not None)
        for each in ast.walk(function)
    )
    return is_known and not gives


def _recurses_always(frame: Frame, module: Module) -> bool:
    """Whether a function of the tests always calls itself, because nothing before the call can prevent it."""
    functions = [each for each in ast.walk(module.tree) if isinstance(each, Function) and each.name == frame.function]
    if len(functions) != 1:
        return False
    for statement in functions[0].body:
        parts = list(ast.walk(statement))
        calls = [each for each in parts if isinstance(each, ast.Call) and root_name(each.func) == frame.function]
        may_differ = (
            ast.If | ast.While | ast.For | ast.Try | ast.IfExp | ast.BoolOp | ast.With | ast.Match
            | ast.comprehension | ast.Lambda | ast.FunctionDef | ast.Subscript | ast.Attribute
        )  # fmt: skip
        if calls:
            return not any(isinstance(each, may_differ) for each in parts)
        if any(isinstance(each, may_differ | ast.Return | ast.Raise) for each in parts):
            return False
    return False
