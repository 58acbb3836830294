"""The two forms of a text that differ only in line ends: as in the work tree, and as git may store it."""

from __future__ import annotations

from pytest_tddgate.domain.contracts.contract import sha256_of

__all__ = ["digests_of", "forms_of", "is_same_text"]


def forms_of(content: bytes) -> tuple[bytes, bytes]:
    """These bytes, and the bytes that git stores if it converts line ends: LF for CRLF."""
    return content, content.replace(b"\r\n", b"\n")


def digests_of(content: bytes) -> frozenset[str]:
    """The digests of both forms; a contract may hold either."""
    return frozenset(map(sha256_of, set(forms_of(content))))


def is_same_text(content: bytes | None, stored: bytes | None) -> bool:
    """Whether work tree bytes equal a commit's bytes except for line ends; None means that there is no file."""
    return stored is None if content is None else stored in forms_of(content)
