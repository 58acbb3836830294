"""Finds new names whose docstring is another name's, word for word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.public_api import sends_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.docs.public_api import ApiChange, PublicObject

__all__ = ["copied_docstrings"]

_FEW = 4  # words: shorter docstrings, such as "See the guide.", may be shared


def copied_docstrings(
    changes: Iterable[ApiChange], names: Iterable[PublicObject]
) -> Iterator[tuple[PublicObject, PublicObject]]:
    """Each added object whose docstring equals that of one of `names`, with that name.

    Twins may share a docstring: a method and a function of the same name, or `aget` and `get`.
    """
    told: dict[str, list[PublicObject]] = {}
    for each in names:
        told.setdefault(_words(each), []).append(each)
    added = {each.name for each in changes if each.kind == "added"}
    for words, alike in told.items():
        if len(words.split()) < _FEW or sends_on(words):
            continue
        for each in alike:
            others = (other for other in alike if not _are_twins(_own(each), _own(other)))
            first = next((other for other in others if other.name not in added or _comes_before(other, each)), None)
            if each.name in added and first is not None:
                yield each, first


def _words(each: PublicObject) -> str:
    return " ".join((each.docstring or "").split())


def _comes_before(one: PublicObject, other: PublicObject) -> bool:
    return (one.path, one.line) < (other.path, other.line)


def _own(each: PublicObject) -> str:
    return each.name.removesuffix(".__init__").rpartition(".")[2].casefold().strip("_")


def _are_twins(one: str, other: str) -> bool:
    """Whether a name contains the other, or they share a word."""
    shared = {*re.split(r"[_\d]+", one)} & {*re.split(r"[_\d]+", other)}
    return one in other or other in one or bool(shared - {""})
