"""What a feature may be called that nobody has named yet."""

from __future__ import annotations

from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contract import is_slug, slug_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

__all__ = ["suggested_name"]

_NOBODYS = "feature"


def suggested_name(paths: Iterable[str], taken: Container[str]) -> str:
    """A feature name after the first of these test files, with a number where it is taken."""
    names = (_named_by(PurePosixPath(path).stem) for path in paths)
    name = next((each for each in names if is_slug(each)), _NOBODYS)
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _named_by(stem: str) -> str:
    return slug_of(stem.removeprefix("test_").removesuffix("_test"))
