"""Seals: digests that commit to tests which the implementer cannot see until they are revealed.

The record holds digests, file counts and reasons only. The sealed files lie in a package that somebody else keeps;
`docs/sealed.md` describes both forms.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "SEALED",
    "Package",
    "Seal",
    "SealRecord",
    "digest_of",
    "package_of",
    "record_of_json",
    "seal_path",
]

SEALED = ".tddgate/sealed"
_SCHEMA = "tddgate/sealed/1"
_PACKAGE_SCHEMA = "tddgate/package/1"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Seal:
    """A package's `sha256:…`, its number of files, and why it replaced the previous seal (`""` for the first)."""

    digest: str
    files: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SealRecord:
    """All seals of one feature, oldest first; at least one."""

    feature: str
    seals: tuple[Seal, ...]

    @property
    def current(self) -> Seal:
        """The seal that counts: the last one."""
        return self.seals[-1]

    def to_json(self) -> bytes:
        """Canonical JSON: sorted keys, an indent of two spaces, a final newline."""
        seals = [{"digest": each.digest, "files": each.files, "reason": each.reason} for each in self.seals]
        raw = {"schema": _SCHEMA, "feature": self.feature, "seals": seals}
        return (json.dumps(raw, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Package:
    """The sealed files, as repository-relative path -> bytes, and the salt (64 hex digits) that hides them."""

    feature: str
    salt: str
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """The digest of the package, as its seal holds it."""
        return digest_of(self.feature, self.salt, self.files)

    def members(self) -> dict[str, bytes]:
        """Path in the package -> bytes: the files sorted by path, then `seal.json`."""
        head = {"schema": _PACKAGE_SCHEMA, "feature": self.feature, "salt": self.salt}
        text = json.dumps(head, indent=2, sort_keys=True) + "\n"
        own = {f"{self.feature}/files/{path}": self.files[path] for path in sorted(self.files)}
        return own | {f"{self.feature}/seal.json": text.encode()}


def digest_of(feature: str, salt: str, files: Mapping[str, bytes]) -> str:
    """`sha256:…` of a text: the lines schema, feature and salt, then one line per file as `sha256sum` prints it.

    Files are sorted by the bytes of their paths. The salt, as long as the digest and random, keeps anyone from checking
    whether a guessed test is the sealed one.
    """
    paths = sorted(files, key=lambda path: path.encode("utf-8", "surrogatepass"))
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}" for path in paths]
    text = "".join(f"{line}\n" for line in (_SCHEMA, feature, salt, *lines))
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal_path(feature: str) -> str:
    """The path of a feature's seal record, relative to the repository's top."""
    return f"{SEALED}/{feature}.json"


def record_of_json(data: bytes, feature: str) -> SealRecord:
    """The seal record of `feature` in these bytes; raises ValueError, with a sentence for users, if it is not valid."""
    raw = _object(data)
    if raw.get("schema") != _SCHEMA:
        raise ValueError(
            f"its schema is {raw.get('schema')!r}, and this version knows {_SCHEMA}: upgrade the older one"
        )
    if raw.get("feature") != feature:
        raise ValueError(f"it is the record of {raw.get('feature')!r}")
    try:
        seals = tuple(Seal(str(each["digest"]), each["files"], str(each["reason"])) for each in raw["seals"])
    except (KeyError, TypeError) as problem:
        raise ValueError(f"it is damaged: {problem!r}") from None
    if not seals:
        raise ValueError("it holds no seal")
    for each in seals:
        if not _DIGEST.fullmatch(each.digest):
            raise ValueError(f"it holds an invalid digest: {each.digest!r}")
        if type(each.files) is not int or each.files < 1:
            raise ValueError(f"it holds an invalid number of files: {each.files!r}")
    return SealRecord(feature, seals)


def package_of(head: bytes, files: Mapping[str, bytes]) -> Package:
    """The package with this `seal.json`; raises ValueError if it is invalid, or a path leads out of the repository."""
    raw = _object(head)
    if raw.get("schema") != _PACKAGE_SCHEMA:
        raise ValueError(f"its schema is {raw.get('schema')!r}, and this version knows {_PACKAGE_SCHEMA}")
    feature, salt = raw.get("feature"), raw.get("salt")
    if not isinstance(feature, str) or not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise ValueError("its seal.json has no feature or no salt")
    for path in files:
        pure = PurePosixPath(path)
        if pure.is_absolute() or {"..", ".git"} & set(pure.parts) or not pure.parts:
            raise ValueError("it holds a path outside the repository")
    return Package(feature, salt, files)


def _object(data: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"it is not JSON: {problem}") from None
    if not isinstance(raw, dict):
        raise ValueError("it is not a JSON object")  # noqa: TRY004 - one kind of error for one kind of problem
    return raw
