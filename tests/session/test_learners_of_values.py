"""A value that learns is told so, even if it agrees in part as well: that one no test sets free."""

from __future__ import annotations

import sys

import pytest

from pytest_tddgate.session.calls.agreeing import agreement_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="values are compared in forks")


class Pages(list[int]):
    """Becomes whatever it meets first, and compares the first page from then on."""

    met: object = None

    def __eq__(self, other: object) -> bool:
        """Whether it is the first, or begins as that."""
        if self.met is None:
            self.met = other
        return bool(self.met == other or self[0] == other[0])  # type: ignore[index]  # it is what a cheat would do

    __hash__ = None


def test_it_learns() -> None:
    """Two processes find it equal to two values that have nothing in common."""
    assert agreement_in(Pages([7, 8]), {__file__}, set()) == ("Pages", "is equal to whatever it is compared to first")
