"""Mutants of what runs at import: a swap of code does not reach them, so that each gets a process of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TESTS = """\
import pytest
from shop.discount import Kind, discount


@pytest.mark.parametrize(("price", "wanted"), [(0, 0), (99, 99), (100, 90), (105, 95)])
def test_discount(price, wanted):
    assert discount(price) == wanted


def test_kind():
    assert Kind.rank == 3
    assert Kind.is_known
"""
CODE = """\
LIMIT = 100


class Kind:
    rank = 3
    is_known = LIMIT > 0


def discount(price, rate=10):
    if price >= LIMIT:
        return price - price // rate
    return price
"""


def noticed(output: str) -> tuple[int, int]:
    """How many mutants the tests noticed, of how many that were tried."""
    found = re.search(r"^note: mutants: (\d+) of (\d+) were noticed", output, re.MULTILINE)
    assert found, output
    return int(found[1]), int(found[2])


def test_values_of_modules_classes_and_parameters(started: Project) -> None:
    """What a test notices of them counts; what none does is a survivor like any other."""
    started.with_file("tests/test_discount.py", TESTS).lock().with_file("src/shop/discount.py", CODE)

    green = started.gate("green", verdict="passed").last

    killed, tried = noticed(green.output)
    assert green.advised == ("mutant-survived",)
    assert green.told("mutant-survived")[0] == "src/shop/discount.py:6"
    assert "      - is_known = LIMIT > 0\n" in green.output
    assert tried >= 12
    assert killed < tried
    assert "at import" not in green.output


def test_they_come_last_in_the_budget(started: Project) -> None:
    """A process of its own is dear: what is left over is counted as not tried."""
    started.with_file("tests/test_discount.py", TESTS).lock().with_file("src/shop/discount.py", CODE)

    green = started.gate("green", "--tdd-budget=0.15", verdict="passed").last

    killed, tried = noticed(green.output)
    assert killed == tried >= 4
    assert re.search(r"^note: mutants: \d+ were not tried: the budget of 0.15 s", green.output, re.MULTILINE)
