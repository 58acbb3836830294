"""Replaces missing modules by empty ones: the least that an author can write.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.child.exceptions import describe
from pytest_tddgate.session.child.filling import Filler
from pytest_tddgate.session.child.standin_modules import StandInModule
from pytest_tddgate.session.child.standins import is_standin, note_use, take_used

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["EmptyModuleFiller", "forget_standins", "items_again"]

_ATTEMPTS = 25  # each attempt finds one missing module


class EmptyModuleFiller(Filler):
    """Makes empty modules for missing ones, and fills no other gap."""

    def _fill_one(self, problem: BaseException) -> bool:
        """Whether a package lacked the name in the exception, and an empty module has that name now."""
        if not isinstance(problem, ImportError):
            return False
        seen = describe(problem)
        package, name = sys.modules.get(seen["owner"]), seen["subject"]
        label = f"{seen['owner']}.{name}"
        if not name or isinstance(package, _EmptyModule) or label in self.filled or not self._is_ours(label):
            return False
        if not hasattr(package, "__path__"):
            return False
        self.filled[label] = None
        sys.modules[label] = _EmptyModule(label)
        setattr(package, name, sys.modules[label])
        return True

    def _loader(self) -> importlib.abc.Loader:
        return _BareLoader()


class _EmptyModule(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            note_use(self.__name__)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)


class _BareLoader(importlib.abc.Loader):
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """A module without names."""
        return _EmptyModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Run nothing."""


def forget_standins(first_party: Sequence[str], top: str) -> None:
    """Remove stand-ins from the modules below the folder `top` and from those of the subject.

    Modules that hold stand-ins and are not the subject's belong to the tests, and are unloaded to be imported again.
    """
    for name, module in tuple(sys.modules.items()):
        is_ours = name.partition(".")[0] in first_party
        if not is_ours and not str(getattr(module, "__file__", "")).startswith(top):
            continue
        held = [key for key, value in tuple(vars(module).items()) if is_standin(value) or _is_made(value)]
        if _is_made(module) or (held and not is_ours):
            del sys.modules[name]
            continue
        for key in held:
            delattr(module, key)


def items_again(
    session: pytest.Session, filler: EmptyModuleFiller
) -> Iterator[tuple[pytest.Item | None, str, list[str]]]:
    """The tests of the session from newly imported modules, each with its node id and the names its import used.

    A module that cannot be imported yields None, its own id, and the names.
    """
    wanted = {_without_case(each) for each in session.items}
    nodes = dict.fromkeys(each.getparent(pytest.Module) for each in session.items)
    modules = [each for each in nodes if type(each) is pytest.Module]
    for each in modules:
        sys.modules.pop(each.obj.__name__, None)
    for module in modules:
        take_used()
        items, asked = _collected(module, filler), take_used()
        if items is None:
            yield None, module.nodeid, asked
        yield from ((item, item.nodeid, asked) for item in items or () if _without_case(item) in wanted)


def _collected(module: pytest.Module, filler: EmptyModuleFiller) -> list[pytest.Item] | None:
    """The tests of a module; None if it cannot be imported."""
    for _ in range(_ATTEMPTS):
        try:
            return list(_items_of(pytest.Module.from_parent(module.parent, path=module.path)))
        except (Exception, pytest.skip.Exception) as problem:  # noqa: BLE001 - the import runs the project's own code
            if not filler.fill(problem):
                return None
    return None


def _items_of(collector: pytest.Collector) -> Iterator[pytest.Item]:
    """The items below a collector, without pytest's own collection, which would announce them to the session."""
    for each in collector.collect():
        if isinstance(each, pytest.Item):
            yield each
        else:
            yield from _items_of(each)


def _without_case(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _is_made(value: object) -> bool:
    return type(value) is StandInModule
