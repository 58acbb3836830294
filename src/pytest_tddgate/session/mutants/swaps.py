"""Finds the functions of this process that a mutant changes, and compiles their new code.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.mutant_code import is_same_code, nested_codes, roots_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from pytest_tddgate.domain.mutants.mutant_code import Root, Roots
    from pytest_tddgate.domain.run.extra import Replacement

__all__ = ["Swap", "Swaps"]

_real_path = cache(os.path.realpath)


@dataclass(frozen=True, slots=True)
class Swap:
    """A mutant that can be switched on: functions with their new code, and the file's source for imports."""

    id: str
    path: str
    lines: tuple[int, int]
    codes: tuple[tuple[FunctionType, CodeType], ...]
    source: str
    span: tuple[int, int]

    def is_around(self, ran: Container[tuple[str, int]]) -> bool:
        """Whether any line of the mutated function is among these (path, line)."""
        first, last = self.span
        return any((self.path, line) in ran for line in range(first, last + 1))

    @contextmanager
    def applied(self, sources: dict[str, str | None]) -> Iterator[None]:
        """Switch the mutant on, and off again afterwards."""
        before = [(function, function.__code__) for function, _ in self.codes]
        try:
            self.apply(sources)
            yield
        finally:
            for function, code in before:
                _set_code(function, code)
            sources[self.path] = sources[_real_path(self.path)] = None

    def apply(self, sources: dict[str, str | None]) -> None:
        """Switch the mutant on in this process for good; `sources`: file -> the source that imports use instead."""
        sources[self.path] = sources[_real_path(self.path)] = self.source
        for function, code in self.codes:
            _set_code(function, code)


class Swaps:
    """The functions of some files that exist in this process."""

    def __init__(self, paths: Iterable[str]) -> None:
        """`paths` are absolute. Files that are not valid Python have no functions; later imports are not included."""
        self._roots = {path: roots for path in paths if (roots := _read(path)) is not None}
        self._by_real_path = {_real_path(path): path for path in self._roots}
        self._functions: defaultdict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
        self._by_code: defaultdict[int, list[FunctionType]] = defaultdict(list)
        self._originals: dict[tuple[str, Root], CodeType | None] = {}
        for path, function in self._living():
            code = function.__code__
            self._functions[path, code.co_qualname, code.co_firstlineno].append(function)
            self._by_code[id(code)].append(function)
        files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
        self.imported = frozenset(self._by_real_path.get(_real_path(each), "") for each in files if each) - {""}

    @property
    def paths(self) -> tuple[str, ...]:
        """The absolute paths of the files."""
        return tuple(self._roots)

    def codes(self, path: str) -> list[CodeType]:
        """The code objects of all functions of this file, including nested ones."""
        found = [each.__code__ for key, functions in self._functions.items() if key[0] == path for each in functions]
        return [inner for code in found for inner in nested_codes(code)]

    def plan(self, raw: Replacement) -> Swap | str:
        """How to switch a mutant on; or why that is impossible: `equivalent`, `invalid`, or `import`."""
        path, roots = raw["path"], self._roots[raw["path"]]
        edit = (raw["start"], raw["end"], raw["text"].encode())
        root = roots.around(edit[0])
        if root is None:
            return "import"
        original, changed = self._original(path, root), roots.code(root, edit)
        if original is None or changed is None:
            return "invalid"
        if is_same_code(original, changed):
            return "equivalent"
        codes: list[tuple[FunctionType, CodeType]] = []
        living = self._functions.get((path, root.name, root.first), [])
        if path in self.imported and not living:
            return "import"
        for function in living:
            new = _with_same_closure(function.__code__, changed, roots, root, edit)
            if new is None or not is_same_code(function.__code__, original):
                return "import"
            codes += [(function, new), *self._inner(function.__code__, new)]
        source = (roots.source[: edit[0]] + edit[2] + roots.source[edit[1] :]).decode()
        first, last = raw["lines"]
        return Swap(raw["id"], path, (first, last), tuple(codes), source, (root.first, root.last))

    def _living(self) -> Iterator[tuple[str, FunctionType]]:
        gc.unfreeze()  # the subject may be a plugin that was loaded before the reserve froze its objects
        for each in gc.get_objects():
            if type(each) is FunctionType:
                path = self._by_real_path.get(_real_path(each.__code__.co_filename))
                if path is not None:
                    yield path, each

    def _original(self, path: str, root: Root) -> CodeType | None:
        key = (path, root)
        if key not in self._originals:
            self._originals[key] = self._roots[path].code(root)
        return self._originals[key]

    def _inner(self, old: CodeType, new: CodeType) -> Iterator[tuple[FunctionType, CodeType]]:
        """Functions created by nested code objects of `old`, such as wrappers, with their new code from `new`."""
        pairs = [[each for each in code.co_consts if isinstance(each, CodeType)] for code in (old, new)]
        if len(pairs[0]) != len(pairs[1]):
            return
        for before, after in zip(*pairs, strict=True):
            if before.co_freevars == after.co_freevars:
                yield from ((function, after) for function in self._by_code.get(id(before), ()))
            yield from self._inner(before, after)


def _set_code(function: FunctionType, code: CodeType) -> None:
    if code.co_flags == function.__code__.co_flags:
        function.__code__ = code
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # e.g. a generator becomes a plain function, which is what the mutant does
        function.__code__ = code


def _read(path: str) -> Roots | None:
    try:
        return roots_in(path, Path(path).read_bytes())
    except (SyntaxError, ValueError):
        return None


def _with_same_closure(
    living: CodeType, changed: CodeType, roots: Roots, root: Root, edit: tuple[int, int, bytes]
) -> CodeType | None:
    """The changed code with the free variables of the existing code, None if that is impossible."""
    lost = tuple(each for each in living.co_freevars if each not in changed.co_freevars)
    code = roots.code(root, edit, kept=lost) if lost else changed
    return code if code is not None and code.co_freevars == living.co_freevars else None
