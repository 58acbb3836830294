"""How rare a constant is in code (its rarity), and the other forms in which code may hold it."""

from __future__ import annotations

import ast
import base64
import hashlib
import itertools
import json
import re
import unicodedata
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Raised", "canonical", "digests_of", "forms_of", "is_outcome", "literal_in", "rarity_of", "shortened"]

_WORD = re.compile(r"\W*\w*\W*")
_PHRASE = re.compile(r"(?:-{0,2}|/)[^\W\d]\w*(?:(?:[-./:_ ]|\. )[^\W\d]\w*)*\W?")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['\u2019](?=[^\W\d_])")
_JOINERS = "\u200c\u200d"
_LONG_NUMBER = 9  # digits; nobody writes so long a number by chance: of a card, a book, a telephone
_MARKS = re.compile(r"[^\w\s]")
_MIXED = 4  # different punctuation marks: more than any operator has
_MANY = 3  # elements of a container that nobody writes by chance
_BITS = 4096  # bits; larger whole numbers are written in hexadecimal
_LONGEST = 60  # characters; code hardly splits a longer text to look it up
_ROUND = re.compile(r"[1-9]\d?0*|[1248]|16|32|64|128|256|512|1024|2048|4096|8192|65535|65536")
_BETWEEN = (",", ", ", " ", "-", "", ";", "|", "\n", ":", "/", "_", "x", "..")  # joins the parts of a key
_ORDERS: tuple[Literal["big", "little"], ...] = ("big", "little")
_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s", "sha3_256", "sha3_512")


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as an outcome; `name` is the last part of its class's name."""

    name: str


def is_outcome(value: Any) -> bool:
    """Whether a constant is a yes-or-no answer: true, false, or an exception."""
    return isinstance(value, bool | Raised)


def rarity_of(value: Any) -> int:  # noqa: PLR0911 - any constant; one answer a kind
    """How rare a constant is: 0 if any code has it, 1 if its domain shares it, 2 if it is hardly written twice.

    0: words, single characters, small and round numbers, and empty values. 1: phrases (`text/html`, `not found`), other
    numbers, and containers of one or two. 2: text with digits and punctuation (`1-3,5`) or with a long number, and
    containers of three or more. An apostrophe between letters belongs to the word.
    """
    match value:
        case str() | bytes():
            return _rarity_of_text(value if isinstance(value, str) else value.decode("latin-1"))
        case bool() | None | Raised():
            return 0
        case int() if value.bit_length() >= _BITS:
            return 1
        case int() | float() | complex():
            digits = re.sub(r"^-?[0.]*|\.0$|[-.j()]", "", repr(value))
            return int(_ROUND.fullmatch(digits or "1") is None)
        case list() | tuple() | set() | frozenset():
            return 2 if len(value) >= _MANY else _rarity_of_few(list(value))
        case dict():
            return 2 if len(value) >= _MANY - 1 else _rarity_of_few([*value.keys(), *value.values()])
    return 0


def _rarity_of_text(text: str) -> int:
    text = text if text.isascii() else "".join(each for each in text if not _is_part_of_a_letter(each))
    text = _APOSTROPHE.sub("", text)
    if _WORD.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        is_rare = len(digits) >= _LONG_NUMBER or len(set(_MARKS.findall(text))) >= _MIXED
        return 2 if is_rare else int(len(digits) > 2)  # noqa: PLR2004 - `utf8` and `x64` are words
    return 1 if _PHRASE.fullmatch(text) else 2


def _is_part_of_a_letter(character: str) -> bool:
    """Whether a character is a vowel sign, an accent or a joiner, which `re` does not count as letters."""
    return character in _JOINERS or unicodedata.category(character).startswith("M")


def _rarity_of_few(values: list[Any]) -> int:
    inside = [rarity_of(each) for each in values]
    return min(2, max(inside, default=0) + (len(values) > 1))


def canonical(value: Any) -> str:  # noqa: PLR0911 - any constant; one form a kind
    """A text that is the same for values that are equal as data: a list and a tuple, bytes and their text."""
    match value:
        case Raised(name=name):
            return f"!{name}"
        case dict():
            return "{" + ",".join(sorted(f"{canonical(key)}:{canonical(each)}" for key, each in value.items())) + "}"
        case set() | frozenset():
            return "[" + ",".join(sorted(map(canonical, value))) + "]"
        case list() | tuple():
            return "[" + ",".join(map(canonical, value)) + "]"
        case bytes() | bytearray():
            return repr(bytes(value).decode("latin-1"))
        case float() if value.is_integer():
            return _digits(int(value))
        case int() if not isinstance(value, bool):
            return _digits(value)
    return repr(value)


def _digits(number: int) -> str:
    """A whole number as text; Python refuses to write more than 4,300 decimal digits."""
    return repr(number) if number.bit_length() < _BITS else hex(number)


def _text_of(value: Any) -> str:
    try:
        return str(value)
    except ValueError:
        return ""


def _json_of(value: Any) -> str:
    try:
        return json.dumps(value, default=_text_of)
    except (TypeError, ValueError, RecursionError):
        return ""


def forms_of(value: Any) -> frozenset[str]:
    """The canonical forms of a value, and of what code may turn it into before a look-up: sorted, joined, as text."""
    return frozenset(canonical(each) for each in _variants(value))


def _variants(value: Any) -> Iterator[Any]:
    yield value
    match value:
        case str():
            yield from (value.strip(), re.sub(r"\s+", "", value), value.lower(), value.strip().lower(), value[::-1])
            yield from _taken_apart(value)
        case bool() | None | Raised():
            return
        case int() | float():
            yield from (_text_of(value), -value)
        case list() | tuple() | set() | frozenset():
            rows = [list(value)]
            if isinstance(value, set | frozenset) or len({type(each) for each in value}) <= 1:
                rows += [
                    sorted(value, key=canonical),
                    sorted(set(map(_hashable, value)), key=_order),
                    list(value)[::-1],
                ]
            yield from rows
            for row, between in itertools.product(rows, _BETWEEN):
                yield between.join(map(_text_of, row))
            yield from (_text_of(value), _json_of(rows[0]))
        case dict():
            yield from (_text_of(value), _json_of(value), list(value.items()))


def _taken_apart(text: str) -> Iterator[list[Any]]:
    """A short text of rarity 2 as lists: split at a mark or into lines, its characters, their codes, its numbers."""
    if len(text) > _LONGEST or rarity_of(text) < 2:  # noqa: PLR2004 - what is hardly written twice
        return
    yield list(text)
    yield [ord(each) for each in text]
    yield from (text.split(mark) for mark in ",-:;/ =." if mark in text)
    if "\n" in text:
        yield text.splitlines()
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if len(numbers) > 1:
        yield numbers


def _hashable(value: Any) -> Any:
    return value if isinstance(value, str | bytes | int | float) else canonical(value)


def _order(value: Any) -> tuple[str, Any]:
    is_number = isinstance(value, int | float)
    return ("", value) if is_number else (type(value).__name__, value)


def digests_of(value: Any) -> frozenset[str]:
    """Hashes, checksums and encodings of a constant in the forms that code may give it; numbers in decimal."""
    texts = {each for each in _variants(value) if isinstance(each, str | bytes)}
    texts |= {_text_of(value), canonical(value)}
    found: set[str] = set()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        raw = [hashlib.new(each, data, usedforsecurity=False).digest() for each in _ALGORITHMS]
        found |= {each.hex() for each in raw} | {base64.b64encode(each).decode() for each in raw}
        found |= {str(int.from_bytes(each, "big")) for each in raw}
        found |= {str(zlib.crc32(data)), str(zlib.adler32(data))}
        found.add(f"+{sum(map(ord, text)) if isinstance(text, str) else sum(text)}")
        found |= {data.hex(), base64.b64encode(data).decode(), base64.b32encode(data).decode()}
        found |= {_digits(int.from_bytes(data, order)) for order in _ORDERS}
    if isinstance(value, tuple | float | frozenset) and all(isinstance(each, int | float) for each in _inside(value)):
        found.add(str(hash(value)))  # numbers have the same hash in every process, text does not
    return frozenset(found)


def _inside(value: Any) -> list[Any]:
    return list(value) if isinstance(value, tuple | frozenset) else [value]


def literal_in(text: str) -> tuple[Any, ...]:
    """The value that a text writes in Python or JSON (`[1, 2]`), in a tuple; empty if it is only text."""
    stripped = text.strip()
    if not re.match(r"[-+\d\[({\"']|(?:True|False|None|true|false|null)$", stripped) or len(stripped) > 10_000:  # noqa: PLR2004 - characters
        return ()
    for read in (ast.literal_eval, json.loads):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about escapes in a text that is not Python
                return (read(stripped),)
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            continue
    return ()


def shortened(value: Any) -> str:
    """A constant as a message shows it, in at most 60 characters."""
    try:
        text = value.name if isinstance(value, Raised) else repr(value)
    except ValueError:  # a number of more than 4,300 digits
        text = "a long number"
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - characters that fit a line
