"""A declared amendment may change what a test asks for, not take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

AMENDED = ("--tdd-amend", "totals are tested elsewhere")


def test_an_amendment_that_only_drops_an_assertion_is_refused(project: Project) -> None:
    """The reason is declared, and the test still checks less than it did."""
    dropped = project.with_red_test().with_file(
        "tests/test_cart.py", "from shop.cart import total\n\n\ndef test_total():\n    total([1, 2])\n"
    )

    judged = dropped.gate("verify-fail", *AMENDED, verdict="refused", rules=["weakened-test"])

    assert judged.ran is not None
    assert "--> tests/test_cart.py:4" in judged.ran.output


@pytest.mark.tdd_pins("the other side of the rule: what passes has to go on passing")
def test_an_amendment_that_asks_for_something_else_is_only_advised(project: Project) -> None:
    """It stays green, so that a reader is told; it is no weaker by its syntax."""
    changed = project.with_red_test().replace("tests/test_cart.py", "total([1, 2]) == 3", "total([2, 2]) == 4")

    judged = changed.gate("verify-fail", *AMENDED, verdict="passed")

    assert judged.ran is not None
    assert judged.ran.advised[0] == "amended-green"
