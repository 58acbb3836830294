"""Empties functions after imports: what is called while a module is imported still works.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.session.child.emptying import EmptyingLoader, blanked, changed_functions
from pytest_tddgate.session.child.in_place import empty_in_place

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["EmptyAfterImport"]


class EmptyAfterImport:
    """The changed functions of some files, which work until the tests begin."""

    def __init__(self, spans: dict[str, list[tuple[int, int]]], *, is_blanking: bool) -> None:
        """`spans` maps absolute paths to the spans of `EmptyingLoader`, which also defines `is_blanking`."""
        self.spans = spans
        self.is_blanking = is_blanking
        self.has_begun = False

    def loader(self, name: str, path: str) -> EmptyingLoader:
        """The loader for a module from one of the files."""
        return _LateLoader(name, path, self)

    def begin(self) -> None:
        """Empty all changed functions now, and those of later imported modules after their import."""
        self.has_begun = True
        for path in self.spans:
            self.empty(path)

    def empty(self, path: str) -> None:
        """Empty the changed functions of a file that exist now."""
        empty_in_place(path, changed_functions(Path(path).read_bytes(), path, self.spans[path]))


class _LateLoader(EmptyingLoader):
    """Its `get_code`, used by `runpy`, is emptied at once: functions from there could not be emptied later."""

    def __init__(self, name: str, path: str, late: EmptyAfterImport) -> None:
        super().__init__(name, path, late.spans[path], is_blanking=late.is_blanking)
        self._late = late

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code with its functions unchanged, and empty them afterwards if tests have begun."""
        source = self.get_data(self.path)
        is_blanking, spans = self._late.is_blanking, self._late.spans[self.path]
        code = (
            blanked(source, self.path, spans) if is_blanking else compile(source, self.path, "exec", dont_inherit=True)
        )
        exec(code, module.__dict__)  # noqa: S102 - the file's own code, as in every loader
        if self._late.has_begun:
            self._late.empty(self.path)
