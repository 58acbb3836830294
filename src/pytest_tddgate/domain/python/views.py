"""Recognises views, which a web framework calls, by their form."""

from __future__ import annotations

import ast
import re
from itertools import chain

__all__ = ["is_view"]

_ANSWERS = re.compile(r"render|redirect|\w*Response\w*")
_REQUEST = re.compile(r"\w*Request")


def is_view(node: ast.AST | None) -> bool:
    """Whether a function's parameter `request` is annotated as a request, or the function returns a response.

    The framework passes such a view its request, as Python passes a method its `self`.
    """
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    taken = [each for each in chain(node.args.posonlyargs, node.args.args) if each.arg == "request"]
    if any(each.annotation is not None and _REQUEST.fullmatch(_last_name(each.annotation)) for each in taken):
        return True
    returned = (each.value for each in ast.walk(node) if isinstance(each, ast.Return))
    return any(isinstance(each, ast.Call) and _ANSWERS.fullmatch(_last_name(each.func)) for each in returned)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Constant(value=str() as text):
            return text.rpartition(".")[2]
    return ""
