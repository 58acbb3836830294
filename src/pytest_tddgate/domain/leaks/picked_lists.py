"""Lists that the branches of a function pick as its answers, made only of pieces of the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.leaks.expected_wholes import parts_of, pieces_of
from pytest_tddgate.domain.leaks.rarity import canonical, forms_of, grade_of, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.leaks.expected_wholes import ExpectedWhole
    from pytest_tddgate.domain.leaks.wholes import Whole

__all__ = ["picked_lists"]

_WORDS, _MARKED = 3, 2  # lists that are enough: of any grade, and of grade 2
_PIECES = 2
_FREE = frozenset({0, 1})


def picked_lists(
    wholes: Iterable[Whole], expected: Mapping[str, list[ExpectedWhole]], made: Iterable[ExpectedWhole]
) -> Iterator[tuple[int, str]]:
    """Line and message for each function that picks several lists that tests expect, made of pieces of its inputs.

    `expected` is what the tests expect, by canonical form; `made` are the expected lists that are not written in the
    code, so that it has to compute them. If part of a list is computed, the code filters the list, and it is left out.
    """
    by_function: dict[str, dict[str, tuple[Whole, ExpectedWhole]]] = {}
    for whole in wholes:
        pieces = pieces_of(whole.value)
        if whole.function is None or not whole.is_choice or len(pieces - _FREE) < _PIECES:
            continue
        forms = forms_of(whole.value) if all(isinstance(each, str) for each in whole.value) else ()
        for each in (one for form in (canonical(whole.value), *forms) for one in expected.get(form, ())):
            if pieces <= each.given and not any(parts_of(each, made)):
                found = by_function.setdefault(whole.function, {})
                found.setdefault(canonical(each.value), (whole, each))
    for found in by_function.values():
        marked = [whole for whole, _ in found.values() if grade_of(whole.value) > 1]
        if len(found) >= _WORDS or len(marked) >= _MARKED:
            whole, each = min(found.values(), key=lambda pair: pair[0].line)
            more = f"{shortened(whole.value)} and {len(found) - 1} more stand here as a whole"
            yield whole.line, f"{more}, as {each.place} expects"
