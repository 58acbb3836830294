"""At which gates a rule about locked files can be named: those that look at them."""

from __future__ import annotations

from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate


def test_a_swap_is_found_at_green_alone() -> None:
    """Of the gates of a work tree, that is: before a lock nothing is locked. An audit looks at its own trees."""
    assert [each for each in rule("file-swapped").gates if each is not Gate.AUDIT] == [Gate.GREEN]
