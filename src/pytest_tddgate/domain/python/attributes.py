"""Reads and sets the attributes of an object, in `__dict__` and slots, without running code of its class."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["attributes_of", "is_made_in_python", "with_attributes", "with_value"]

_HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE: the class was created at run time, not built into the interpreter
_VALUES = (int, float, str, bytes)
_IMMUTABLE = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE: the class was written in C
_PLAIN_IN_C = frozenset({
    object, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, OrderedDict, defaultdict,
})  # fmt: skip


def attributes_of(value: Any) -> dict[str, Any] | None:
    """The attributes by name; None for strings, bytes and numbers, and for objects without `__dict__` and slots."""
    if isinstance(value, str | bytes | int | float | complex):
        return None
    kept = _kept(value)
    slots = dict(_slots(type(value)))
    if kept is None and not slots:
        return None
    found = dict(kept or {})
    for name, slot in slots.items():
        try:
            found[name] = slot.__get__(value)
        except AttributeError:
            continue
    return found


def is_made_in_python(value: Any) -> bool:
    """Whether no state of a value is hidden in C: each of its classes is written in Python, or a plain built-in."""
    return all(each in _PLAIN_IN_C or not each.__flags__ & _IMMUTABLE for each in type(value).__mro__)


def with_attributes(value: Any, attributes: Mapping[str, Any]) -> Any:
    """A new object of the same class with these attributes; None if `object.__new__` cannot make one."""
    kind = type(value)
    if not kind.__flags__ & _HEAP or isinstance(value, BaseException):
        return None
    try:
        other = object.__new__(kind)
    except TypeError:  # it extends a built-in type, or is abstract
        return None
    return _filled(other, attributes)


def with_value(value: Any, plain: Any) -> Any:
    """`plain`, a number, string or bytes, as an instance of the class of `value` if that extends the type of `plain`.

    `plain` itself if the class of `value` is that type, or does not extend it.
    """
    kind = type(value)
    base = next((each for each in _VALUES if type(plain) is each and issubclass(kind, each)), None)
    if base is None or kind is base or not kind.__flags__ & _HEAP:
        return plain
    return _filled(base.__new__(kind, plain), _kept(value) or {})


def _filled(other: Any, attributes: Mapping[str, Any]) -> Any:
    slots = dict(_slots(type(other)))
    kept = _kept(other)
    for name, held in attributes.items():
        if name in slots:
            slots[name].__set__(other, held)
        elif kept is not None:
            kept[name] = held
    return other


def _kept(value: Any) -> Any:
    try:
        found = object.__getattribute__(value, "__dict__")
    except (AttributeError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def _slots(kind: type) -> Iterator[tuple[str, MemberDescriptorType]]:
    """(Name, slot) for a class and its bases: base classes first, then in the order of `__slots__`."""
    for each in reversed(kind.__mro__):
        if each.__flags__ & _HEAP:
            held = vars(each)
            named = held.get("__slots__")
            order = [*named, *held] if isinstance(named, tuple | list | dict) else list(held)
            yield from ((name, held[name]) for name in order if type(held.get(name)) is MemberDescriptorType)
