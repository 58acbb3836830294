"""Objects that stand in for functionality that does not exist yet; they do nothing, in one of several modes.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import inspect
import os
import sys
from typing import Any, ClassVar, Self

from pytest_tddgate.domain.run.standin import StandIn

__all__ = [
    "EMPTY_MODULE",
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

FIRST, EMPTY_MODULE = StandIn.FIRST, StandIn.EMPTY_MODULE
MODES = tuple(each for each in StandIn if each not in {FIRST, EMPTY_MODULE})
"""The modes of every stand-in run."""

_EMPTY: dict[str, type] = {StandIn.NONE: type(None), StandIn.LIST: list, StandIn.TEXT: str, StandIn.MAPPING: dict}
_EXCEPTIONS = ("Error", "Exception", "Warning")

_mode: str = StandIn.ANYTHING  # modules are imported in the mode that breaks least


class StandInFailure(Exception):
    """What a stand-in raises in the mode `raises`."""


def set_mode(mode: str) -> None:
    """Let all stand-ins of this process answer in this mode from now on."""
    global _mode  # noqa: PLW0603 - tests refer to stand-ins everywhere, and the mode is shared by all
    _mode = mode


_used: dict[str, None] = {}
_handed_on = False


def take_used() -> list[str]:
    """The stand-ins that were called, or whose attributes were looked up, since the last call of this function."""
    used = list(_used)
    _used.clear()
    return used


def take_handed_on() -> bool:
    """Whether a stand-in was given a result of another one, in the mode `object`, since the last call."""
    global _handed_on
    handed_on, _handed_on = _handed_on, False
    return handed_on


def note_use(name: str) -> None:
    """Remember that this stand-in was used."""
    _used[name] = None


def answer(name: str, args: tuple[object, ...] = (), kwargs: dict[str, object] | None = None) -> Any:
    """The result of calling the stand-in `name` in the current mode; equal arguments give equal results."""
    global _handed_on  # noqa: PLW0603 - like the mode
    note_use(name)
    _handed_on = _handed_on or any(type(each) is Nothing for each in (*args, *(kwargs or {}).values()))
    return _given(name, args, kwargs)


def _given(name: str, args: tuple[object, ...], kwargs: dict[str, object] | None) -> Any:
    if _mode == StandIn.RAISES:
        raise StandInFailure(name)
    if _mode == StandIn.FIRST:
        first = next(iter((*args, *(kwargs or {}).values())), None)
        return None if callable(first) else first  # decorators that return their function are legitimate
    if _mode in _EMPTY:
        return _EMPTY[_mode]()
    return Nothing(name, repr((args, kwargs))) if _mode == StandIn.OBJECT else Anything(name, args, kwargs)


class Nothing:
    """An object without any behaviour; equal to objects made by the same call, as with a pure function."""

    def __init__(self, name: str, call: str) -> None:
        """Remember the call that made this object."""
        self._made_by = (name, call)

    def __eq__(self, other: object) -> bool:
        """Whether both were made by the same call."""
        return other._made_by == self._made_by if isinstance(other, Nothing) else NotImplemented

    def __hash__(self) -> int:
        """A hash that is equal for equal objects."""
        return hash(self._made_by)


class Anything:
    """Answers everything with itself: attributes, calls, items; empty when iterated, equal to objects of its name.

    Tests are imported in this mode. A result of a call at that time equals the result of the same call in later modes.
    """

    def __init__(self, name: str, args: tuple[object, ...] = (), kwargs: dict[str, object] | None = None) -> None:
        """Stand in for `name`, or for the result of this call of it."""
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
            return NotImplemented  # that two objects of a class are equal is something to implement
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
        yield  # type: ignore[unreachable]  # makes this a generator, as `await` needs


class _StandInType(type):
    """Makes a class that can be called, subclassed, raised, caught, used as decorator, and has any attribute."""

    _attributes: ClassVar[dict[tuple[str, str], type]] = {}

    def __call__(cls, *args: object, **kwargs: object) -> Any:
        is_exception = cls.__qualname__.endswith(_EXCEPTIONS)  # fakes raise it, and nothing else could be raised
        if is_exception or not cls.__dict__.get("_is_standin"):
            return super().__call__(*args, **kwargs)  # a subclass that a test has made of a stand-in
        return answer(cls.__qualname__, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        note_use(cls.__qualname__)
        key = (cls.__qualname__, name)
        return _StandInType._attributes.setdefault(key, make_standin(f"{cls.__qualname__}.{name}"))

    def __eq__(cls, other: object) -> bool:
        """Equal only to itself. Comparing counts as use, and raises in the mode `raises`."""
        if cls.__dict__.get("_is_standin"):
            note_use(cls.__qualname__)
            if _mode == StandIn.RAISES and cls is not other:
                raise StandInFailure(cls.__qualname__)
        return NotImplemented

    def __hash__(cls) -> int:
        return type.__hash__(cls)

    def __bool__(cls) -> bool:
        """False in the mode `none` if it may be a value; always true otherwise, because `pytest.raises` asks."""
        return not (_mode == StandIn.NONE and cls.__dict__.get("_is_value"))

    def __iter__(cls) -> Any:
        return iter(())


def make_standin(name: str, *, is_value: bool = False) -> type:
    """A stand-in for the function, class, constant or exception `name` (dotted).

    `is_value`: it is an attribute of an object, and may be a flag or a number, which is false in the mode `none`. It
    derives from Warning, so that it can be raised and caught, and expected by `pytest.raises` and `pytest.warns`.
    """
    return _StandInType(
        name, (Warning,), {"_is_standin": True, "_is_value": is_value, "__init__": _ignore, "__module__": __name__}
    )


def holds_standin(value: object, depth: int = 3) -> bool:
    """Whether a value is a stand-in, was made by one, or contains one in up to `depth` nested containers."""
    if isinstance(value, _StandInType):
        return bool(value.__dict__.get("_is_standin"))
    if isinstance(value, dict):
        return depth > 0 and any(holds_standin(each, depth - 1) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return depth > 0 and any(holds_standin(each, depth - 1) for each in value)
    return isinstance(value, Anything | Nothing)


def is_standin(value: object) -> bool:
    """Whether a value is a stand-in or was made by one; only its type is checked, because it may be a proxy."""
    return issubclass(type(value), (_StandInType, Anything, Nothing))


def pass_for_functions(top: str) -> None:
    """Let `inspect.isfunction` accept stand-ins when it is called from a file below this folder."""
    original, below = inspect.isfunction, os.path.join(top, "")

    def isfunction(value: object) -> Any:
        is_asked = sys._getframe(1).f_code.co_filename.startswith(below)  # noqa: SLF001 - others need the truth
        return original(value) or (is_asked and is_standin(value))

    inspect.isfunction = isfunction  # type: ignore[assignment]  # the original is a type guard


def _ignore(self: object, *_args: object, **_kwargs: object) -> None:
    """Accept whatever a subclass passes to its base."""
