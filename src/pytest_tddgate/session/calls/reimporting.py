"""Imports the changed modules anew, with their own source or another one.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import importlib
import importlib.machinery
import sys
import types
from typing import TYPE_CHECKING

from pytest_tddgate.session.calls.bare_stack import call_on_bare_stack
from pytest_tddgate.session.calls.sandbox import limited
from pytest_tddgate.session.child.substitutes import SubstituteFinder, put_first

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pytest_tddgate.session.calls.recorder import Key
    from pytest_tddgate.session.calls.sandbox import EffectBlocker

__all__ = ["modules_of", "reimported"]


def reimported(
    effects: EffectBlocker, paths: Collection[str], sources: Mapping[str, bytes] | None = None
) -> dict[Key, types.FunctionType]:
    """The functions after the modules of these files (absolute paths) were imported again; empty if that fails.

    `sources` maps paths to sources that are used instead of the files' own.
    """
    names = modules_of(paths)
    below = tuple(f"{each}." for each in names)
    for name in list(sys.modules):
        if name in names or name.startswith(below):
            del sys.modules[name]
    if sources:
        put_first(SubstituteFinder(sources, lambda name, path: _SourceLoader(name, path, sources[path])))
    gc.freeze()  # to tell new objects from old ones
    effects.forbid(())
    limited(is_on=True)
    try:
        for name in names:
            call_on_bare_stack(importlib.import_module, name)
    except BaseException:  # noqa: BLE001 - it runs code of the subject
        return {}
    finally:
        limited(is_on=False)
        effects.allow()
    found = [each for each in gc.get_objects() if type(each) is types.FunctionType]
    codes = [each.__code__ for each in found]
    return {
        (code.co_filename, code.co_qualname, code.co_firstlineno): each for each, code in zip(found, codes, strict=True)
    }


def modules_of(paths: Collection[str]) -> list[str]:
    """The names of the loaded modules of these files."""
    loaded = list(sys.modules.items())
    return [name for name, module in loaded if getattr(module, "__file__", None) in paths and name != "__main__"]


class _SourceLoader(importlib.machinery.SourceFileLoader):
    """Loads a module from a given source."""

    def __init__(self, name: str, path: str, source: bytes) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, _name: str) -> types.CodeType:
        """The code of the source."""
        code: types.CodeType = compile(self._source, self.path, "exec", dont_inherit=True)
        return code
