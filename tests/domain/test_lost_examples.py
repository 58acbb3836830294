"""Examples of a page: which of those that stood there are not there any more."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.lost_examples import lost_examples

PAGE = "Prices\n======\n\n>>> price(1)\n2\n>>> price(2)\n4\n"


@pytest.mark.parametrize(
    "now",
    [PAGE, PAGE + "\nMore:\n\n>>> price(3)\n6\n", "x\n\n>>> price(0)\n0\n\n" + PAGE],
)
def test_added_prose_and_examples_lose_nothing(now: str) -> None:
    """Before, amid and after the old ones."""
    assert lost_examples(PAGE, now) == ()


@pytest.mark.parametrize(
    "now",
    [
        PAGE.replace("\n4\n", "\n5\n"),
        PAGE.replace("price(2)", "price(2)  # doctest: +SKIP"),
        PAGE.replace(">>> price(2)\n4\n", ""),
        "",
    ],
)
def test_a_changed_or_removed_example_is_lost(now: str) -> None:
    """Its call, its options or what it shows."""
    assert "price(2)" in lost_examples(PAGE, now)


def test_examples_in_another_order_are_lost() -> None:
    """What one leaves behind is what the next one finds."""
    assert lost_examples(PAGE, ">>> price(2)\n4\n>>> price(1)\n2\n") == ("price(2)",)


def test_a_page_that_doctest_cannot_read_is_no_page_of_examples() -> None:
    """Nobody can tell what it shows."""
    with pytest.raises(ValueError, match="inconsistent"):
        lost_examples(PAGE, "    >>> price(1)\n  2\n")
