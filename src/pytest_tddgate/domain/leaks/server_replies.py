"""Replies of servers: the statuses of HTTP, and the reply codes of FTP and mail with their phrases."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.leaks.rows import Row

__all__ = ["STATUSES", "replies_in"]

STATUSES = frozenset(HTTPStatus)
_REPLIES = STATUSES | {
    *(110, 120, 125, 150, 211, 212, 213, 214, 215, 220, 221, 225, 226, 227, 230, 235, 250, 251, 252, 257, 331, 332),
    *(334, 350, 354, 421, 425, 426, 430, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 521, 530, 532, 534, 535),
    *(538, 550, 551, 552, 553, 554, 555, 556),
}
"""Statuses of HTTP, and the reply codes of RFC 959 (FTP), RFC 5321 and RFC 4954 (mail)."""
_PHRASE = re.compile(r"[A-Z](?:[a-zA-Z]|['\u2019](?=[a-z]))*(?:[- ][a-zA-Z](?:[a-zA-Z]|['\u2019](?=[a-z]))*)*")
_NUMERALS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred)\b",
    re.IGNORECASE,
)


def replies_in(rows: Iterable[Row]) -> list[Row]:
    """The rows of a server's reply code and its phrase (`404`, `Not Found`); not those of a number in words."""
    return [each for each in rows if _is_reply(each.cells)]


def _is_reply(cells: Sequence[Any]) -> bool:
    match cells:
        case (int() as code, str() as phrase) | (str() as phrase, int() as code):
            return code in _REPLIES and _PHRASE.fullmatch(phrase) is not None and _NUMERALS.search(phrase) is None
    return False
