"""A default name for a feature, from its test files and the functionality that they miss."""

from __future__ import annotations

from itertools import chain, count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import is_slug, slug_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

__all__ = ["suggested_name"]

_NOBODYS = "feature"
_TESTS = ("test", "tests")


def suggested_name(paths: Iterable[str], taken: Container[str], missing: Iterable[str] = ()) -> str:
    """A feature name taken from the test files' names, numbered if it is in `taken`.

    If no file name says more than "test", the last part of the first usable name in `missing` is taken.
    """
    names = (_named_by(PurePosixPath(path).stem) for path in paths)
    functions = (slug_of(each.rpartition(".")[2].partition("(")[0]) for each in missing)
    name = next((each for each in chain(names, functions) if is_slug(each) and each not in _TESTS), _NOBODYS)
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _named_by(stem: str) -> str:
    return slug_of(stem.removeprefix("test_").removesuffix("_test"))
