"""The contract of a feature: its tests, the locked bytes, and the JSON form of both.

It holds no commit id and no time, so it survives a rebase or squash. The JSON is canonical: sorted keys, an indent of
two spaces, a final newline. `docs/contract.md` has its schema.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.run.identity import TestId

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CONTRACTS",
    "ONLY_NEW",
    "SCHEMA",
    "Amendment",
    "Contract",
    "LockedTest",
    "contract_of_json",
    "contract_path",
    "is_slug",
    "sha256_of",
    "slug_of",
]

CONTRACTS = ".tddgate/contracts"
SCHEMA = "tddgate/contract/1"
_FAMILY = "tddgate/contract/"
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


ONLY_NEW = "new"
"""`LockedTest.red` for a test that is new since a given base and that no contract has locked."""


@dataclass(frozen=True, slots=True)
class LockedTest:
    """One locked test function.

    `cases` are the ids of its parametrized cases, None if they could not be listed. `digest` is the hash of its syntax,
    `""` for a test without a function of its own. `red` says how it failed (`unmet`, `missing`, `raised`, `hangs`), or
    is `pin`, or `amended` for a test that stayed green when an amendment was declared. `reason` is the text of its
    marker.
    """

    test: TestId
    red: str
    cases: tuple[str, ...] | None = ()
    digest: str = ""
    reason: str = ""

    @property
    def is_only_new(self) -> bool:
        """Whether the test is new since a given base, and in no contract."""
        return self.red == ONLY_NEW


@dataclass(frozen=True, slots=True)
class Amendment:
    """A recorded revision of a contract: its reason, and the tests, files and settings that it changed."""

    reason: str
    changed: tuple[str, ...] = ()
    is_format_only: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """The locked set of tests of one feature.

    `files` and `harness` map repository-relative paths to the `sha256:…` of their bytes; `settings` maps `FILE#pytest`
    to the digest of pytest's settings in FILE. `missing` are dotted names of functionality that did not exist at the
    lock.
    """

    feature: str
    tests: tuple[LockedTest, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    harness: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @property
    def red_tests(self) -> tuple[TestId, ...]:
        """The tests that were red: all but pins and the tests that an amendment let stay green."""
        return tuple(each.test for each in self.tests if each.red not in {"pin", "amended"})

    @property
    def is_withdrawn(self) -> bool:
        """Whether the feature was withdrawn: no tests are left, and an amendment says why."""
        return not self.tests and bool(self.amendments)

    @property
    def locked(self) -> dict[str, str]:
        """Path -> digest of every locked file, harness included."""
        return {**self.harness, **self.files}

    def to_json(self) -> bytes:
        """The contract as canonical JSON."""
        raw = {
            "schema": SCHEMA,
            "feature": self.feature,
            "tests": [_raw_test(each) for each in sorted(self.tests, key=lambda each: each.test)],
            "files": dict(self.files),
            "harness": dict(self.harness),
            "settings": dict(self.settings),
            "missing": sorted(self.missing),
            "amendments": [_raw_amendment(each) for each in self.amendments],
        }
        return (json.dumps(raw, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")

    @property
    def digest(self) -> str:
        """`sha256:…` of the canonical JSON."""
        return sha256_of(self.to_json())


def sha256_of(data: bytes) -> str:
    """`sha256:` and the hex digest of these bytes."""
    from hashlib import sha256  # noqa: PLC0415 - it loads OpenSSL, which the hook does not need

    return "sha256:" + sha256(data).hexdigest()


def contract_path(feature: str) -> str:
    """The path of a feature's contract, relative to the repository's top."""
    return f"{CONTRACTS}/{feature}.json"


def slug_of(name: str) -> str:
    """A feature name made from any text: the part after the last `/`, in lower-case ASCII, with dashes."""
    spelled = unicodedata.normalize("NFKD", name.rpartition("/")[2].lower().translate(_SPELLED))
    plain = "".join(each for each in spelled if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9._]+", "-", plain).strip("-._")


def is_slug(name: str) -> bool:
    """Whether a text is a feature name: ASCII lower-case letters, digits, `.`, `_`, `-`; first a letter or digit."""
    return _SLUG.fullmatch(name) is not None


class NewerSchema(ValueError):
    """The contract was written by a newer version; it is not damaged."""


def contract_of_json(data: bytes, feature: str) -> Contract:
    """The contract of `feature` in these bytes; raises ValueError, with a sentence for users, if it is not valid."""
    try:
        raw = json.loads(data.decode("utf-8"), object_pairs_hook=_without_doubles)
    except ValueError as problem:
        raise ValueError(f"it is not JSON: {problem}") from None
    if not isinstance(raw, dict):
        raise ValueError("it is not a JSON object")  # noqa: TRY004 - one kind of error for one kind of problem
    schema = raw.get("schema")
    if schema != SCHEMA:
        what = f"its schema is {schema!r}, and this version knows {SCHEMA}"
        if isinstance(schema, str) and schema.startswith(_FAMILY):
            raise NewerSchema(f"{what}: upgrade pytest-tddgate")
        raise ValueError(what)
    if raw.get("feature") != feature:
        raise ValueError(f"it is the contract of {raw.get('feature')!r}")
    try:
        contract = _contract(raw)
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"it is damaged: {problem!r}") from None
    _check_paths(contract)
    if not all(each.reason.strip() for each in contract.amendments):
        raise ValueError("it holds an amendment without a reason")
    return contract


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The JSON object; raises ValueError for a duplicate key: people read one value, and programs take the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        name = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"{name!r} stands in it twice")
    return found


def _contract(raw: dict[str, Any]) -> Contract:
    return Contract(
        feature=str(raw["feature"]),
        tests=tuple(_locked_test(each) for each in raw["tests"]),
        files=dict(raw["files"].items()),
        harness=dict(raw["harness"].items()),
        settings=dict(raw["settings"].items()),
        missing=tuple(str(each) for each in raw["missing"]),
        amendments=tuple(
            Amendment(str(each["reason"]), tuple(each["changed"]), bool(each["format_only"]))
            for each in raw["amendments"]
        ),
    )


def _check_paths(contract: Contract) -> None:
    """Raise ValueError for a path that leads out of the repository, or for a malformed digest."""
    for path in [*contract.files, *contract.harness, *(each.test.file for each in contract.tests)]:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or not path or "\\" in path:
            raise ValueError(f"it holds a path outside the repository: {path!r}")
    for digest in [*contract.files.values(), *contract.harness.values()]:
        if not _DIGEST.fullmatch(str(digest)):
            raise ValueError(f"it holds an invalid digest: {digest!r}")


def _raw_test(locked: LockedTest) -> dict[str, Any]:
    raw: dict[str, Any] = {
        "file": locked.test.file,
        "name": locked.test.name,
        "red": locked.red,
        "digest": locked.digest,
    }
    raw["cases"] = None if locked.cases is None else sorted(locked.cases)
    return raw | ({"reason": locked.reason} if locked.reason else {})


def _locked_test(raw: dict[str, Any]) -> LockedTest:
    cases = raw["cases"]
    return LockedTest(
        TestId(str(raw["file"]), str(raw["name"])),
        red=str(raw["red"]),
        cases=None if cases is None else tuple(str(each) for each in cases),
        digest=str(raw["digest"]),
        reason=str(raw.get("reason", "")),
    )


def _raw_amendment(amendment: Amendment) -> dict[str, Any]:
    return {"reason": amendment.reason, "changed": sorted(amendment.changed), "format_only": amendment.is_format_only}
