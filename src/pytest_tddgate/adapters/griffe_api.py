"""The public names of a module, read by griffe from the source text without importing anything of the project."""

from __future__ import annotations

import ast
import builtins
import collections
import collections.abc
import io
import logging
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.docs.public_api import ELSEWHERE, Parameter, PublicObject
from pytest_tddgate.domain.python.exposures import is_private
from pytest_tddgate.domain.python.views import is_view
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["public_objects"]

_VARIADIC = frozenset({"variadic positional", "variadic keyword"})
_KNOWN_HOMES = (builtins, collections.abc, collections, io, logging)
"""Modules in which the standard library's base classes are looked up."""
_TYPE_VARIABLES = frozenset({"TypeVar", "ParamSpec", "TypeVarTuple"})
_SECTIONS = frozenset({"parameters", "returns", "raises", "yields"})


def public_objects(
    module: str,
    path: str,
    source: bytes,
    given: Mapping[str, str] = MappingProxyType({}),
    is_private: Callable[[str], bool] = is_private,
) -> tuple[PublicObject, ...]:
    """The public functions, classes, methods and constants of a module, given its dotted name, path and bytes.

    Public is what griffe considers public: `__all__`, or else names without an underscore. In a private module,
    public is what a package re-exports: `given` maps private dotted names to public ones, and `is_private`
    says whether a module's dotted name is private. A name that `given` maps to itself is public even if `__all__` lacks
    it. Raises CannotDecide if griffe is not installed.
    """
    shown = {name: public for name, public in given.items() if name.rpartition(".")[0] == module}
    if is_private(module) and not shown:
        return ()
    griffe = _griffe()
    try:
        text = source.decode("utf-8-sig")
        tree = ast.parse(text)
        found = griffe.visit(module, Path(path), text)
    except (SyntaxError, ValueError):
        return ()
    bodies = {node.lineno: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    bodies |= {node.decorator_list[0].lineno: node for node in bodies.values() if node.decorator_list}
    if is_private(module):
        return tuple(_renamed(found, path, bodies, shown))
    if found.exports is not None:
        found.exports = [*found.exports, *(own.rpartition(".")[2] for own, public in shown.items() if own == public)]
    own = tuple(_objects(found, path, bodies, ""))
    return (*own, *_defined_elsewhere(found, tree, path, {each.name for each in own}))


def _renamed(
    module: Any,
    path: str,
    bodies: dict[int, Any],
    shown: Mapping[str, str],
) -> Iterator[PublicObject]:
    """The objects of a private module under the names by which callers reach them."""
    star = shown.get(f"{module.path}.*", "").removesuffix("*")
    every = {each.path: f"{star}{each.name}" for each in module.members.values() if star and _is_public(each, module)}
    public = {**every, **shown}
    for each in _objects(module, path, bodies, "", chosen=frozenset(public)):
        own = max((name for name in public if f"{each.name}.".startswith(f"{name}.")), key=len)
        yield replace(each, name=public[own] + each.name.removeprefix(own))


def _defined_elsewhere(module: Any, tree: ast.Module, path: str, known: set[str]) -> Iterator[PublicObject]:
    """Names that callers find in the module although it does not define them: imports, and names for `__getattr__`."""
    names = {each.name for each in module.members.values() if each.is_alias}
    if "__getattr__" in module.members:
        texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        names |= {text for text in texts if isinstance(text, str) and text.isidentifier()}
    full = {f"{module.path}.{name}" for name in names} - known
    yield from (PublicObject(name, ELSEWHERE, path, 0, needs_docstring=False) for name in sorted(full))


def _griffe() -> Any:
    try:
        import griffe  # noqa: PLC0415 - takes 130 ms, and is an optional dependency
    except ImportError:
        raise CannotDecide(
            "griffe is not installed",
            why="it reads the public API and its docstrings",
            next_step='pip install "pytest-tddgate[docs]"',
        ) from None
    logging.getLogger("griffe").setLevel(logging.CRITICAL)
    return griffe


def _objects(
    holder: Any,
    path: str,
    bodies: dict[int, Any],
    around: str,
    chosen: frozenset[str] | None = None,
) -> Iterator[PublicObject]:
    """The public objects of a module or class; if `chosen` is given, the members with these paths instead."""
    for member in holder.members.values():
        is_wanted = member.path in chosen if chosen is not None else _is_public(member, holder)
        if member.is_alias or not is_wanted:
            continue
        if member.is_class:
            yield _of_class(member, path)
            yield from _objects(member, path, bodies, _text(member))
        elif member.is_function:
            yield _of_function(member, path, bodies, around)
        elif member.is_attribute and not _is_type_variable(member):
            is_property = "property" in member.labels
            yield PublicObject(
                member.path,
                "attribute",
                path,
                member.lineno or 0,
                docstring=_docstring(member),
                needs_docstring=is_property and not _overrides(member),
                is_inner=_is_inner(member),
            )


def _is_type_variable(member: Any) -> bool:
    return str(member.value).partition("(")[0].rpartition(".")[2] in _TYPE_VARIABLES


def _is_inner(member: Any) -> bool:
    return member.parent is not None and bool(member.parent.is_class)


def _is_public(member: Any, holder: Any) -> bool:
    """At the top of a module, griffe's rule; in a class, names without an underscore and `__init__`."""
    if holder.is_class:
        return member.name == "__init__" or not member.name.startswith("_")
    exports = holder.exports
    return member.name in exports if exports is not None else not member.name.startswith("_")


def _of_class(member: Any, path: str) -> PublicObject:
    constructor = member.members.get("__init__")
    around = _text(constructor) if constructor is not None else ""
    return PublicObject(
        member.path,
        "class",
        path,
        member.lineno or 0,
        docstring=_docstring(member),
        around=around,
        has_sections=_sections(member),
        is_inner=_is_inner(member),
    )


def _of_function(member: Any, path: str, bodies: dict[int, Any], around: str) -> PublicObject:
    node = bodies.get(member.lineno or 0)
    is_constructor = member.name == "__init__"
    parameters = [each for each in member.parameters if each.kind and each.kind.value not in _VARIADIC]
    takes_itself = _is_inner(member) and "staticmethod" not in member.labels
    takes_itself |= bool(parameters) and parameters[0].name == "self"
    return PublicObject(
        member.path,
        "function",
        path,
        member.lineno or 0,
        tuple(_parameters(parameters[1:] if takes_itself else parameters, node)),
        _docstring(member) if not is_constructor or member.docstring else around or None,
        around if is_constructor else "",
        tuple(_raised(node)) if node is not None else (),
        not is_constructor and node is not None and _has_result(node),
        needs_docstring=not is_constructor and not _overrides(member),
        has_sections=_sections(member),
        is_inner=_is_inner(member),
    )


def _parameters(parameters: Iterable[Any], node: ast.AST | None) -> Iterator[Parameter]:
    for at, each in enumerate(parameters):
        yield Parameter(each.name, bool(each.required), at == 0 and each.name == "request" and is_view(node))


def _docstring(member: Any) -> str | None:
    return None if member.docstring is None else str(member.docstring.value)


def _text(member: Any) -> str:
    return _docstring(member) or ""


def _sections(member: Any) -> bool:
    """Whether the docstring has sections for parameters, results or errors, in one of the usual styles."""
    return member.docstring is not None and any(
        section.kind.value in _SECTIONS for section in member.docstring.parse("auto")
    )


def _overrides(member: Any) -> bool:
    decorators = [str(each.value).rpartition(".")[2] for each in getattr(member, "decorators", ())]
    holder = member.parent
    return "override" in decorators or (holder is not None and holder.is_class and _inherits(holder, member.name))


def _inherits(holder: Any, name: str, seen: tuple[str, ...] = ()) -> bool:
    """Whether a base of the class, in this module or in the standard library, has a member of this name."""
    for each in holder.bases:
        base = str(each).partition("[")[0].rpartition(".")[2]
        own = None if base in seen else holder.module.members.get(base)
        if own is not None and not own.is_alias and own.is_class:
            if name in own.members or _inherits(own, name, (*seen, base)):
                return True
        elif any(hasattr(getattr(home, base, None), name) for home in _KNOWN_HOMES):
            return True
    return False


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function's body, without the inside of nested functions and classes."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _own_nodes(child)


def _raised(node: ast.AST) -> list[str]:
    """The names of the errors that a function itself raises, without duplicates and private names."""
    names: dict[str, None] = {}
    for each in _own_nodes(node):
        if isinstance(each, ast.Raise) and each.exc is not None:
            error = each.exc.func if isinstance(each.exc, ast.Call) else each.exc
            name = error.id if isinstance(error, ast.Name) else error.attr if isinstance(error, ast.Attribute) else ""
            if name[:1].isupper():
                names[name] = None
    return list(names)


def _has_result(node: ast.AST) -> bool:
    returns = [each.value for each in _own_nodes(node) if isinstance(each, ast.Return)]
    return any(value is not None and not (isinstance(value, ast.Constant) and value.value is None) for value in returns)
