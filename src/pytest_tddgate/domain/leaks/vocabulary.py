"""Names from standards and projects: versions, content types, server replies, hosts, offsets."""

from __future__ import annotations

import re
from collections import defaultdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.rarity import Raised, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.leaks.tables import Row

__all__ = ["is_outcome", "is_own_name", "names_among", "replies_in"]

_NUMBERED = re.compile(r"((?:[a-z]{2,}(?:[-_/ ][a-z]+)*[-_/ ]?)?v?)\d{1,4}(?:[-.]\d{1,4})?", re.IGNORECASE)
_FORMAT = re.compile(r"(?:%-?[A-Za-z]|[-/:., T])+")
_CONTENT = re.compile(r"[a-z]+/[a-z][\w.-]*(?:\+[a-z]+)?", re.IGNORECASE)
_OWN = re.compile(r"(?!.*\d{9})(?:(?=.*[a-z])[\w.:/+#-]+|[+-]?\d+(?:[./:]\d+)*|[0-9a-f:]*::[0-9a-f:]*)", re.IGNORECASE)
_PHRASE = re.compile(r"[A-Z](?:[a-zA-Z]|['\u2019](?=[a-z]))*(?:[- ][a-zA-Z](?:[a-zA-Z]|['\u2019](?=[a-z]))*)*")
_REPLIES = frozenset(HTTPStatus) | {
    *(110, 120, 125, 150, 211, 212, 213, 214, 215, 220, 221, 225, 226, 227, 230, 235, 250, 251, 252, 257, 331, 332),
    *(334, 350, 354, 421, 425, 426, 430, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 521, 530, 532, 534, 535),
    *(538, 550, 551, 552, 553, 554, 555, 556),
}
"""Statuses of HTTP, and the reply codes of RFC 959 (FTP), RFC 5321 and RFC 4954 (mail)."""
_NUMERALS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred)\b",
    re.IGNORECASE,
)


def names_among(answered: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The texts that look like names from a standard, among the inputs of these (input, answer) pairs.

    Content types (`image/svg+xml`), date formats (`%d.%m.%Y`), and versions or words with a number, if several of a
    kind have the same answer (`3.11` and `3.12`, `utf-8` and `utf-16`); otherwise these may be article numbers.
    """
    texts = {(text, canonical(answer)) for text, answer in answered if isinstance(text, str)}
    families: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for text, answer in texts:
        if found := _NUMBERED.fullmatch(text):
            families[found[1].lower(), answer].add(text)
    several = (family for family in families.values() if len(family) > 1)
    return frozenset({text for text, _ in texts if _CONTENT.fullmatch(text) or _FORMAT.fullmatch(text)}.union(*several))


def is_own_name(text: str) -> bool:
    """Whether a text is built like an entry of a closed list that a project has for its own reasons.

    One word without `@`, brackets and sentence punctuation: a host with scheme and port, an image with its tag, a
    suffix (`.tar.bz2`). Or numbers with dots, slashes or colons: a network address, an offset from UTC, a fraction. But
    never with a number of nine digits, as cards and books have it.
    """
    return _OWN.fullmatch(text) is not None


def is_outcome(value: Any) -> bool:
    """Whether a constant is a yes-or-no answer: true, false, or an exception."""
    return isinstance(value, bool | Raised)


def replies_in(rows: Iterable[Row]) -> list[Row]:
    """The rows of a server's reply code and its phrase (`404`, `Not Found`); not those of a number in words."""
    return [each for each in rows if _is_reply(each.cells)]


def _is_reply(cells: Sequence[Any]) -> bool:
    match cells:
        case (int() as code, str() as phrase) | (str() as phrase, int() as code):
            return code in _REPLIES and _PHRASE.fullmatch(phrase) is not None and _NUMERALS.search(phrase) is None
    return False
