"""Defaults, tables and filters in code: lists that the tests expect too, and that are no copies of them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

TESTS = parts_of(
    """
#: stops
from shop.stops import between


def test_all():
    assert between(1.4, 22) == [1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22]


def test_some():
    assert between(4, 11) == [4, 5.6, 8, 11]

#: scale
from shop.scale import between


def test_all():
    assert between(1.4, 22) == [1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22]

#: grown
from shop.grown import poll


def test_all():
    waits = []
    poll(3, first=0.3, sleep=waits.append)
    assert waits == [0.3, 0.9, 2.7]


def test_two():
    waits = []
    poll(2, first=0.3, sleep=waits.append)
    assert waits == [0.3, 0.9]

#: waits
from shop.waits import retry


def test_waits():
    waits = []
    retry(timeout=0.5, sleep=waits.append)
    assert waits == [0.5, 1, 2.5]

#: shares
from shop.shares import summary


def test_the_same_given():
    assert list(summary([1, 2, 3], shares=[50, 90, 99.9])) == [50, 90, 99.9]

#: brackets
from datetime import date
from shop.brackets import thresholds


def test_years():
    assert thresholds(date(2024, 3, 1)) == [11600, 47150, 100525]
    assert thresholds(2023) == [11000, 44725, 95375]

#: squares
from shop.squares import squares


def test_squares():
    assert squares([5, 7, 17]) == [25, 49, 289]

#: views
from shop.views import columns


def test_views():
    assert columns("summary", ["id", "name", "price", "stock"]) == ["id", "name"]
    assert columns("stock", ["id", "name", "price", "stock"]) == ["id", "stock"]
    assert columns("sales", ["id", "name", "price", "stock"]) == ["id", "name", "price"]

#: parts
from shop.parts import columns


def test_views():
    assert columns("summary", ["id", "name", "price", "stock"]) == ["id", "name"]
    assert columns("stock", ["id", "name", "price", "stock"]) == ["id", "stock"]
    assert columns("sales", ["id", "name", "price", "stock"]) == ["price", "name"]
    assert columns("summary", ["id", "stock"]) == ["id"]
"""
)
HONEST = parts_of(
    """
#: stops, a part of which is expected elsewhere
def between(widest, narrowest):
    stops = [1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22]
    return [each for each in stops if widest <= each <= narrowest]

#: scale, filtered
SCALE = (1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22)


def between(widest, narrowest):
    return [each for each in SCALE if widest <= each <= narrowest]

#: scale, cut
from bisect import bisect_left

SCALE = (1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22)


def between(widest, narrowest):
    return list(SCALE[bisect_left(SCALE, widest) : len(SCALE)])

#: scale, in a loop
SCALE = (1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22)


def between(widest, narrowest):
    found = []
    for each in SCALE:
        if widest <= each <= narrowest:
            found.append(each)
    return found

#: waits, or a parameter
WAITS = (0.5, 1, 2.5)


def retry(waits=None, timeout=None, sleep=print):
    for each in waits or WAITS:
        sleep(each)

#: waits, where the parameter is none
WAITS = (0.5, 1, 2.5)


def retry(waits=None, timeout=None, sleep=print):
    waits = WAITS if waits is None else waits
    for each in waits:
        sleep(each)

#: waits, where the parameter is not none
def retry(waits=None, timeout=None, sleep=print):
    waits = waits if waits is not None else [0.5, 1, 2.5]
    for each in waits:
        sleep(each)

#: waits, in a statement
WAITS = (0.5, 1, 2.5)


def retry(waits=None, timeout=None, sleep=print):
    if waits is None:
        waits = WAITS
    for each in waits:
        sleep(each)

#: shares, given as a whole
SHARES = (50, 90, 99.9)


def summary(values, **options):
    return {each: max(values) for each in options.get("shares", SHARES)}

#: brackets, by year
def thresholds(day):
    if getattr(day, "year", day) >= 2024:
        return [11600, 47150, 100525]
    return [11000, 44725, 95375]

#: views, filtered by what was picked
def columns(view, every):
    if view == "summary":
        wanted = ["id", "name"]
    elif view == "stock":
        wanted = ["id", "stock"]
    else:
        wanted = ["id", "name", "price"]
    return [each for each in every if each in wanted]

#: views, handed on
def columns(view, every):
    match view:
        case "summary":
            return only(every, ["id", "name"])
        case "stock":
            return only(every, ["id", "stock"])
    return only(every, ["id", "name", "price"]) if view else every

#: parts, of which another example has fewer
def columns(view, every):
    if view == "summary":
        return ["id", "name"]
    if view == "stock":
        return ["id", "stock"]
    if view == "sales":
        return ["price", "name"]
    return every
"""
)
CHEATS = parts_of(
    """
#: scale, as it is
SCALE = (1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22)


def between(widest, narrowest):
    return list(SCALE)

#: scale, private
_ALL = (1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22)


def between(widest, narrowest):
    return [each for each in _ALL if each]

#: scale, filtered by something else
SCALE = (1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22)


def between(widest, narrowest):
    return [each for each in SCALE if widest]

#: scale, filtered here and not there
SCALE = (1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22)


def between(widest, narrowest):
    return [each for each in SCALE if each > widest] if narrowest > 22 else SCALE

#: waits, or something else
WAITS = (0.5, 1, 2.5)


def retry(timeout, sleep):
    waits = []
    for each in waits or WAITS:
        sleep(each)

#: grown, the beginning of which is expected elsewhere
def poll(most, first, sleep):
    for each in (0.3, 0.9, 2.7):
        if most:
            sleep(each)
        most -= 1

#: squares, where the shape fits
def squares(numbers):
    return [25, 49, 289] if len(numbers) == 3 else []

#: views, remade
def columns(view, every):
    if view == "summary":
        return list(("id", "name"))
    found = []
    if view == "stock":
        found = ["id", "stock"]
    elif every:
        found = ["id", "name", "price"]
    return found
"""
)


def told(name: str, source: str) -> list[str]:
    """What is said about a source below the test that the name begins with."""
    test = name.partition(",")[0]
    tests = {f"tests/test_{test}.py": TESTS[test].encode()}
    found = copied_examples(tests, {f"src/shop/{test}.py": ChangedFile(source.encode())})
    return [f"{each.line}: {each.what}" for each in found]


@pytest.mark.parametrize("name", HONEST)
def test_a_list_that_is_not_the_answer_is_no_leak(name: str) -> None:
    """It is a default, a table that the code filters, or of another kind than what the test gives."""
    assert told(name, HONEST[name]) == []


@pytest.mark.tdd_pins("refused before; so they remain where honest code beside them is not")
@pytest.mark.parametrize("name", CHEATS)
def test_a_list_that_is_the_answer_remains_a_leak(name: str) -> None:
    """Where nothing is filtered, no parameter goes before it, and the answer is what the branch picks."""
    assert len(told(name, CHEATS[name])) == 1
