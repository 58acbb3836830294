"""The tests that a file declares as pins, read from the source because the file cannot be imported."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["is_below_name", "pins_in"]

_MARKER = "tdd_pins"
_EVERYTHING = ""


def pins_in(source: bytes) -> frozenset[str]:
    """The qualified names (`TestCart::test_sum`) of tests and classes with the marker; `""` is the whole file."""
    tree = parse_or_empty(source)
    return frozenset(_pins(tree, ""))


def is_below_name(name: str, names: Container[str]) -> bool:
    """Whether a qualified name, a class around it, or the whole file is among the names."""
    parts = name.split("::")
    return _EVERYTHING in names or any("::".join(parts[:end]) in names for end in range(1, len(parts) + 1))


def _pins(node: ast.Module | ast.ClassDef, owner: str) -> Iterator[str]:
    for child in node.body:
        match child:
            case ast.Assign(targets=[ast.Name(id="pytestmark")], value=value) if _has_marker(value):
                yield owner
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                name = f"{owner}::{child.name}" if owner else child.name
                if any(_has_marker(each) for each in child.decorator_list):
                    yield name
                if isinstance(child, ast.ClassDef):
                    yield from _pins(child, name)
            case _:
                continue


def _has_marker(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == _MARKER for each in ast.walk(node))
