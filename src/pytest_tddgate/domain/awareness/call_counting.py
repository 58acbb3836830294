"""Answers that depend on how often or when a function is called: scripts, counters, clocks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.changed_file import Spot
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.steering import deciding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["counting_spots"]

_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_DEFINITIONS = _FUNCTIONS | ast.ClassDef
_TAKING = frozenset({"pop", "popleft"})
_CLOCKS = frozenset({"time", "monotonic", "perf_counter", "process_time", "time_ns", "monotonic_ns", "perf_counter_ns"})


def counting_spots(tree: ast.Module, lines: frozenset[int]) -> Iterator[Spot]:
    """The spots on these lines where the order, number or time of calls decides the answer."""
    yield from dict.fromkeys(_spots(tree, lines))


def _spots(tree: ast.Module, lines: frozenset[int]) -> Iterator[Spot]:
    scripts, starts = _scripts(tree), _starts(tree)
    outside = {name for name, _ in _top(tree)} | {node.name for node in tree.body if isinstance(node, _DEFINITIONS)}
    lowered = {ast.unparse(node.target) for node in ast.walk(tree) if _is_step_down(node)}  # type: ignore[attr-defined]  # a step has a target
    for function in (node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)):
        places = [each for node in ast.walk(function) for each in deciding(node) if each.lineno in lines]
        if not any(getattr(node, "lineno", 0) in lines for node in ast.walk(function)):
            continue
        own, kept = _kept_between_calls(function)
        counters = _counters(function, outside | kept) - lowered
        for place in places:
            if what := _counted(place, counters, {**scripts, **own}) or _timed(place, starts):
                yield Spot(place.lineno, what)
        for place in (node for node in ast.walk(function) if isinstance(node, ast.Call) and node.lineno in lines):
            if what := _played(place, {**scripts, **own}):
                yield Spot(place.lineno, what)


def _top(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The names that a module and its classes bind, with the expressions."""
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    for statement in (each for body in bodies for each in body):
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                yield name, value


def _scripts(tree: ast.Module) -> dict[str, str]:
    """Name that holds prepared answers or a count -> how it is read: `next`, `pop`, or `count` (of `itertools`)."""
    names = constants_of(tree)
    written = {node.name for node in tree.body if isinstance(node, _FUNCTIONS) and _yields_constants(node, names)}
    found = {}
    for name, value in _top(tree):
        calls = {
            each.func.id for each in ast.walk(value) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
        }
        if "iter" in calls or calls & written:
            found[name] = "next"
        elif _root_of_call(value) == "count":
            found[name] = "count"
        elif isinstance(value, ast.List | ast.Call | ast.Tuple | ast.Dict):
            found.update(
                (name, "pop") for each in maybe_folded(value, names) if isinstance(each, list | tuple | dict) and each
            )
    return found


def _root_of_call(node: ast.expr) -> str:
    """The last part of the name that a node calls; empty if it is not a call."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""


def _yields_constants(function: ast.AST, names: Mapping[str, object]) -> bool:
    yields = [node for node in ast.walk(function) if isinstance(node, ast.Yield) and node.value is not None]
    return len(yields) > 1 and all(maybe_folded(each.value, names) for each in yields)


def _kept_between_calls(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[dict[str, str], set[str]]:
    """Parameters whose default outlives a call: those that hold prepared answers, and all of them (with `cls`)."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(positional[::-1], arguments.defaults[::-1], strict=False)]
    pairs += [(each, value) for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value]
    mutable = {each.arg: value for each, value in pairs if isinstance(value, ast.List | ast.Dict | ast.Set | ast.Call)}
    scripts = {name: "next" for name, value in mutable.items() if _is_iterator(value)}
    return scripts, {*mutable, "cls", "__class__"}


def _is_iterator(node: ast.AST) -> bool:
    """Whether a node makes an iterator over constants."""
    match node:
        case ast.Call(func=ast.Name(id="iter"), args=[rows]):
            return any(isinstance(each, list | tuple) and len(each) > 1 for each in maybe_folded(rows, {}))
    return False


def _played(place: ast.expr, scripts: Mapping[str, str]) -> str:
    for node in ast.walk(place):
        match node:
            case ast.Call(func=ast.Name(id="next"), args=[source, *_]) if scripts.get(_root(source)) == "next":
                return f"takes the next answer from {_root(source)}, whatever it is given"
            case ast.Call(func=ast.Attribute(value=source, attr=name)) if name in _TAKING and isinstance(
                source, ast.Name | ast.Subscript
            ):
                is_keyed = bool(node.args) and not isinstance(node.args[0], ast.Constant | ast.UnaryOp)
                if scripts.get(_root(source)) == "pop" and not is_keyed:
                    return f"takes the next answer from {_root(source)}, whatever it is given"
    return ""


def _is_count(node: ast.expr, counts: Mapping[str, str]) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="next"), args=[source, *_]):
            return counts.get(_root(source)) == "count"
    return False


def _root(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Subscript(value=owner):
            return _root(owner)
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return name
    return ""


def _counters(function: ast.AST, outside: set[str]) -> set[str]:
    """The source of each target that a function increments and that outlives the call; `outside` are outer names."""
    shared = {name for node in ast.walk(function) if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names}
    found = set()
    for node in ast.walk(function):
        match node:
            case ast.AugAssign(target=target, op=ast.Add(), value=value) if maybe_folded(value, {}):
                pass
            case ast.Assign(targets=[target], value=ast.BinOp(op=ast.Add(), right=value)) if maybe_folded(value, {}):
                pass
            case _:
                continue
        owner = target.value if isinstance(target, ast.Attribute | ast.Subscript) else target
        name = _root(owner)
        if name in (shared if owner is target else outside):
            found.add(ast.unparse(target))
    return found


def _is_step_down(node: ast.AST) -> bool:
    return isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub)


def _counted(place: ast.expr, counters: set[str], scripts: Mapping[str, str]) -> str:
    for node in ast.walk(place):
        match node:
            case ast.Compare(left=left, comparators=[right]) if any(maybe_folded(each, {}) for each in (left, right)):
                told = counters & {ast.unparse(left), ast.unparse(right)}
                told |= {ast.unparse(each) for each in (left, right) if _is_count(each, scripts)}
            case ast.Subscript(value=table, slice=index) if maybe_folded(table, {}) or _root(table) in scripts:
                inside = [each for each in ast.walk(index) if isinstance(each, ast.expr)]
                told = counters & {ast.unparse(each) for each in inside}
                told |= {ast.unparse(each) for each in inside if _is_count(each, scripts)}
            case _:
                continue
        if told:
            return f"decides by how often it was called ({min(told)})"
    return ""


def _starts(tree: ast.Module) -> set[str]:
    """Names of a module that hold the time of its import."""
    return {name for name, value in _top(tree) if _is_clock(value)}


def _is_clock(node: ast.AST) -> bool:
    match node:
        case (
            ast.Call(func=ast.Attribute(value=ast.Name(id="time"), attr=name), args=[])
            | ast.Call(func=ast.Name(id=name), args=[])
        ):
            return name in _CLOCKS
    return False


def _timed(place: ast.expr, starts: set[str]) -> str:
    names = {node.id for node in ast.walk(place) if isinstance(node, ast.Name)}
    has_clock = any(_is_clock(node) for node in ast.walk(place))
    if has_clock and names & starts and any(isinstance(node, ast.Compare) for node in ast.walk(place)):
        return "decides by the time since it was imported"
    return ""
