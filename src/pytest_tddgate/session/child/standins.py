"""Objects that stand in for functionality that does not exist yet, and do nothing in one of several ways.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import inspect
import os
import sys
from typing import Any, ClassVar, Self

from pytest_tddgate.domain.run.standin import StandIn

__all__ = [
    "BARE",
    "FIRST",
    "MODES",
    "StandInFailure",
    "answer",
    "holds_standin",
    "is_standin",
    "make_standin",
    "note_use",
    "pass_for_functions",
    "set_mode",
    "take_handed_on",
    "take_used",
]

FIRST, BARE = StandIn.FIRST, StandIn.BARE
MODES = tuple(each for each in StandIn if each not in {FIRST, BARE})
"""The modes that every stand-in run has."""

_EMPTY: dict[str, type] = {StandIn.NONE: type(None), StandIn.LIST: list, StandIn.TEXT: str, StandIn.MAPPING: dict}
_EXCEPTIONS = ("Error", "Exception", "Warning")

_mode: str = StandIn.ANYTHING  # a module that is being imported gets what breaks least


class StandInFailure(Exception):
    """What a stand-in raises in the mode `raises`."""


def set_mode(mode: str) -> None:
    """Let every stand-in of this process answer in this way from now on."""
    global _mode  # noqa: PLW0603 - stand-ins are bound to names all over the tests; the mode is what they share
    _mode = mode


_used: dict[str, None] = {}
_handed_on = False


def take_used() -> list[str]:
    """The stand-ins that were called, or asked for an attribute, since the last time this was asked."""
    used = list(_used)
    _used.clear()
    return used


def take_handed_on() -> bool:
    """Whether a stand-in was given what a stand-in had made, in the mode `object`, since the last time."""
    global _handed_on
    handed_on, _handed_on = _handed_on, False
    return handed_on


def note_use(name: str) -> None:
    """Remember that this stand-in was used."""
    _used[name] = None


def answer(name: str, args: tuple[object, ...] = (), kwargs: dict[str, object] | None = None) -> Any:
    """What a call of the stand-in `name` gives in the present mode; the same arguments give an equal object."""
    global _handed_on  # noqa: PLW0603 - as the mode
    note_use(name)
    _handed_on = _handed_on or any(type(each) is Nothing for each in (*args, *(kwargs or {}).values()))
    return _given(name, args, kwargs)


def _given(name: str, args: tuple[object, ...], kwargs: dict[str, object] | None) -> Any:
    if _mode == StandIn.RAISES:
        raise StandInFailure(name)
    if _mode == StandIn.FIRST:
        first = next(iter((*args, *(kwargs or {}).values())), None)
        return None if callable(first) else first  # a decorator that gives its function back is honest
    if _mode in _EMPTY:
        return _EMPTY[_mode]()
    return Nothing(name, repr((args, kwargs))) if _mode == StandIn.OBJECT else Anything(name, args, kwargs)


class Nothing:
    """An object without any ability; two are equal when the same call made them, as with any pure function."""

    def __init__(self, name: str, call: str) -> None:
        """Remember the call that made this object."""
        self._made_by = (name, call)

    def __eq__(self, other: object) -> bool:
        """Whether both come from the same call."""
        return other._made_by == self._made_by if isinstance(other, Nothing) else NotImplemented

    def __hash__(self) -> int:
        """Equal objects hash alike."""
        return hash(self._made_by)


class Anything:
    """Answers every question with itself: attributes, calls, items; empty when iterated, equal to what has its name.

    Tests are imported in this mode. What a function gave there equals what the same call gives later, in any mode.
    """

    def __init__(self, name: str, args: tuple[object, ...] = (), kwargs: dict[str, object] | None = None) -> None:
        """Stand in for `name`, or for what this call of it gives."""
        self._name = name
        self._call = (args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Anything):
            return other._name == self._name
        if _mode in {StandIn.ANYTHING, StandIn.RAISES} or self._name.rpartition(".")[2][:1].isupper():
            return NotImplemented  # that two objects of a class are equal is a demand
        return bool(_given(self._name, *self._call) == other)

    def __hash__(self) -> int:
        return hash(self._name)

    def __call__(self, *_args: object, **_kwargs: object) -> Anything:
        return self

    def __getitem__(self, _key: object) -> Anything:
        return self

    def __setitem__(self, _key: object, _value: object) -> None:
        return

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, _other: object) -> bool:
        return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        return

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exception: object) -> None:
        return

    def __await__(self) -> Any:
        return self
        yield  # type: ignore[unreachable]  # makes this a generator, which is what `await` wants


class _StandInType(type):
    """Makes a class that can be called, subclassed, raised, caught, used as decorator and asked for any attribute."""

    _attributes: ClassVar[dict[tuple[str, str], type]] = {}

    def __call__(cls, *args: object, **kwargs: object) -> Any:
        is_exception = cls.__qualname__.endswith(_EXCEPTIONS)  # a fake raises it: nothing else can be raised
        if is_exception or not cls.__dict__.get("_is_standin"):
            return super().__call__(*args, **kwargs)  # the latter: a subclass that a test has made of it
        return answer(cls.__qualname__, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        note_use(cls.__qualname__)
        key = (cls.__qualname__, name)
        return _StandInType._attributes.setdefault(key, make_standin(f"{cls.__qualname__}.{name}"))

    def __eq__(cls, other: object) -> bool:
        """Equal to itself alone. A class that is compared with values is used by that, and cannot only raise."""
        if cls.__dict__.get("_is_standin"):
            note_use(cls.__qualname__)
            if _mode == StandIn.RAISES and cls is not other:
                raise StandInFailure(cls.__qualname__)
        return NotImplemented

    def __hash__(cls) -> int:
        return type.__hash__(cls)

    def __bool__(cls) -> bool:
        """False of what may be a value, where calls give None; pytest asks an expected exception for it, too."""
        return not (_mode == StandIn.NONE and cls.__dict__.get("_is_value"))

    def __iter__(cls) -> Any:
        return iter(())


def make_standin(name: str, *, is_value: bool = False) -> type:
    """A stand-in for the function, class, constant or exception `name` (dotted).

    `is_value`: it is an attribute of an object, and so may be a flag or a number, which the mode `none` has empty.
    It derives from Warning, so that it can be raised, caught, expected by `pytest.raises` and by `pytest.warns`.
    """
    return _StandInType(
        name, (Warning,), {"_is_standin": True, "_is_value": is_value, "__init__": _ignore, "__module__": __name__}
    )


def holds_standin(value: object, depth: int = 3) -> bool:
    """Whether a value is a stand-in, came from one, or is a container that holds one, so many containers deep."""
    if isinstance(value, _StandInType):
        return bool(value.__dict__.get("_is_standin"))
    if isinstance(value, dict):
        return depth > 0 and any(holds_standin(each, depth - 1) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return depth > 0 and any(holds_standin(each, depth - 1) for each in value)
    return isinstance(value, Anything | Nothing)


def is_standin(value: object) -> bool:
    """Whether a value is a stand-in or came from one; the value itself is asked nothing, as a proxy may not answer."""
    return issubclass(type(value), (_StandInType, Anything, Nothing))


def pass_for_functions(top: str) -> None:
    """Let `inspect.isfunction` take each stand-in for a function, where it is asked from below this folder."""
    original, below = inspect.isfunction, os.path.join(top, "")

    def isfunction(value: object) -> Any:
        is_asked = sys._getframe(1).f_code.co_filename.startswith(below)  # noqa: SLF001 - others believe the answer
        return original(value) or (is_asked and is_standin(value))

    inspect.isfunction = isfunction  # type: ignore[assignment]  # it tells a type checker more than is true here


def _ignore(self: object, *_args: object, **_kwargs: object) -> None:
    """Accept whatever a subclass hands to its base."""
