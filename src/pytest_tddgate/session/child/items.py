"""Describes a collected test: its function, its case, where it is defined, and our markers on it."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

__all__ = ["defined_as", "describe_item", "qualified_name", "repository_path", "skip_reason"]

_real_path = cache(os.path.realpath)


@cache
def repository_path(path: str, top: str) -> str:
    """The path relative to the repository's top, with `/`; unchanged if it is outside."""
    if not path or not top:
        return path
    relative = os.path.relpath(os.path.realpath(path), os.path.realpath(top))
    return path if relative.startswith("..") else relative.replace(os.sep, "/")


def describe_item(item: pytest.Item, path: str) -> dict[str, Any]:
    """The item as plain data; `path` is its file, relative to the repository."""
    code = getattr(_definition_of(item), "__code__", None)
    call = getattr(item, "callspec", None)
    return {
        "file": path,
        "name": qualified_name(item),
        "case": call.id if call is not None else "",
        "indices": sorted(call.indices.items()) if call is not None else [],
        "kind": _kind_of(item),
        "defined_in": _real_path(code.co_filename) if code is not None else "",
        "line": code.co_firstlineno if code is not None else 0,
        "pins": _reason(item, "tdd_pins"),
        "hangs": _reason(item, "tdd_hangs"),
    }


def _definition_of(item: pytest.Item) -> Any:
    """The function that the item runs, without the decorators around it; None if it has none."""
    function = getattr(item, "function", None) or getattr(item, "obj", None)
    return getattr(function, "__wrapped__", function)


def defined_as(item: pytest.Item, top: str) -> str:
    """`file::name` of the function that the item runs, which may be another class's; empty if it has none."""
    function = _definition_of(item)
    code, name = getattr(function, "__code__", None), getattr(function, "__qualname__", "")
    return f"{repository_path(code.co_filename, top)}::{name.replace('.', '::')}" if code is not None else ""


def qualified_name(item: pytest.Item) -> str:
    """The names of the enclosing classes and the function, joined by `::`, without parameters."""
    own = getattr(item, "originalname", None) or item.name
    import pytest  # noqa: PLC0415 - already loaded wherever an item exists

    classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    return "::".join([*classes, own])


def _kind_of(item: pytest.Item) -> str:
    names = [each.__name__ for each in type(item).__mro__]
    for name, kind in (("TestCaseFunction", "unittest"), ("DoctestItem", "doctest"), ("Function", "function")):
        if name in names:
            return kind
    return "other"


def _reason(item: pytest.Item, marker: str) -> str | None:
    """The reason in the marker, `""` if it has none, None if the item does not have the marker."""
    mark = item.get_closest_marker(marker)
    if mark is None:
        return None
    return str(mark.args[0] if mark.args else mark.kwargs.get("reason", ""))


def skip_reason(report: pytest.TestReport) -> str:
    """The reason that a skipped test gave."""
    reason = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr or "")
    return reason.removeprefix("Skipped: ")
