"""The examples of a page that were removed or changed, even if others were inserted between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doctest import Example

__all__ = ["lost_examples"]


def lost_examples(before: str, now: str) -> tuple[str, ...]:
    """The first line of each example of `before` that is missing from `now`, where the order must be the same.

    Raises ValueError for a text that doctest cannot parse.
    """
    from doctest import DocTestParser  # noqa: PLC0415 - loads pdb and unittest, and few changes touch a page

    old, new = DocTestParser().get_examples(before), DocTestParser().get_examples(now)
    lost, at = [], 0
    for each in old:
        found = next((here for here in range(at, len(new)) if _is_same(each, new[here])), None)
        if found is None:
            lost.append(each.source.splitlines()[0])
        else:
            at = found + 1
    return tuple(lost)


def _is_same(one: Example, other: Example) -> bool:
    return (one.source, one.want, one.options) == (other.source, other.want, other.options)
