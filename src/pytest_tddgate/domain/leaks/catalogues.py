"""Messages in gettext catalogues, compiled (`.mo`) or as text (`.po`), that are not language to translate."""

from __future__ import annotations

import ast
import re
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Catalogue", "catalogue_of"]

_MAGIC = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}
_WRITTEN = re.compile(rb'^msgid "', re.MULTILINE)
_STRING = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[\d\])? +)?("(?:[^"\\]|\\.)*")')
_LANGUAGE = 0.5  # least share of letters in language: "1-3,5" has none, "2h 30m" has two of five
_HEAD, _PLACES, _HASHES = 28, 16, 4  # bytes: of the header, of a message's two offset entries, of a hash table entry
_LOOSE = 16  # bytes that alignment may add


class Catalogue(NamedTuple):
    """Messages that are not language, each with its translation, and the comments, one per line.

    Messages in a language are left out: a catalogue exists to look them up, and tests show some of them.
    """

    answers: tuple[tuple[str, str], ...]
    comments: str = ""


def catalogue_of(data: bytes) -> Catalogue | None:
    """The catalogue in these bytes; None if they are not a catalogue, or hold other data as well."""
    order = _MAGIC.get(data[:4])
    if order:
        pairs = _compiled(data, order)
        return Catalogue(_answers(pairs)) if pairs is not None else None
    if not _WRITTEN.search(data):
        return None
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
    strings = [_STRING.fullmatch(line) for line in lines if not line.startswith("#")]
    if not all(strings):
        return None
    comments = "\n".join(line.lstrip("#:,.|~ ") for line in lines if line.startswith("#"))
    return Catalogue(_answers([*_written([each for each in strings if each])]), comments)


def _answers(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in pairs if key and not _is_language(key))


def _compiled(data: bytes, order: str) -> list[tuple[str, str]] | None:
    """Messages and translations, by the file's two tables of lengths and offsets; None if its size does not fit."""
    try:
        count, keys, values, hashes = struct.unpack_from(f"{order}4I", data, 8)
        places = range(0, 8 * min(count, len(data)), 8)
        pairs = [(_text(data, order, keys + at), _text(data, order, values + at)) for at in places]
        texts = sum(
            struct.unpack_from(f"{order}I", data, table + at)[0] + 1 for table in (keys, values) for at in places
        )
    except struct.error:
        return None
    known = _HEAD + _PLACES * count + _HASHES * hashes + texts
    return pairs if abs(known - len(data)) <= _LOOSE else None


def _text(data: bytes, order: str, at: int) -> str:
    length, start = struct.unpack_from(f"{order}2I", data, at)
    return data[start : start + length].decode("utf-8", "replace").partition("\0")[0]


def _written(strings: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Messages and translations of a `.po` file, in which a string may continue on the next lines."""
    found: dict[str, str] = {}
    name = ""
    for each in strings:
        if each[1] == "msgid" and found:
            yield found.get("msgid", ""), found.get("msgstr", "")
            found = {}
        name = each[1] or name
        found[name] = found.get(name, "") + _unquoted(each[2])
    yield found.get("msgid", ""), found.get("msgstr", "")


def _unquoted(text: str) -> str:
    try:
        return str(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        return ""


def _is_language(text: str) -> bool:
    return sum(each.isalpha() for each in text) >= _LANGUAGE * len(text.replace(" ", ""))
