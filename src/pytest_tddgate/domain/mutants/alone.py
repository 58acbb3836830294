"""What is known of a mutant before it gets a process of its own: whether its code differs, and which tests reach it."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.mutant_code import is_same_code, roots_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType

    from pytest_tddgate.domain.mutants.mutant_code import Roots
    from pytest_tddgate.domain.run.extra import Replacement
    from pytest_tddgate.domain.run.mutation import TestRan

__all__ = ["changed_source", "difference_of", "reaching"]


def changed_source(source: bytes, raw: Replacement) -> str:
    """The source (UTF-8) with the mutant applied."""
    changed = source[: raw["start"]] + raw["text"].encode() + source[raw["end"] :]
    return changed.decode()


def difference_of(source: bytes, raw: Replacement) -> str:
    """`invalid` for a mutant that does not compile, `equivalent` for one that compiles to the same code; else `""`."""
    original, changed = _code(source.decode(), raw["path"]), _code(changed_source(source, raw), raw["path"])
    if original is None or changed is None:
        return "invalid"
    return "equivalent" if is_same_code(original, changed) else ""


def reaching(raw: Replacement, source: bytes, tests: Iterable[TestRan]) -> list[TestRan]:
    """The passing tests that run a line of the mutant, cheapest first.

    For code that runs at import, such as a parameter's default, all passing tests: which of them import it is unknown.
    """
    passing = [each for each in tests if each.outcome == "passed"]
    if raw.get("is_at_import") or _roots(source, raw["path"]).around(raw["start"]) is None:
        return passing
    first, last = raw["lines"]
    lines = {(raw["path"], line) for line in range(first, last + 1)}
    return sorted((each for each in passing if not lines.isdisjoint(each.lines)), key=lambda each: each.cpu)


@lru_cache(maxsize=64)
def _roots(source: bytes, path: str) -> Roots:
    return roots_in(path, source)


def _code(source: str, path: str) -> CodeType | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(source, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None
