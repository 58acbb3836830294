"""Ancestors, descendants and merged side branches of a commit, from a range's map of commit -> parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Parents = Mapping[str, tuple[str, ...]]

__all__ = ["not_after", "side_tips"]


def not_after(commit: str, parents: Parents) -> tuple[str, ...]:
    """All commits but this one and its descendants, in the order of `parents` (newest first)."""
    after = _after(commit, parents)
    return tuple(each for each in parents if each != commit and each not in after)


def side_tips(commit: str, parents: Parents) -> tuple[str, ...]:
    """The tips of side branches merged after this commit: neither its ancestors nor its descendants."""
    after, before = _after(commit, parents), _before(commit, parents)
    merged = (parent for each in after for parent in parents[each])
    beside = (each for each in merged if each in parents and each not in after and each not in before)
    return tuple(dict.fromkeys(each for each in beside if each != commit))


def _after(commit: str, parents: Parents) -> dict[str, None]:
    """The commit's descendants, oldest first."""
    found: dict[str, None] = {}
    for each in reversed(list(parents)):
        if any(parent == commit or parent in found for parent in parents[each]):
            found[each] = None
    return found


def _before(commit: str, parents: Parents) -> set[str]:
    found: set[str] = set()
    waiting = [commit]
    while waiting:
        more = [each for each in parents.get(waiting.pop(), ()) if each not in found]
        found.update(more)
        waiting += more
    return found
