"""Code that coverage cannot see: strings, and files not named `.py`, that the project's own code executes."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.code_in_texts import code_run_elsewhere, code_run_here
from pytest_tddgate.domain.python.dotted import last_name
from pytest_tddgate.domain.python.evaluated import lines_that_compute
from pytest_tddgate.domain.python.own_paths import is_own, own_names
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

__all__ = ["Unmeasured", "imports_of", "unmeasured_in"]

_EXECUTING = frozenset({"exec", "eval", "compile"})
_LOADING = frozenset({
    "SourceFileLoader", "SourcelessFileLoader", "ExtensionFileLoader", "run_path", "spec_from_file_location",
    "zipimporter", "load_source",
})  # fmt: skip
_IMPORTING = frozenset({"import_module", "__import__"})
_PYTHON = (".py", ".pyw")
_WHOLE = 3
"""Statements from which a string is code, rather than an expression to compute."""


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A line, counted from 1, and what runs there; `name` is the imported module, if that is what runs."""

    line: int
    what: str
    name: str = ""


def unmeasured_in(source: bytes, lines: Container[int]) -> tuple[Unmeasured, ...]:
    """The places on these lines of a Python source that execute a string, or a file of the project not named `.py`.

    Strings that a caller passes in, or that are built at run time, are not examined.
    """
    tree = parse_or_empty(source)
    own = own_names(tree)
    texts = {line for inner, line in code_run_here(tree) if _is_code(inner)}
    texts |= {line for inner, line in code_run_elsewhere(tree) if _defines(inner)}
    texts |= lines_that_compute(tree)
    found = {line: Unmeasured(line, "runs code from a string") for line in texts}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (what := _runs_own_file(node, own)):
            found.setdefault(node.lineno, Unmeasured(node.lineno, what))
    return tuple(found[line] for line in sorted(found) if line in lines)


def imports_of(source: bytes, modules: Iterable[str]) -> tuple[Unmeasured, ...]:
    """The places where a Python source imports one of these modules (dotted names), or something inside one."""
    tree = parse_or_empty(source)
    wanted = frozenset(modules)
    found = [
        (node, name)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt | ast.Call)
        for name in dict.fromkeys(whole for module in _imported(node) for whole in _with_packages(module))
    ]
    return tuple(Unmeasured(node.lineno, f"imports {name}", name) for node, name in found if name in wanted)


def _imported(node: ast.stmt | ast.Call) -> tuple[str, ...]:
    """The dotted names that a statement or call imports and that may be modules; relative imports are left out."""
    match node:
        case ast.Import(names=names):
            return tuple(each.name for each in names)
        case ast.ImportFrom(module=str() as module, names=names, level=0):
            return (module, *(f"{module}.{each.name}" for each in names))
        case ast.Call(func=func, args=[ast.Constant(value=str(module)), *_]) if last_name(func) in _IMPORTING:
            return (module,)
    return ()


def _with_packages(module: str) -> tuple[str, ...]:
    """The dotted names of the packages that are imported before a module, and of the module itself."""
    parts = module.split(".")
    return tuple(".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _is_code(tree: ast.Module) -> bool:
    """Whether a string's code defines something, or has at least `_WHOLE` statements."""
    return _defines(tree) or sum(isinstance(each, ast.stmt) for each in ast.walk(tree)) >= _WHOLE


def _defines(tree: ast.Module) -> bool:
    """Whether a string's code has a function or class; without one, code for another Python is only a query."""
    return any(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for each in ast.walk(tree))


def _runs_own_file(call: ast.Call, own: frozenset[str]) -> str:
    """What a call runs, as a clause, if it runs a file of the project; empty for any other call."""
    name = last_name(call.func)
    if name in _EXECUTING and isinstance(call.func, ast.Name) and call.args and is_own(call.args[0], own):
        return "runs code that it reads from a file of its own"
    given = [*call.args, *(word.value for word in call.keywords)]
    files = [text for each in given for text in _texts(each) if "." in text and not text.endswith(_PYTHON)]
    if name in _LOADING and files and any(is_own(each, own) for each in given):
        return f"loads code from a file of its own that is no Python file: {files[-1]}"
    return ""


def _texts(node: ast.expr) -> list[str]:
    return [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
