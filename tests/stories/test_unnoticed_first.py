"""A budget that lasts for a part of the mutants shows the most telling survivors among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TERMS = "".join(f"    total = total + price * {number} - total // {number}\n" for number in range(2, 40))
CODE = f"def discount(price):\n    spare = price\n    total = price\n{TERMS}    return total\n"
TESTS = """\
from shop.discount import discount


def test_discount():
    assert discount(100) == {wanted}
"""


def test_a_small_budget_shows_the_spare_statement(started: Project) -> None:
    """It is the first mutant that no test notices, and others are left when the budget is spent."""
    scope: dict[str, object] = {}
    exec(CODE + "wanted = discount(100)\n", scope)  # noqa: S102 - our own text
    started.with_file("tests/test_discount.py", TESTS.format(wanted=scope["wanted"])).lock()
    started.with_file("src/shop/discount.py", CODE)

    green = started.gate("green", "--tdd-budget=0.2", "--tdd-workers=1", verdict="passed").last

    assert green.told("not-minimal")[0] == "src/shop/discount.py:2"
    assert re.search(r"^note: mutants: \d+ were not tried: the budget of 0.2 s", green.output, re.MULTILINE)
