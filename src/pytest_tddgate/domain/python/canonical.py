"""Text for Python syntax that does not depend on formatting, positions and Python's version, and the names it reads."""

from __future__ import annotations

import ast
import hashlib
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SyntaxText", "digest_of", "module_digest", "parsed", "same_syntax", "without_docstring"]

# `ctx` follows from the position, `kind` is the u of u"", type comments are not parsed; see `write_defaults`.
_SILENT = frozenset({"ctx", "kind", "type_comment", "type_ignores", "defaults", "kw_defaults"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NOT_GENERIC = frozenset({ast.Name, ast.Constant, ast.JoinedStr, *_SCOPES})
_BY_NAME = frozenset({"usefixtures", "getfixturevalue"})
_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {}


class SyntaxText:
    """The canonical text of the nodes written to it, and the names that they refer to.

    `reads` and `stores` are the names read and bound, `shared` those declared `global` or `nonlocal`, `requests` the
    fixtures named in a string, and `attributes` the attributes looked up on any object.
    """

    __slots__ = ("attributes", "parts", "reads", "requests", "shared", "stores")

    def __init__(self, *nodes: ast.AST) -> None:
        """Start with the text of these nodes."""
        self.parts: list[str] = []
        self.attributes: set[str] = set()
        self.requests: set[str] = set()
        self.reads: set[str] = set()
        self.stores: set[str] = set()
        self.shared: set[str] = set()
        self.write(*nodes)

    def __str__(self) -> str:
        """The text."""
        return "".join(self.parts)

    @property
    def free(self) -> set[str]:
        """The names taken from outside, if what was written is the inside of one function."""
        return self.reads - (self.stores - self.shared)

    def write(self, *nodes: ast.AST) -> None:
        """Add the text of these nodes."""
        for node in nodes:
            self._node(node)

    def write_defaults(self, arguments: ast.arguments) -> None:
        """Add the default values of a signature, which are evaluated outside of its function."""
        if arguments.defaults or arguments.kw_defaults:
            self._value([*arguments.defaults, "/", *arguments.kw_defaults])

    def _node(self, node: ast.AST) -> None:
        kind = type(node)
        if kind not in _NOT_GENERIC:
            self._note(node)
            self._fields(node)
        elif isinstance(node, ast.Name):
            self.parts.append(f"${node.id};")
            (self.reads if type(node.ctx) is ast.Load else self.stores).add(node.id)
        elif isinstance(node, ast.Constant):
            # !a and not !r: which characters repr escapes depends on the Unicode tables of this Python.
            self.parts.append(f"{node.value!a};")
        elif isinstance(node, ast.JoinedStr):
            # Python 3.12 ends a format specification with an empty constant, 3.11 and 3.13 do not.
            self._value(["f", *(each for each in node.values if not _is_empty(each))])
        else:
            self._scope(node)

    def _scope(self, node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self.stores.add(node.name)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            self.write_defaults(node.args)
        outer = self.reads, self.stores, self.shared
        self.reads, self.stores, self.shared = set(), set(), set()
        self._fields(node)
        free = self.free
        self.reads, self.stores, self.shared = outer
        self.reads |= free

    def _fields(self, node: ast.AST) -> None:
        kind = type(node)
        fields = _FIELDS.get(kind)
        if fields is None:
            fields = _FIELDS[kind] = tuple(name for name in kind._fields if name not in _SILENT)
        self.parts.append(f"{kind.__name__}(")
        for name in fields:
            value = getattr(node, name, None)
            # A field that a newer Python added is None or [] in older code, and must not change the text.
            if value is not None and value != []:
                self.parts.append(f"{name}=")
                self._value(value)
        self.parts.append(")")

    def _value(self, value: object) -> None:
        if isinstance(value, ast.AST):
            self._node(value)
        elif isinstance(value, list):
            self.parts.append("[")
            for each in value:
                self._value(each)
            self.parts.append("]")
        else:
            self.parts.append(f"{value};")

    def _note(self, node: ast.AST) -> None:
        """Record the attributes, fixtures and names of a node, except those of `ast.Name`."""
        match node:
            case ast.Attribute():
                self.attributes.add(node.attr)
            case ast.Call(func=ast.Attribute(attr=name)) if name in _BY_NAME:
                self.requests.update(_strings(node.args))
            case ast.arg():
                self.stores.add(node.arg)
            case ast.alias():
                self.stores.add(node.asname or node.name.partition(".")[0])
            case ast.Global() | ast.Nonlocal():
                self.reads.update(node.names)
                self.shared.update(node.names)
            case ast.ClassDef() | ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar():
                self.stores.add(node.name or "")
            case ast.MatchMapping():
                self.stores.add(node.rest or "")


def _is_empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == ""


def _strings(nodes: Iterable[ast.AST]) -> Iterable[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def digest_of(*texts: str) -> str:
    """The sha256, in hex, of these texts in this order."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def parsed(source: bytes) -> ast.Module:
    """The syntax tree of a module; raises SyntaxError or ValueError if it is not Python, or nested too deeply."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # under -W error an invalid escape would otherwise be a SyntaxError
            return ast.parse(source)
    except (RecursionError, MemoryError) as error:
        raise ValueError("nested too deeply to be read") from error


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a module, class or function without its docstring."""
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
        case _:
            return body


def module_digest(source: bytes) -> str:
    """The sha256, in hex, of a module without formatting, comments and docstrings; raises as `parsed` does.

    Docstrings of definitions inside functions count: a test may define a command and assert its docstring.
    """
    module = parsed(source)
    _drop_docstrings(module)
    try:
        return digest_of(str(SyntaxText(module)))
    except RecursionError as error:
        raise ValueError("nested too deeply to be read") from error


def _drop_docstrings(node: ast.Module | ast.ClassDef) -> None:
    node.body = without_docstring(node.body)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            _drop_docstrings(child)
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            child.body = without_docstring(child.body)


def same_syntax(a: bytes, b: bytes) -> bool:
    """Whether two modules differ at most in formatting, comments and docstrings; raises as `parsed` does."""
    return a == b or module_digest(a) == module_digest(b)
