"""What a value of a class that extends a text, a number or a container holds, past all that the class says itself."""

from __future__ import annotations

import collections
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["plain_of"]


def plain_of(value: Any) -> Any:
    """What a value holds as a text, number or container, by the methods of the built-in class that it extends.

    None where it extends none, where that is the class of a record or an enumeration, or where the class is built in.
    """
    every = type.__dict__["__mro__"].__get__(type(value))
    if any(each is Enum or "_fields" in vars(each) for each in every):
        return None
    try:
        return next((make(value) for base, make in _PLAIN.items() if any(each is base for each in every[1:])), None)
    except Exception:  # noqa: BLE001 - an object that is not finished
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
"""Class -> what gives the plain value of one that extends it, past whatever it defines itself."""
