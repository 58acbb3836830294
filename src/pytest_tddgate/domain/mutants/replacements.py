"""The replacements that mutants make, such as another operator or constant, and what is left unchanged."""

from __future__ import annotations

import ast
import re

__all__ = ["COMPARISONS", "FLIPPED", "OPERATORS", "is_deletable", "is_none", "is_text", "is_unobservable", "neighbour"]

_LOG = re.compile(r"_*(\w*_)?log(s|ger|ging)?", re.IGNORECASE)
_LEVELS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "log"})
COMPARISONS: dict[type[ast.cmpop], tuple[bytes, bytes]] = {
    ast.Lt: (b"<", b"<="),
    ast.LtE: (b"<=", b"<"),
    ast.Gt: (b">", b">="),
    ast.GtE: (b">=", b">"),
    ast.Eq: (b"==", b"!="),
    ast.NotEq: (b"!=", b"=="),
    ast.In: (b"in", b"not in"),
    ast.Is: (b"is", b"is not"),
    ast.NotIn: (b"not", b""),
    ast.IsNot: (b"not", b""),
}
FLIPPED = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
"""Comparisons whose replacement is their negation."""
OPERATORS: dict[type[ast.operator], tuple[bytes, bytes]] = {
    ast.Add: (b"+", b"-"),
    ast.Sub: (b"-", b"+"),
    ast.Mult: (b"*", b"/"),
    ast.Div: (b"/", b"*"),
    ast.FloorDiv: (b"//", b"/"),
    ast.Mod: (b"%", b"*"),
    ast.Pow: (b"**", b"*"),
    ast.LShift: (b"<<", b">>"),
    ast.RShift: (b">>", b"<<"),
    ast.BitAnd: (b"&", b"|"),
    ast.BitOr: (b"|", b"&"),
    ast.BitXor: (b"^", b"&"),
}
_DELETED = (
    ast.Assign | ast.AugAssign | ast.Delete | ast.Raise | ast.Assert | ast.Break | ast.Continue
    | ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.Match
)  # fmt: skip


def is_unobservable(node: ast.stmt) -> bool:
    """Whether no test can notice a statement: a docstring, import, log call, `__main__` block, dunder and the like."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=attr))):
            return attr in _LEVELS and _LOG.fullmatch(_last_name(owner)) is not None
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING") | ast.Compare() as test):
            return not isinstance(test, ast.Compare) or _last_name(test.left) == "__name__"
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name.startswith("__")
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
        case _:
            return False


def is_deletable(node: ast.stmt) -> bool:
    """Whether the source still makes sense without the statement."""
    if isinstance(node, ast.If) and not node.orelse and all(map(is_unobservable, node.body)):
        return False
    has_effect = isinstance(node, ast.Expr) or (isinstance(node, ast.AnnAssign) and node.value is not None)
    return has_effect or isinstance(node, _DELETED)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=function):
            return "logger" if _last_name(function) == "getLogger" else ""
        case _:
            return ""


def is_none(node: ast.expr) -> bool:
    """Whether the expression is the constant None."""
    return isinstance(node, ast.Constant) and node.value is None


def is_text(node: ast.expr) -> bool:
    """Whether the expression is a string, f-string or bytes literal."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def neighbour(value: object, *, is_message: bool) -> bytes:
    """The source of another constant of the same type; `b""` if there is none that a test should notice."""
    match value:
        case bool():
            return repr(not value).encode()
        case int() | float() if value + 1 != value:  # adding 1 does not change a large float
            return repr(value + 1).encode()
        case str() if not is_message:
            return b'""' if value else b'"tddgate"'
        case bytes() if not is_message:
            return b'b""' if value else b'b"tddgate"'
        case _:
            return b""
