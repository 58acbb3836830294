"""Code that compares the name of a caller's file, function or module with a text, and lets that decide."""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING

from pytest_tddgate.domain.awareness.callers import FUNCTIONS, Callers
from pytest_tddgate.domain.python.changed_file import Spot
from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.steering import bindings, deciding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.awareness.looks import Looks

__all__ = ["named_caller_spots"]

# fmt: off
_COMPARING = frozenset({
    "startswith", "endswith", "find", "rfind", "index", "rindex", "count", "search", "match", "fullmatch", "findall",
    "finditer", "fnmatch", "fnmatchcase", "filter", "get", "eq", "ne", "contains", "__eq__", "__ne__", "__contains__",
    "removeprefix", "removesuffix", "is_relative_to", "glob",
})
_WHOLE = frozenset({"lower", "casefold", "removesuffix", "resolve", "absolute", "as_posix"})
"""Methods that leave a name, or a path to it, whole."""
_SHORT = 3
"""Letters of a text that may be one letter of a name, or two."""
_HASHES = frozenset({"hash", "crc32", "adler32"})
_NEUTRAL = (sys.stdlib_module_names - {"test", "unittest", "doctest", "code", "this"}) | {
    "py", "pyc", "pyo", "pyx", "lib", "lib64", "site", "packages", "dist", "_bootstrap", "_bootstrap_external",
    "ipykernel", "ipython", "IPython",
}
"""Words that tell the interpreter and its library from other code, which is no sign of a test."""
_SAYING = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print", "write"})
# fmt: on
_WORD = re.compile(r"\w+")
_RUNNING = re.compile("pluggy|runtest|pyfunc|from_call")
_DUNDER = re.compile(r"__\w+__")
_Steps = (ast.Pass, ast.Continue, ast.Break, ast.AugAssign, ast.Nonlocal, ast.Global)


def named_caller_spots(tree: ast.Module, lines: frozenset[int], looks: Looks, own: frozenset[str]) -> Iterator[Spot]:
    """The spots on these lines where the name of a caller decides; `own` are the names of the file and its packages.

    Honest code skips frames by their names, or says who called. So only a branch counts that does more than that, and
    only a text that names neither the module's own code nor the standard library. It is doubtful if it does not name a
    test either: a library may know a caller.
    """
    if looks.names_callers:
        yield from _Named(tree, looks, own).spots(lines)


class _Named:
    """The comparisons of callers' names in a module."""

    def __init__(self, tree: ast.Module, looks: Looks, own: frozenset[str]) -> None:
        self._tree = tree
        self._looks = looks
        self._callers = Callers(tree, looks)
        defined = {
            each.name for each in ast.walk(tree) if isinstance(each, FUNCTIONS | ast.ClassDef) and hasattr(each, "name")
        }
        self._free = _NEUTRAL | own | defined
        self._bound = {name: value for names, value, scope in bindings(tree) if scope is tree for name in names}
        self._called = {last_name(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
        self._parts = self._compared_in_part()
        self._told: dict[tuple[ast.AST, str], str] = {}
        before = -1
        while len(self._told) > before:
            before = len(self._told)
            self._keep()

    def spots(self, lines: frozenset[int]) -> Iterator[Spot]:
        """The deciding places on these lines."""
        for node, scope, loop in _places(self._tree, self._tree, None):
            for place in deciding(node):
                if place.lineno in lines and (text := self._decides(node, place, scope, loop)):
                    what = f"decides by the name of its caller ({text!r})"
                    yield Spot(place.lineno, what, is_doubtful=not self._names_tests(text))

    def _keep(self) -> None:
        """Note the names and functions whose values tell how a comparison ended."""
        for names, value, scope in bindings(self._tree):
            if not self._callers.is_held(value, scope) and (text := self._compared(value, scope)):
                self._told |= {(self._tree if each.startswith(".") else scope, each): text for each in names}
        for node, scope, _ in _places(self._tree, self._tree, None):
            match node, scope:
                case ast.Return(value=ast.expr() as value), ast.FunctionDef(name=name) if name in self._called:
                    if text := self._compared(value, scope):
                        self._told[self._tree, name] = text

    def _is_helper(self, scope: ast.AST) -> bool:
        """Whether this module calls a function itself: then the use of its result is judged."""
        return isinstance(scope, ast.FunctionDef) and scope.name in self._called

    def _decides(self, node: ast.AST, place: ast.expr, scope: ast.AST, loop: ast.AST | None) -> str:
        """The text of the comparison by which a node decides more than which frame is looked at or what is said."""
        match node:
            case ast.Match(subject=subject, cases=cases) if self._callers.is_held(subject, scope):
                return next((text for each in cases for text in self._telling(each.pattern)), "")
            case ast.If(body=body, orelse=orelse) | ast.While(body=body, orelse=orelse):
                if all(self._is_harmless(each, scope, loop) for each in [*body, *orelse]):
                    return ""
            case ast.IfExp(body=one, orelse=other) if all(self._is_nothing(each, scope) for each in (one, other)):
                return ""
            case ast.comprehension() if loop is not None and self._callers.is_held(loop.elt, scope):  # type: ignore[attr-defined]  # comprehensions have one
                return ""
            case ast.Return(value=value) if self._callers.is_held(value, scope) or self._is_helper(scope):
                return ""
        return self._compared(place, scope)

    def _is_harmless(self, node: ast.stmt, scope: ast.AST, loop: ast.AST | None) -> bool:
        """Whether a statement only goes to another frame, counts frames, returns a caller, or says something."""
        match node:
            case ast.Continue() | ast.Break():
                found = [each for each in ast.walk(loop) if isinstance(each, ast.Return | ast.Yield)] if loop else []
                return all(self._is_nothing(each.value, scope) for each in found)
            case ast.Assign(value=value) | ast.AnnAssign(value=value):
                return self._callers.is_held(value, scope)
            case ast.Return(value=value):
                return self._is_nothing(value, scope)
            case ast.Expr(value=ast.Call(func=func)):
                return last_name(func) in _SAYING
            case ast.If(body=body, orelse=orelse) | ast.For(body=body, orelse=orelse):
                return all(self._is_harmless(each, scope, loop) for each in [*body, *orelse])
        return isinstance(node, _Steps)

    def _is_nothing(self, node: ast.expr | None, scope: ast.AST) -> bool:
        return (
            node is None
            or (isinstance(node, ast.Constant) and node.value is None)
            or self._callers.is_held(node, scope)
        )

    def _compared(self, node: ast.AST, scope: ast.AST) -> str:
        """The text with which an expression compares a caller's name, itself or by a name or function that did."""
        if isinstance(node, ast.GeneratorExp | ast.ListComp | ast.SetComp) and self._callers.is_held(node.elt, scope):
            return ""
        if text := next(self._texts_compared(node, scope), ""):
            return text
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            name = last_name(node)
            for key in ((scope, name), (self._tree, name), (self._tree, f".{name}")):
                if key in self._told:
                    return self._told[key]
        inner = node if isinstance(node, ast.Lambda) else scope
        return next((text for each in ast.iter_child_nodes(node) if (text := self._compared(each, inner))), "")

    def _texts_compared(self, node: ast.AST, scope: ast.AST) -> Iterator[str]:
        """The texts with which a node itself compares a caller's name."""
        match node:
            case ast.Compare(left=left, comparators=others):
                parts: list[ast.expr] = [left, *others]
            case ast.Call(func=ast.Attribute(value=owner, attr=name), args=args) if name in _COMPARING:
                parts = [owner, *args]
            case ast.Call(func=ast.Name(id=name), args=args) if name in _COMPARING:
                parts = args
            case ast.Subscript(value=owner, slice=key) if not self._callers.is_held(owner, scope):
                parts = [owner, key]
            case _:
                return
        callers = [each for each in parts if self._callers.is_held(each, scope)]
        others = [each for each in parts if each not in callers]
        if not callers:
            return
        if any(_is_hashed(each) for each in callers) and any(isinstance(each, ast.Constant) for each in others):
            yield "a hash"
        yield from (text for each in others for text in self._telling(each))

    def _telling(self, node: ast.AST) -> Iterator[str]:
        """The texts in a node, or in what a name of the module in it is bound to, that name code of others."""
        for each in ast.walk(node):
            bound = self._bound.get(each.id) if isinstance(each, ast.Name) else None
            if bound is not None and each is not bound:
                yield from (text for text in self._looks.texts(bound) if self._names_others(text))
        yield from (text for text in self._looks.texts(node) if self._names_others(text))

    def _names_others(self, text: str) -> bool:
        words = [each for each in _WORD.findall(text) if re.search("[A-Za-z]", each)]
        return not text.startswith("<") and any(
            each not in self._free and not _DUNDER.fullmatch(each) for each in words
        )

    def _compared_in_part(self) -> frozenset[str]:
        """The texts with which a part of a caller's name may be compared; all, if the module makes others of names."""
        found: set[str] = set()
        for node, scope, _ in _places(self._tree, self._tree, None):
            match node:
                case ast.Subscript(value=owner, slice=ast.Slice()) if self._callers.is_held(owner, scope):
                    return frozenset(self._looks.texts(self._tree))
                case ast.Call(func=ast.Attribute(value=owner, attr=name)) if self._callers.is_held(owner, scope):
                    if name not in _WHOLE:
                        return frozenset(self._looks.texts(self._tree))
            if not _is_of_wholes(node):
                found |= set(self._texts_compared(node, scope))
        return frozenset(found)

    def _names_tests(self, text: str) -> bool:
        """Whether a text is the start or end of the name of a test module, or names a function of pytest.

        A text with which only whole names are compared has to be the module's name.
        """
        core = text.replace("\\", "").strip("^$*./").removesuffix(".py")
        is_part = text in self._parts or len(core) < _SHORT
        ends = (str.startswith, str.endswith) if is_part else (str.__eq__,)
        is_module = any(is_like(name, core) for name in self._looks.tests for is_like in ends)
        return _RUNNING.search(text) is not None or (bool(core) and is_module)


def _is_of_wholes(node: ast.AST) -> bool:
    """Whether a node asks whether something equals a text or one of several."""
    match node:
        case ast.Compare(ops=[ast.Eq() | ast.NotEq()]):
            return True
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[right]):
            return isinstance(right, ast.Tuple | ast.List | ast.Set)
    return False


def _is_hashed(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Call) and last_name(each.func) in _HASHES for each in ast.walk(node))


def _places(node: ast.AST, scope: ast.AST, loop: ast.AST | None) -> Iterator[tuple[ast.AST, ast.AST, ast.AST | None]]:
    """Each node, the function or module that it is in, and the loop or comprehension around it."""
    yield node, scope, loop
    if isinstance(node, FUNCTIONS):
        scope, loop = node, None
    elif isinstance(node, ast.For | ast.AsyncFor | ast.While | ast.GeneratorExp | ast.ListComp | ast.SetComp):
        loop = node
    elif isinstance(node, ast.DictComp):
        loop = ast.GeneratorExp(node.value, node.generators)
    for child in ast.iter_child_nodes(node):
        yield from _places(child, scope, loop)
