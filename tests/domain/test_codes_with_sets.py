"""Two codes are the same whatever order their sets have: it follows from the hashes of this process, or from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.mutants.mutant_code import is_same_code

if TYPE_CHECKING:
    from types import CodeType


def is_small(number: object) -> bool:
    """Whether a number is one of two that meet in a small table."""
    return number in {0, 8}


def with_sets(*elements: object) -> CodeType:
    """The code of `is_small` with a set that these elements were put into, in this order."""
    code = is_small.__code__
    inside = frozenset(elements)
    return code.replace(co_consts=tuple(inside if isinstance(each, frozenset) else each for each in code.co_consts))


def test_the_order_of_a_set_does_not_count() -> None:
    """A mutant's function was taken for another one than the file says, in one run of thirty."""
    one, other = with_sets(0, 8), with_sets(8, 0)

    assert repr(one.co_consts) != repr(other.co_consts)
    assert is_same_code(one, other)


@pytest.mark.tdd_pins("what is in a set counted, and does")
@pytest.mark.parametrize("others", [(0, 7), (0, 8, 9), (False, 8), (0.0, 8)])
def test_what_is_in_a_set_counts(others: tuple[object, ...]) -> None:
    """Also its type: False is no 0."""
    assert not is_same_code(with_sets(0, 8), with_sets(*others))
