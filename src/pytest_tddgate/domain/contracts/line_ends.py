"""The two forms of a text that differ in line ends alone: as a work tree may have it, and as git may store it."""

from __future__ import annotations

from pytest_tddgate.domain.contracts.contract import sha256_of

__all__ = ["digests_of", "forms_of", "is_same_text"]


def forms_of(content: bytes) -> tuple[bytes, bytes]:
    """These bytes, and what git makes of them where it converts line ends: LF for CRLF, and nothing else."""
    return content, content.replace(b"\r\n", b"\n")


def digests_of(content: bytes) -> frozenset[str]:
    """The digests by which a contract may name these bytes: of both forms."""
    return frozenset(map(sha256_of, set(forms_of(content))))


def is_same_text(content: bytes | None, stored: bytes | None) -> bool:
    """Whether a file of the work tree has the bytes that a commit has, line ends aside; None: there is none."""
    return stored is None if content is None else stored in forms_of(content)
