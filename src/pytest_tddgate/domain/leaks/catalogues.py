"""The messages of gettext's catalogues, compiled (`.mo`) or as text (`.po`), that are no translations of language."""

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
_LANGUAGE = 0.5  # share of letters: "1-3,5" has none, "2h 30m" two of five
_HEAD, _PLACES, _HASHES = 28, 16, 4  # bytes: of the head, of both places of a message, of an entry of the hash table
_LOOSE = 16  # bytes: of alignment


class Catalogue(NamedTuple):
    """Messages and translations where the message is no text in a language, and the comments, a line each.

    Texts in a language are looked up by nature, and tests show some of them.
    """

    answers: tuple[tuple[str, str], ...]
    comments: str = ""


def catalogue_of(data: bytes) -> Catalogue | None:
    """What these bytes hold beside translations; None where they are no catalogue, or hold something else as well."""
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
    """The messages as `gettext` finds them: two tables of lengths and places. None where there is more, or less."""
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
    """The messages of a text, in which a string may go on in the lines below."""
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
