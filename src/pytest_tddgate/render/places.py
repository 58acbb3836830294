"""Places and fingerprints of findings, for formats that require a file and a fingerprint."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NOWHERE", "fingerprints", "one_line"]

NOWHERE = Place("pyproject.toml")
"""Stands for the project as a whole: the file with the gates' settings."""

_CHANGING = re.compile(r"0x[0-9a-f]+|\b(?=[a-f]*\d)[0-9a-f]{7,64}\b|\d+", re.IGNORECASE)


def fingerprints(parts: Iterable[tuple[str, Place | None, str]]) -> list[str]:
    """A hexadecimal fingerprint for each (rule id, place, message), all of them different.

    It does not depend on lines, nor on numbers, commit ids and addresses in the message. Parts that differ in nothing
    else are told apart by their order.
    """
    seen: Counter[str] = Counter()
    found = []
    for rule_id, at, message in parts:
        same = "\0".join((rule_id, at.path if at else "", _CHANGING.sub("#", one_line(message))))
        seen[same] += 1
        found.append(hashlib.sha256(f"{same}\0{seen[same]}".encode(errors="backslashreplace")).hexdigest())
    return found


def one_line(text: str) -> str:
    """The text with each run of white space replaced by one space."""
    return " ".join(text.split())
