"""The content of a value whose class extends a string, number or container, read without calling its own methods."""

from __future__ import annotations

import collections
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["plain_of"]


def plain_of(value: Any) -> Any:
    """The content of a value as a plain string, number or container, read by methods of the built-in class it extends.

    None if it extends none, if it is a named tuple or an enum member, or if its class is a built-in one itself.
    """
    every = type.__dict__["__mro__"].__get__(type(value))
    if any(each is Enum or "_fields" in vars(each) for each in every):
        return None
    try:
        return next((make(value) for base, make in _PLAIN.items() if any(each is base for each in every[1:])), None)
    except Exception:  # noqa: BLE001 - the object may not be fully initialised
        return None


def _attribute(value: Any, name: str) -> Any:
    return object.__getattribute__(value, "__dict__")[name]


_PLAIN: dict[type, Callable[[Any], Any]] = {
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    list: list.copy,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    dict: dict.copy,
    set: lambda value: set().__or__(value),
    frozenset: lambda value: frozenset().__or__(value),
    collections.UserList: lambda value: list(_attribute(value, "data")),
    collections.UserDict: lambda value: dict(_attribute(value, "data")),
    collections.UserString: lambda value: str(_attribute(value, "data")),
}
"""Class -> function that gives the plain value of an instance of a subclass, without calling the subclass's methods."""
