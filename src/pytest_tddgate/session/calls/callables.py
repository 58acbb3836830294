"""Callables of the subject that are not functions, such as `parse = TABLE.__getitem__` or a partial.

Calling them runs no frame of the subject that could be traced. So each is replaced by a function that calls it.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import ast
import inspect
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["wrap_callables"]

_NOT_NATIVE = types.FunctionType | types.MethodType | types.MethodDescriptorType | types.WrapperDescriptorType | type
"""Types that are traced already, or whose values are other names for things that are not the subject's."""


def wrap_callables(spans: Mapping[str, Sequence[tuple[int, int]]]) -> None:
    """Replace each such callable on a changed line by a function, in every module and name that refers to it.

    `spans` maps the absolute path of a file to its changed lines. The functions have the file and line of the callable.
    """
    for module in tuple(sys.modules.values()):
        held = getattr(module, "__dict__", {})
        path = str(held.get("__file__"))
        for name, line in _assigned(path, spans[path]) if path in spans else ():
            called = held.get(name)
            if callable(called) and not issubclass(type(called), _NOT_NATIVE) and _is_native(called):
                _replace(called, _standing_before(called, name, path, line, module.__name__))


def _assigned(path: str, changed: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """The names that a module binds on its changed lines, each with its line."""
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        if any(first < lines.stop and lines.start <= last for first, last in changed):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((each.id, node.lineno) for each in targets if isinstance(each, ast.Name))


def _is_native(called: Any) -> bool:
    """Whether a call runs no function that can be traced; a decorated function can be traced inside.

    Functions of C modules, such as `math.sqrt`, do not count: they contain nothing of the subject. The type of an
    object decides: a proxy would answer for what it stands for, which may not exist.
    """
    if type(called) is types.BuiltinFunctionType and isinstance(called.__self__, types.ModuleType | None):
        return False
    call = next((vars(each)["__call__"] for each in type(called).__mro__ if "__call__" in vars(each)), None)
    return not isinstance(call, types.FunctionType) and inspect.getattr_static(called, "__wrapped__", None) is None


def _template(*args: Any, **words: Any) -> Any:
    return _called(*args, **words)  # type: ignore[name-defined]  # noqa: F821 - in the globals that it is given


def _standing_before(called: Any, name: str, path: str, line: int, module: str) -> types.FunctionType:
    code = _template.__code__.replace(co_filename=path, co_firstlineno=line, co_name=name, co_qualname=name)
    return types.FunctionType(code, {"_called": called, "__name__": module, "__builtins__": {}}, name)


def _replace(called: object, function: types.FunctionType) -> None:
    for module in tuple(sys.modules.values()):
        held = getattr(module, "__dict__", {})
        names = [name for name, value in tuple(held.items()) if value is called]
        for name in names:
            setattr(module, name, function)
