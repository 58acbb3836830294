"""Which mutants the changed lines of a source have: what is altered, in which order, and what is left alone."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.mutants.mutations import Mutant, mutants_of, mutated

SOURCE = b'''\
"""Prices."""
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

logger = logging.getLogger(__name__)
RATE = 9


def discount(price, least=0):
    """The price, less a discount."""
    logger.info("discount of %s", price)
    price = max(price, least)
    if price < 100:
        return price
    return price * 9


class Price:
    def total(self):
        raise NotImplementedError

    def show(self):
        return (
            "small"
            if self.value == 0 and self.known
            else "large"
        )
'''


def mutants(*lines: int, source: bytes = SOURCE) -> tuple[Mutant, ...]:
    """The mutants of these lines of the source."""
    return mutants_of("src/shop/discount.py", source, frozenset(lines))


def diffs(*lines: int, source: bytes = SOURCE) -> list[tuple[str, ...]]:
    """What each of them changes, as people read it."""
    return [each.diff for each in mutants(*lines, source=source)]


def test_the_most_informative_come_first() -> None:
    """Statements, then return values, conditions, operators, constants; each kind from the top to the bottom."""
    assert [(each.kind, each.line, each.function) for each in mutants(15, 16, 17, 18)] == [
        ("statement", 15, "discount"),
        ("statement", 16, "discount"),
        ("return", 17, "discount"),
        ("return", 18, "discount"),
        ("condition", 16, "discount"),
        ("condition", 16, "discount"),
        ("operator", 18, "discount"),
        ("constant", 16, "discount"),
        ("constant", 18, "discount"),
    ]


def test_a_mutant_is_shown_by_the_lines_that_it_changes() -> None:
    """Before and after, without the indentation that they share."""
    assert diffs(15) == [("- price = max(price, least)", "+ pass")]
    assert ("- if price < 100:", "+ if price <= 100:") in diffs(16)
    assert ("- if price < 100:", "+ if not (price < 100):") in diffs(16)
    assert ("- return price * 9", "+ return price / 9") in diffs(18)


def test_the_mutated_source_differs_in_that_place_and_keeps_its_lines() -> None:
    """A place in an expression over several lines is found, too."""
    seen = {mutated(SOURCE, each) for each in mutants(28)}

    assert SOURCE.replace(b" and ", b" or ") in seen
    assert all(len(each.splitlines()) == len(SOURCE.splitlines()) for each in seen)


@pytest.mark.parametrize(
    "line", [1, 6, 13, 14, 22, 23], ids=["docstring", "types", "doc", "log", "def", "not implemented"]
)
def test_what_nobody_could_test_is_left_alone(line: int) -> None:
    """Words for readers, types, a log, a method that says it has to be overridden."""
    assert (diffs(line), bool(diffs(15))) == ([], True)


def test_what_runs_at_import_is_told_apart() -> None:
    """Its function is none: to swap a function's code cannot reach values of modules, classes and parameters."""
    assert [(each.kind, each.function, each.is_at_import) for each in mutants(9)] == [("constant", "", True)]
    assert [each.is_at_import for each in mutants(12)] == [True]
    assert not any(each.is_at_import for each in mutants(15, 16, 17, 18, 25, 28))


def test_an_id_survives_when_lines_move() -> None:
    """It is made of the content; another content is another mutant."""
    moved = b"\n\n" + SOURCE

    before, after = mutants(15, 16, 17, 18), mutants(17, 18, 19, 20, source=moved)

    assert [each.id for each in before] == [each.id for each in after]
    assert len({each.id for each in before}) == len(before) > 5


def test_a_line_that_is_declared_equivalent_has_no_mutants() -> None:
    """The declaration gives a reason; without one it does not count."""
    declared = SOURCE.replace(b"price * 9", b"price * 9  # tddgate: equivalent: 9 is the only rate")
    silent = SOURCE.replace(b"price * 9", b"price * 9  # tddgate: equivalent")

    assert (diffs(18, source=declared), bool(diffs(17, source=declared))) == ([], True)
    assert len(diffs(18, source=silent)) == len(diffs(18))


@pytest.mark.parametrize("source", [b"def f(:", b"\xff\xfe", b"x = 1\x00"], ids=["syntax", "bytes", "null"])
def test_a_file_that_cannot_be_parsed_has_no_mutants(source: bytes) -> None:
    """It is another rule's business."""
    assert (diffs(1, source=source), bool(diffs(15))) == ([], True)
