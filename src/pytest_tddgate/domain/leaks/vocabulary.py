"""Names from standards and projects: versions, content types, hosts, offsets."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.rarity import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["is_own_name", "names_among"]

_NUMBERED = re.compile(r"((?:[a-z]{2,}(?:[-_/ ][a-z]+)*[-_/ ]?)?v?)\d{1,4}(?:[-.]\d{1,4})?", re.IGNORECASE)
_FORMAT = re.compile(r"(?:%-?[A-Za-z]|[-/:., T])+")
_CONTENT = re.compile(r"[a-z]+/[a-z][\w.-]*(?:\+[a-z]+)?", re.IGNORECASE)
_OWN = re.compile(r"(?!.*\d{9})(?:(?=.*[a-z])[\w.:/+#-]+|[+-]?\d+(?:[./:]\d+)*|[0-9a-f:]*::[0-9a-f:]*)", re.IGNORECASE)


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
