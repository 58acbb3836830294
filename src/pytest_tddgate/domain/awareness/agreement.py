"""Classes whose instances agree with whatever they are compared with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.changed_file import Spot
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.python.truth import truth_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.python.changed_file import ChangedFile

__all__ = ["agreeing_spots"]

_Callable = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_AGREEING = {
    "__eq__": (True, "says that it equals whatever it is compared with"),
    "__ne__": (False, "says that it differs from nothing"),
    "__contains__": (True, "says that it holds whatever it is asked for"),
    "__instancecheck__": (True, "says that everything is an instance"),
    "__subclasscheck__": (True, "says that everything is a subclass"),
}
"""Method -> the answer with which it agrees, and the words of the message."""
_ORDERED = (("__lt__", "__gt__"), ("__le__", "__ge__"), ("__lt__", "__ge__"), ("__le__", "__gt__"))


def agreeing_spots(file: ChangedFile) -> tuple[Spot, ...]:
    """Methods on the changed lines of a Python file that agree with anything, and uses of such objects (`mock.ANY`)."""
    tree = parse_or_empty(file.after)
    lines = file.lines
    wildcards = {Spot(line, f"{name} equals everything") for name, line in _wildcards(tree) if line in lines}
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found = wildcards | {
        Spot(node.lineno, f"{owner}.{method} {what}")
        for owner, methods in _owners(tree, functions)
        for method, node, what in _agreeing(methods)
        if lines & set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    }
    return tuple(sorted(found))


def _wildcards(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Name and line of each use of an object from a library that equals everything."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="unittest.mock" | "mock" | "dirty_equals" as module, names=names):
                wild = [each for each in names if each.name in {"ANY", "IsAnything", "AnyThing"}]
                yield from ((f"{module}.{each.name}", node.lineno) for each in wild)
            case ast.Attribute(value=owner, attr="ANY") if ast.unparse(owner) in {"mock", "unittest.mock"}:
                yield ast.unparse(node), node.lineno


def _owners(tree: ast.Module, functions: Mapping[str, ast.FunctionDef]) -> Iterator[tuple[str, dict[str, _Callable]]]:
    """Each class with methods that are defined in it, assigned to it, set on it, or passed to `type(...)`."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name, body=body):
                yield name, _methods_of(body, functions)
            case (
                ast.Assign(targets=[ast.Attribute(value=owner, attr=method)], value=value)
                | ast.Assign(
                    targets=[ast.Subscript(value=owner, slice=ast.Constant(value=str() as method))], value=value
                )
            ):
                yield ast.unparse(owner), _resolved({method: value}, functions)
            case ast.Call(func=ast.Name(id="setattr"), args=[owner, ast.Constant(value=str() as method), value]):
                yield ast.unparse(owner), _resolved({method: value}, functions)
            case ast.Call(keywords=words) if any(each.arg in _AGREEING for each in words):
                yield ast.unparse(node.func), _resolved({each.arg or "": each.value for each in words}, functions)
            case ast.Call(args=[ast.Constant(value=str() as name), _, ast.Dict(keys=keys, values=values)]):
                named = {each.value: value for each, value in zip(keys, values, strict=True) if _is_text(each)}  # type: ignore[union-attr]  # a text is a Constant
                yield name, _resolved(named, functions)


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _methods_of(body: list[ast.stmt], functions: Mapping[str, ast.FunctionDef]) -> dict[str, _Callable]:
    found: dict[str, _Callable] = {}
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name):
                found[name] = statement
            case ast.Assign(targets=targets, value=value):
                named = {each.id: value for each in targets if isinstance(each, ast.Name)}
                found |= _resolved(named, {**functions, **_plain(found)})
    return found


def _plain(methods: Mapping[str, _Callable]) -> dict[str, ast.FunctionDef]:
    return {name: each for name, each in methods.items() if isinstance(each, ast.FunctionDef)}


def _resolved(values: Mapping[str, ast.expr], functions: Mapping[str, ast.FunctionDef]) -> dict[str, _Callable]:
    found: dict[str, _Callable] = {}
    for method, value in values.items():
        match value:
            case ast.Lambda():
                found[method] = value
            case ast.Name(id=name) if name in functions:
                found[method] = functions[name]
    return found


def _agreeing(methods: Mapping[str, _Callable]) -> Iterator[tuple[str, _Callable, str]]:
    for method, (answer, what) in _AGREEING.items():
        if method in methods and _always(methods[method]) is answer:
            yield method, methods[method], what
    for one, other in _ORDERED:
        if one in methods and other in methods and _always(methods[one]) is _always(methods[other]) is True:
            yield one, methods[one], f"and {other} are both true for everything"
    lying = methods.get("__class__")
    if isinstance(lying, ast.FunctionDef) and lying.decorator_list and not _knows_its_class(lying):
        yield "__class__", lying, "claims a class that is neither its own nor that of the object it wraps"


def _knows_its_class(function: ast.FunctionDef) -> bool:
    """Whether a `__class__` property returns the class of a wrapped object, or its own."""
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    attributes = {each.attr for each in nodes if isinstance(each, ast.Attribute)}
    names = {each.id for each in nodes if isinstance(each, ast.Name)}
    return "__class__" in attributes or "type" in names or any("wrapped" in each for each in attributes)


def _always(function: _Callable) -> bool | None:
    """The truth value that a function returns for any input; None if it depends, or if the end may lack a `return`."""
    if isinstance(function, ast.Lambda):
        return truth_of(function.body, {})
    returns = [node for node in _own_nodes(function) if isinstance(node, ast.Return)]
    if not returns or not isinstance(function.body[-1], ast.Return | ast.If | ast.Try | ast.With):
        return None
    if isinstance(function.body[-1], ast.If) and not function.body[-1].orelse:
        return None
    same = _same_things(function)
    answers = {truth_of(each.value, same) if each.value else False for each in returns}
    return answers.pop() if len(answers) == 1 else None


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            yield child
            yield from _own_nodes(child)


def _same_things(function: ast.AST) -> dict[str, ast.expr]:
    """Text of a target -> the expression assigned to it: `self.value = other` makes the two the same."""
    assigned = [node for node in _own_nodes(function) if isinstance(node, ast.Assign)]
    return {ast.unparse(target): node.value for node in assigned for target in node.targets}
