"""Merges a contract that two branches amended: what each side declared, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pytest_tddgate.domain.contracts.contract import sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_tddgate.domain.contracts.contract import Amendment, Contract

__all__ = ["merged"]

Key = TypeVar("Key")
Value = TypeVar("Value")


def merged(base: Contract, ours: Contract, theirs: Contract, read: Callable[[str], bytes | None]) -> Contract:
    """The contract with the amendments of both sides; `base` is their common version.

    A test or setting comes from the side that changed it. A file that both sides changed has the digest of the bytes
    that `read` gives for its path. Raises ValueError, with a sentence for users, for any other conflict.
    """
    if not base.feature == ours.feature == theirs.feature:
        raise ValueError("they are contracts of different features")
    was, one, other = ({each.test: each for each in side.tests} for side in (base, ours, theirs))
    tests = _joined(was, one, other)

    def bytes_here(path: str) -> str:
        content = read(path)
        if content is None:
            raise ValueError(f"{path} was amended on both sides, and is not there")
        return sha256_of(content)

    return replace(
        ours,
        tests=tuple(tests[each] for each in sorted(tests)),
        files=_joined(base.files, ours.files, theirs.files, bytes_here),
        harness=_joined(base.harness, ours.harness, theirs.harness, bytes_here),
        settings=_joined(base.settings, ours.settings, theirs.settings),
        amendments=_amendments(ours.amendments, theirs.amendments),
    )


def _amendments(ours: tuple[Amendment, ...], theirs: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """The union of both sides as multisets, ours first."""
    left = list(ours)
    added = []
    for each in theirs:
        if each in left:
            left.remove(each)
        else:
            added.append(each)
    return (*ours, *added)


def _joined(
    base: Mapping[Key, Value],
    ours: Mapping[Key, Value],
    theirs: Mapping[Key, Value],
    settled: Callable[[Key], Value] | None = None,
) -> dict[Key, Value]:
    """The base with the changes of both sides; `settled` resolves a key that both sides changed differently."""
    found: dict[Key, Value] = {}
    for key in {**base, **ours, **theirs}:
        was, one, other = base.get(key), ours.get(key), theirs.get(key)
        value = other if one == was else one
        if one != was and other not in {was, one}:
            if settled is None:
                raise ValueError(f"{key} was amended on both sides")
            value = settled(key)
        if value is not None:
            found[key] = value
    return found
