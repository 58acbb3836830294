"""The state of a project in memory, and whether it has changed.

It includes the project's modules, what they hold, and what that holds: classes and their attributes, closures, caches
of functions, objects of the project's own classes; and of the interpreter, what tests are likely to change. Not
included is what third-party packages and C code keep, such as the position of an iterator.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from operator import is_
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MemorySnapshot"]

_MOST = 50_000  # references to check: with more of them, a fork is cheaper
_HOLDERS = frozenset({"builtins", "collections", "functools", "types", "weakref", "_weakrefset"})
"""Modules of container classes whose items `gc` can list."""
_CLEANUPS = "doClassCleanups"  # of `unittest` classes, which get a new list after each test
_VALUES = frozenset({int, float, complex, str, bytes})
_OF_PYTHON = frozenset({"tearDown_exceptions", "__slotnames__", "__warningregistry__"})
"""Attributes in which `unittest`, `copyreg` and `warnings` keep data that tests do not look at."""


class MemorySnapshot:
    """A snapshot of what these modules and the interpreter hold."""

    def __init__(self, modules: Iterable[ModuleType], values: Iterable[object] = ()) -> None:
        """Take the snapshot; `values` are further objects that tests are given."""
        self._interpreter = _interpreter()
        self._roots = [vars(each) for each in modules]
        self._places = {id(each) for each in self._roots}
        self._names = {each.get("__name__") for each in self._roots}
        found: dict[int, tuple[object, list[object]]] = {}
        waiting = [*self._roots, *self._worth_a_look(values)]
        left = _MOST
        while waiting and left > 0:
            holder = waiting.pop()
            if id(holder) not in found:
                held = _held_by(holder)
                found[id(holder)] = (holder, held)
                left -= len(held)
                waiting += self._worth_a_look(held)
        self._is_whole = left > 0
        odd = {id(each) for case in found.values() for each in _attributes_of_tests(case[0])}
        self._odd = [each for key, each in found.items() if key in odd]
        self._found = [each for key, each in found.items() if key not in odd]
        self._flatten()

    def is_unchanged(self) -> bool:
        """Whether everything holds exactly what it held; False also if it was too much to check."""
        if not self._is_whole or _interpreter() != self._interpreter or not _are_held(self._odd):
            return False
        return _is_same(gc.get_referents(*self._holders), self._held) or self._are_but_for_python()

    def _flatten(self) -> None:
        """Flatten all holders and what they held: one call of `gc` for all takes a tenth of the time."""
        self._holders = [holder for holder, _ in self._found]
        self._held = [each for _, held in self._found for each in held]

    def _are_but_for_python(self) -> bool:
        """Whether only data that Python keeps has changed; its holders are checked one by one from now on."""
        other = [each for each in self._found if not _is_same(gc.get_referents(each[0]), each[1])]
        if not _are_held(other):
            return False
        self._odd += other
        self._found = [each for each in self._found if all(each is not odd for odd in other)]
        self._flatten()
        return True

    def _worth_a_look(self, held: Iterable[object]) -> list[object]:
        may_hold = (each for each in held if gc.is_tracked(each) or type(each) is dict)  # an empty dict is not tracked
        return [each for each in may_hold if self._is_of_project(each)]

    def _is_of_project(self, each: object) -> bool:
        if issubclass(type(each), ModuleType):  # `isinstance` would ask a proxy's target
            return False
        if issubclass(type(each), type):
            return each.__module__ in self._names
        if type(each) is FunctionType:
            return id(each.__globals__) in self._places and _has_state(each)
        return type(each).__module__ in _HOLDERS or type(each).__module__ in self._names


def _held_by(holder: object) -> list[object]:
    if type(holder) is dict and not _OF_PYTHON.isdisjoint(holder):
        return [value for name, value in holder.items() if name not in _OF_PYTHON]
    return gc.get_referents(holder)


def _has_state(function: FunctionType) -> bool:
    """Whether the function has a closure, defaults or attributes."""
    if function.__closure__ or function.__defaults__ or function.__kwdefaults__:
        return True
    dicts = [each for each in gc.get_referents(function) if type(each) is dict]
    common = {id(function.__globals__), id(getattr(function, "__builtins__", None))}
    return any(id(each) not in common for each in dicts)


def _attributes_of_tests(holder: object) -> list[object]:
    """The dict of a `unittest` class, in a list; empty for other objects."""
    if not isinstance(holder, type) or not any(_CLEANUPS in vars(base) for base in holder.__mro__):
        return []
    return gc.get_referents(vars(holder))


def _are_held(found: list[tuple[object, list[object]]]) -> bool:
    return all(_is_same(_held_by(holder), held) for holder, held in found)


def _is_same(now: list[object], before: list[object]) -> bool:
    return len(now) == len(before) and (all(map(is_, now, before)) or all(map(_is_equal, now, before)))


def _is_equal(one: object, other: object) -> bool:
    """Whether both are the same object, or equal immutable values of the same type."""
    return one is other or (type(one) is type(other) and type(one) in _VALUES and one == other)


def _interpreter() -> tuple[object, ...]:
    """The environment, the working directory, imported modules, where they are found, and threads."""
    places = (*sys.path, *map(id, sys.meta_path), *map(id, sys.path_hooks))
    return dict(os.environ), os.getcwd(), list(sys.modules), places, threading.active_count()  # noqa: PTH109 - a string
