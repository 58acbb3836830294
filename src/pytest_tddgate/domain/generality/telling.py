"""Which calls can tell a table from a computation, and how values are written as text."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import numbers
import re
import types
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.python.attributes import attributes_of, is_made_in_python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["is_alike", "is_composed", "is_flat", "is_plain", "is_telling", "leaves_of", "telling_texts", "written"]

_WORD = re.compile(r"[^\W_]+")
_WORDS = 3
"""Words of a text that is more than a name: `New York` and `text/html` are names."""
_NUMBER = re.compile("[0-9]+")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_DEEPEST = 6
_PLAIN = frozenset({bool, int, float, complex, str, bytes, types.NoneType, types.EllipsisType})
_STANDARD = frozenset({"datetime", "decimal", "fractions", "pathlib", "uuid", "ipaddress"})
_LONGEST = 300
"""Characters of a value that are written out; a digest takes the place of the rest."""


def is_telling(arguments: Any, result: Any) -> bool:
    """Whether a result may be computed from its arguments, rather than looked up.

    Names are looked up: levels, units, codes, registries. Neighbours of a name are not names, so a call that takes or
    returns a name tells nothing. Numbers from numbers do, and texts or containers from several parts.
    """
    given, got = list(leaves_of(arguments)), list(leaves_of(result))
    if not got or _is_name(result):
        return False
    if any(map(_has_number, given)) and any(map(_has_number, got)):
        return True
    words = [word.casefold() for each in given for word in _words_in(each)]
    if len(words) < _WORDS:
        return False
    return not isinstance(result, str) or any(len(word) > 1 and word.casefold() in words for word in _words_in(result))


def telling_texts(arguments: Any) -> list[str]:
    """The texts in these arguments that may cause an error by computation: those with digits and other characters.

    Forbidden values are looked up as well, but as names or as bare numbers: reserved words, ports.
    """
    texts = (each for each in leaves_of(arguments) if isinstance(each, str))
    return [each for each in texts if _has_number(each) and not each.isalnum()]


def is_composed(arguments: Any) -> bool:
    """Whether a text in these arguments contains several numbers; a name has one at most, such as `A4`."""
    texts = (each for each in leaves_of(arguments) if isinstance(each, str))
    return any(len(_NUMBER.findall(each)) > 1 for each in texts)


def is_alike(one: Any, other: Any) -> bool:
    """Whether two values differ only in case, in spaces, or in the order or number of the same letters and digits.

    Values with the same letters and digits in the same order but other marks (`-0306`, `0-306`) are not alike: reading
    one as the other takes an algorithm.
    """
    ours, theirs = _spelt(one), _spelt(other)
    letters, others = ([each for each in text if each.isalnum()] for text in (ours, theirs))
    if letters == others:
        return ours == theirs
    return sorted(letters) == sorted(others) or (len(letters) != len(others) and set(letters) == set(others))


def _spelt(value: Any) -> str:
    leaves = (each.decode("latin-1") if isinstance(each, bytes) else each for each in leaves_of(value))
    text = ",".join(each if isinstance(each, str) else written(each) for each in leaves)
    return "".join(text.casefold().split())


def is_flat(value: Any, depth: int = _DEEPEST) -> bool:
    """Whether a value consists only of built-in containers, texts, numbers and classes."""
    if depth and isinstance(value, dict):
        return all(is_flat(each, depth - 1) for pair in value.items() for each in pair)
    if depth and type(value) in {list, tuple, set, frozenset}:
        return all(is_flat(each, depth - 1) for each in value)
    return type(value) in _PLAIN or isinstance(value, type)


def is_plain(value: Any, depth: int = _DEEPEST) -> bool:
    """Whether a value consists entirely of texts and numbers, so that it means the same in any process.

    Streams, loggers, locks, functions and texts with a memory address depend on the process.
    """
    kind = type(value)
    if isinstance(value, str | bytes):
        return not _ADDRESS.search(value if isinstance(value, str) else value.decode("latin-1"))
    if kind in _PLAIN or kind.__module__ in _STANDARD or isinstance(value, enum.Enum):
        return True
    if depth == 0 or not is_made_in_python(value):
        return False
    parts = [*value, *value.values()] if isinstance(value, dict) else []
    parts += list(value) if isinstance(value, list | tuple | set | frozenset) else []
    return all(is_plain(each, depth - 1) for each in [*parts, *(attributes_of(value) or {}).values()])


def leaves_of(value: Any, depth: int = _DEEPEST) -> Iterator[Any]:
    """The innermost values inside containers and objects; a value without parts is its own leaf."""
    if depth == 0:
        return
    if isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        parts = list(value)
    elif isinstance(value, enum.Enum | type | types.FunctionType | types.ModuleType):
        return
    elif (kept := attributes_of(value)) is not None:
        parts = list(kept.values())
    else:
        yield value
        return
    for part in parts:
        yield from leaves_of(part, depth - 1)


def _is_name(value: Any) -> bool:
    """Whether a result is one word without digits, a truth value, or None."""
    if isinstance(value, str):
        return len(_WORD.findall(value)) <= 1 and not _has_number(value)
    return value is None or isinstance(value, bool)


def _has_number(value: Any) -> bool:
    if isinstance(value, bytes):
        return any(48 <= each <= 57 for each in value)  # noqa: PLR2004 - the digits of ASCII
    if isinstance(value, str):
        return any(each.isdigit() for each in value)
    return isinstance(value, numbers.Number | dt.date | dt.timedelta) and not isinstance(value, bool)


def _words_in(value: Any) -> list[str]:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return _WORD.findall(value) if isinstance(value, str) else [str(value)]


def written(value: Any) -> str:
    """A value as text, the same in any process for equal type and content; runs no code of the value's class."""
    text = _written(value, _DEEPEST)
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _written(value: Any, depth: int) -> str:  # noqa: PLR0911 - one line for each kind of value
    kind = type(value)
    if kind in _PLAIN:
        return _plain(value)
    if depth == 0:
        return kind.__qualname__
    if kind in {list, tuple, set, frozenset, dict}:
        return f"{kind.__qualname__}[{', '.join(_elements(value, depth - 1))}]"
    if isinstance(value, enum.Enum):
        return f"{kind.__qualname__}.{value.name}"
    if isinstance(value, type | types.FunctionType | types.BuiltinFunctionType | types.ModuleType):
        return f"{kind.__qualname__} {value.__name__}"
    if kind.__module__ in _STANDARD:
        return repr(value)
    return f"{kind.__qualname__}({', '.join(_parts(value, depth - 1))})"


def _elements(value: Any, depth: int) -> list[str]:
    if isinstance(value, dict):
        return [f"{_written(key, depth)}: {_written(each, depth)}" for key, each in value.items()]
    found = [_written(each, depth) for each in value]
    return found if isinstance(value, list | tuple) else sorted(found)


def _parts(value: Any, depth: int) -> list[str]:
    """The texts of an object's parts: the built-in value that it extends, and its attributes."""
    extended: list[Callable[[Any], Any]] = [str, bytes, int, float, tuple, list, dict]
    own = [_written(base(value), depth) for base in extended if isinstance(value, base)][:1]  # type: ignore[arg-type]  # each is a class
    held = attributes_of(value) or {}
    return own + [f"{each}={_written(held[each], depth)}" for each in sorted(held, key=str)]


def _plain(value: Any) -> str:
    try:
        return repr(value)
    except ValueError:  # more digits than Python converts to text
        return hex(value)
