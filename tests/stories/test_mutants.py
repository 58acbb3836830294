"""Mutants of the changed lines, at green and in an audit: what the tests do not notice, and what nobody asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

STRONG = """\
import pytest
from shop.discount import discount


@pytest.mark.parametrize(("price", "wanted"), [(0, 0), (99, 99), (100, 90), (105, 94)])
def test_discount(price, wanted):
    assert discount(price) == wanted
"""
MINIMAL = """\
def discount(price):
    if price >= 100:
        return price * 9 // 10
    return price
"""
KINDS = """\
import functools


def table():
    return {"a": 1}


@functools.lru_cache
def cached(value):
    return value * value


def unit(value):
    return value + 2


def sub(value):
    return value - 5


def count(limit):
    found = 0
    while found < limit:
        found += 1
    return found


def written(folder, name):
    folder.joinpath(name).write_text("text")
    print(name)


async def awaited(value):
    return value % 3


def stream(values):
    for value in values:
        yield value


class Price:
    def __init__(self, value):
        self.value = value

    @property
    def double(self):
        return self.value + self.value


class Kind(Price):
    def __init__(self, value):
        super().__init__(value)
        self.kind = "kind"
"""
TESTS_OF_KINDS = """\
import asyncio
import unittest
import pytest
from shop import kinds


@pytest.fixture(scope="module")
def table():
    return kinds.table()


class TestTable:
    def test_table(self, table):
        assert table == {"a": 1}


def test_cached():
    assert kinds.cached(3) == 9


def test_cached_again():
    assert kinds.cached(3) == 9


class TestUnit(unittest.TestCase):
    def setUp(self):
        self.values = (1, 7)

    def test_unit(self):
        self.assertEqual(kinds.unit(3), 5)

    def test_sub(self):
        for value in self.values:
            with self.subTest(value=value):
                self.assertEqual(kinds.sub(value) + 5, value)


def test_count():
    assert [kinds.count(3), kinds.count(0)] == [3, 0]


def test_written(tmp_path, capsys):
    kinds.written(tmp_path, "name")
    assert (tmp_path / "name").read_text() == "text"
    assert capsys.readouterr().out == "name\\n"


def test_awaited():
    assert asyncio.run(kinds.awaited(5)) == 2


def test_stream():
    assert list(kinds.stream([1, 2])) == [1, 2]


def test_price():
    assert kinds.Price(4).double == 8
    assert kinds.Price(3).double == 6


def test_kind():
    kind = kinds.Kind(4)
    assert (kind.value, kind.kind) == (4, "kind")


def test_late():
    from shop.late import late

    assert late(3) == 12
"""
LATE = "def late(value):\n    return value + 9\n"


def with_rules(project: Project, rules: str) -> None:
    """Commit these lines as the table of rules."""
    text = f"{project.text('pyproject.toml')}[tool.tddgate.rules]\n{rules}\n"
    project.with_file("pyproject.toml", text).commit_settings()


def noticed(output: str) -> tuple[int, int]:
    """How many mutants the tests noticed, of how many that were tried."""
    found = re.search(r"^note: mutants: (\d+) of (\d+) were noticed", output, re.MULTILINE)
    assert found, output
    return int(found[1]), int(found[2])


def test_a_minimal_implementation_of_a_strong_contract(started: Project) -> None:
    """Whatever is changed in it, some test fails; nothing is said beyond that."""
    started.with_file("tests/test_discount.py", STRONG).lock().with_file("src/shop/discount.py", MINIMAL)

    green = started.gate("green", verdict="passed").last

    assert green.advised == ()
    killed, tried = noticed(green.output)
    assert killed == tried >= 10


@pytest.mark.parametrize("gate", ["green", "audit"])
def test_a_change_that_no_test_notices(branch: Project, gate: str) -> None:
    """It is shown as a small diff, with the tests that ran; it is advice, and counts as the settings say."""
    base = ["--tdd-base=main"] if gate == "audit" else []

    advised = branch.gate(gate, *base, verdict="passed").last

    assert advised.advised == ("mutant-survived",)
    assert advised.told("mutant-survived")[0] == "src/shop/discount.py:2"
    for line in ("- return price * 9 // 10", "+ return price * 9 / 10", "ran: tests/test_discount.py::test_discount"):
        assert f"      {line}\n" in advised.output


def test_what_no_test_notices_can_refuse(branch: Project) -> None:
    """As the settings say."""
    with_rules(branch, 'mutant-survived = "refuse"')

    branch.gate("green", verdict="refused", rules=["mutant-survived"])


def test_a_statement_that_no_test_asks_for(started: Project) -> None:
    """It can be deleted, and nothing fails: that is told of it, and not what else could be changed on its line."""
    started.with_file("tests/test_discount.py", STRONG).lock()
    more = MINIMAL.replace("    if", "    price = max(price, 0)\n    if", 1)

    green = started.with_file("src/shop/discount.py", more).gate("green", verdict="passed").last

    assert green.advised == ("not-minimal",)
    assert green.told("not-minimal")[0] == "src/shop/discount.py:2"
    assert "      - price = max(price, 0)\n" in green.output


def test_every_kind_of_test_notices(started: Project) -> None:
    """Classes, subtests, caches, fixtures of a module, coroutines, generators, properties, late imports, loops."""
    started.with_file("tests/test_kinds.py", TESTS_OF_KINDS).lock()
    started.with_file("src/shop/kinds.py", KINDS).with_file("src/shop/late.py", LATE)

    green = started.gate("green", verdict="passed").last

    assert green.advised == ()
    killed, tried = noticed(green.output)
    assert killed == tried >= 25


def test_code_that_only_other_tests_reach(started: Project) -> None:
    """They notice its mutants; that no contract asked for the line is said, too."""
    started.with_file("tests/test_discount.py", STRONG).lock().with_file("src/shop/discount.py", MINIMAL)
    started.replace("src/shop/cart.py", "sum(prices)", "sum(prices, 0)")

    green = started.gate("green", verdict="passed").last

    assert green.advised == ("uncontracted",)
    assert green.told("uncontracted")[0] == "src/shop/cart.py:2"
    killed, tried = noticed(green.output)
    assert killed == tried


def test_a_budget_that_is_spent_is_said(branch: Project) -> None:
    """What was not tried is no survivor; where a survivor would refuse, nothing is decided."""
    spent = branch.gate("green", "--tdd-budget=0", verdict="passed").last

    assert spent.advised == ()
    assert re.search(r"^note: mutants: \d+ were not tried: the budget of 0 s", spent.output, re.MULTILINE)

    with_rules(branch, 'not-minimal = "refuse"')
    branch.gate("green", "--tdd-budget=0", verdict="undecided")


@pytest.mark.parametrize("workers", ["1", "3"])
def test_the_number_of_workers_changes_nothing_but_time(branch: Project, workers: str) -> None:
    """Verdicts and their order are the same."""
    ran = branch.gate("green", f"--tdd-workers={workers}", verdict="passed").last

    assert ran.advised == ("mutant-survived",)
    killed, tried = noticed(ran.output)
    assert (killed, killed < tried) == (tried - 1, True)


def test_a_declared_equivalent_is_listed_with_its_reason(branch: Project) -> None:
    """It is not tried, and nobody can overlook it."""
    branch.replace("src/shop/discount.py", "// 10", "// 10  # tddgate: equivalent: prices are whole tens")

    ran = branch.gate("green", verdict="passed").last

    assert ran.advised == ()
    assert re.search(r"^  waived +equivalent +src/shop/discount.py:2 +prices are whole tens$", ran.output, re.MULTILINE)


def test_a_rule_that_is_off_costs_nothing(branch: Project) -> None:
    """Nothing is tried, and nothing is said."""
    before = branch.gate("green", verdict="passed").last
    with_rules(branch, 'mutant-survived = "off"\nnot-minimal = "off"\nuncontracted = "off"')

    after = branch.gate("green", verdict="passed").last

    assert ("note: mutants" in before.output, "note: mutants" in after.output) == (True, False)
