"""Tables of numbers that can only be samples: only the tests are a reason to write just these numbers."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.example_sides import is_uneven, leaves_in
from pytest_tddgate.domain.leaks.rarity import canonical, rarity_of
from pytest_tddgate.domain.leaks.server_replies import STATUSES
from pytest_tddgate.domain.python.folding import is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_numeric", "is_sampled"]

_UNEVEN = 2  # least number of uneven numbers; code hardly has several by chance
_NUMBERS, _LABELS = 3, 4  # least number of rows: from numbers to numbers, from numbers to names


def is_sampled(rows: Sequence[tuple[Any, Any]]) -> bool:
    """Whether rows of a key and an answer, all of them examples of the tests, are samples of something continuous.

    The keys are numbers at irregular distances, some of them uneven (73, 4.9). The answers are such numbers too, or
    names that several keys share: an enumeration has a different name for each number.
    """
    keys = [list(leaves_in(key)) for key, _ in rows]
    if not all(is_numeric(key) for key, _ in rows):
        return False
    if _uneven(each for key in keys for each in key) < _UNEVEN or _is_regular([key[0] for key in keys]):
        return False
    answers = [answer for _, answer in rows]
    if all(map(is_number, answers)):
        return len(rows) >= _NUMBERS and _uneven(answers) >= _UNEVEN
    names = {canonical(each) for each in answers}
    is_named = all(isinstance(each, str | bool | None) and rarity_of(each) == 0 for each in answers)
    return is_named and len(rows) >= _LABELS and len(names) < len(rows) - 1


def is_numeric(key: Any) -> bool:
    """Whether a key is a number, or consists only of numbers."""
    leaves = list(leaves_in(key))
    return bool(leaves) and all(map(is_number, leaves))


def _uneven(values: Any) -> int:
    return len({each for each in values if is_uneven(each) and each not in STATUSES})


def _is_regular(keys: Sequence[Any]) -> bool:
    """Whether most numbers have the same distance to the number before, as in an enumeration."""
    distances = Counter(round(after - before, 9) for before, after in pairwise(sorted(set(keys))))
    return max(distances.values(), default=0) > len(keys) // 2
