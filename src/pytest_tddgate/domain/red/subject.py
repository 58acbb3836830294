"""Which imports and strings of a test module name the subject, and where its other imports come from."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Origin", "Roots"]

# Modules of the standard library through which a test sees what the subject did to the process or to the disk.
_AMBIENT = frozenset(
    [
        "contextvars",
        "decimal",
        "fileinput",
        "gc",
        "glob",
        "importlib",
        "io",
        "locale",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "shutil",
        "signal",
        "sqlite3",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "warnings",
        "zipfile",
    ]
)
_PLAIN = frozenset(sys.stdlib_module_names) | {"pytest", "_pytest", "hypothesis", "typing_extensions", "mock"}
_RUNS_PROJECT = re.compile(r"(?:django\.(?:test|urls|core\.management|template\.loader)|rest_framework\.test)(?:\.|$)")
"""Modules of frameworks that run the project by its settings, so that no test has to import it."""
_PATH_START = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?=$|[.:])")
_IN_CODE = re.compile(
    r"(?:\bimport|\bfrom|(?:^|\s)-m)\s+([A-Za-z_][\w.]*(?:(?: +as +\w+)?\s*,[\s\\]*[A-Za-z_][\w.]*)*)"
)
_OF_PROJECT = re.compile(r"(?:^|/)(?:pyproject\.toml|setup\.(?:cfg|py)|README\.\w+)$")
"""Files that are not code but part of the product: a test that names one is about the project."""
_IN_PATH = re.compile(r"(?:^|/)([A-Za-z_]\w*)(?=/|\.py$)")


class Origin(Enum):
    """Where an imported name comes from."""

    SUBJECT = "first-party, or a test-side helper or a framework that may call it"
    AMBIENT = "standard library, holds state that the subject can change"
    FOREIGN = "third-party"
    PLAIN = "standard library or test framework, without such state"


@dataclass(frozen=True, slots=True)
class Roots:
    """Classifies imports and strings by two predicates on module names."""

    is_first_party: Callable[[str], bool]
    is_test_side: Callable[[str], bool]

    def origin_of(self, module: str, level: int = 0) -> Origin:
        """Where a module comes from; `level` counts the leading dots of a relative import."""
        if level or self.is_first_party(module) or self.is_test_side(module) or _RUNS_PROJECT.match(module):
            return Origin.SUBJECT
        top = module.partition(".")[0]
        if top in _AMBIENT:
            return Origin.AMBIENT
        return Origin.PLAIN if top in _PLAIN else Origin.FOREIGN

    def bindings(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Origin]]:
        """Each name that the import binds (`*` for a star import), and where it comes from."""
        for alias in node.names:
            if isinstance(node, ast.Import):
                yield alias.asname or alias.name.partition(".")[0], self.origin_of(alias.name)
            else:
                yield alias.asname or alias.name, self._origin_from(node, alias.name)

    def is_named_by(self, text: str) -> bool:
        """Whether a string names first-party code: `shop.tax:vat`, `src/shop/tax.py`, `import shop`, `-m shop`.

        The name of a file that describes the project, such as `pyproject.toml`, counts as well.
        """
        start = _PATH_START.match(text)
        if start is not None and self._holds(start[0]):
            return True
        if _OF_PROJECT.search(text):
            return True
        imported = (each.split()[0] for names in _IN_CODE.findall(text) for each in re.split(r",[\s\\]*", names))
        found = [*imported, *(_IN_PATH.findall(text) if "/" in text else ())]
        return any(self._holds(name) for name in found)

    def _origin_from(self, node: ast.ImportFrom, name: str) -> Origin:
        module = node.module or ""
        origin = self.origin_of(module, node.level)
        if origin is Origin.FOREIGN and name != "*":
            return self.origin_of(f"{module}.{name}")
        return origin

    def _holds(self, dotted: str) -> bool:
        parts = dotted.rstrip(".").split(".")
        return any(self.is_first_party(".".join(parts[:count])) for count in range(1, len(parts) + 1))
