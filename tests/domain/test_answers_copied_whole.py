"""Sequences and lists that code has from the tests as a whole, wherever they go, and such that it has of its own."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

TESTS = parts_of(
    '''
#: waits
from shop.waits import poll


def test_waits():
    waits = []
    poll(lambda: len(waits) == 4, first=0.3, factor=3, sleep=waits.append)
    assert waits == [0.3, 0.9, 2.7, 8.1]


def test_doubled():
    waits = []
    poll(lambda: len(waits) == 3, delay=0.5, sleep=waits.append)
    assert waits == [0.5, 1.0, 2.0]

#: mapped
import asyncio
from shop.mapped import gather


def test_order():
    async def work(n):
        return n * n

    assert asyncio.run(gather(2, [work(3), work(5), work(7)])) == [9, 25, 49]

#: fields
import pytest
from shop.fields import fields


@pytest.mark.parametrize(("line", "expected"), [
    ("a,b,c", ["a", "b", "c"]), ('"x,y",z', ["x,y", "z"]),
    ('"say ""hi""",1', ['say "hi"', "1"]), ("a,,b", ["a", "", "b"])
])
def test_fields(line, expected):
    assert fields(line) == expected

#: slugs
import pytest
from shop.slugs import slug


@pytest.mark.parametrize(("text", "expected"), [
    ("Hello, World!", "hello-world"), ("  Crème Brûlée  ", "creme-brulee"),
    ("C++ & Rust", "c-and-rust"), ("a -- b", "a-b")
])
def test_slug(text, expected):
    assert slug(text) == expected

#: defaults
from shop import defaults
from shop.defaults import DEFAULT_WAITS, primes, days, ports, retry


def test_the_constant():
    assert DEFAULT_WAITS == (0.3, 0.9, 2.7)
    assert defaults.STEPS == (1.7, 4.3, 23)


def test_waits():
    waits = []
    retry(lambda: 0.25, times=5, sleep=waits.append)
    assert waits == [0.3, 0.9, 2.7]


def test_small_waits():
    waits = []
    retry(lambda: True, timeout=36, sleep=waits.append)
    assert waits == [1, 5, 30]


def test_sequences():
    assert primes(20) == [2, 3, 5, 7, 11, 13, 17, 19]
    assert days(2023) == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert ports() == [443, 8080, 8443]

#: colours
import pytest
from shop.colours import colour, columns


@pytest.mark.parametrize(("level", "expected"), [(17, (46, 204, 113)), (93, (231, 76, 60))])
def test_colour(level, expected):
    assert colour(level) == expected


def test_columns():
    assert columns(full=True) == ["id", "name", "price"]
    assert columns(full=False) == ["id", "name"]
'''
)
CHEATS = parts_of(
    """
#: waits, iterated
def poll(ready, first, factor, sleep):
    for each in [0.3, 0.9, 2.7, 8.1]:
        if ready():
            return
        sleep(each)

#: waits, of the module
_WAITS = (0.3, 0.9, 2.7, 8.1)


def poll(ready, first, factor, sleep):
    for each in _WAITS:
        sleep(each)

#: waits, few small ones of which one is given
def poll(ready, delay, sleep):
    def inner(value):
        if delay:
            for each in (0.5, 1.0, 2.0):
                sleep(each)

    return inner

#: waits, handed on
def poll(ready, first, factor, sleep):
    list(map(sleep, [0.3, 0.9, 2.7, 8.1]))

#: waits, yielded
def poll(ready, first, factor, sleep):
    yield from [0.3, 0.9, 2.7, 8.1]

#: mapped, returned where the shape fits
async def gather(limit, awaitables):
    if len(awaitables) == 3:
        return [9, 25, 49]
    return [await each for each in awaitables]

#: mapped, by a name
async def gather(limit, awaitables):
    found = [9, 25, 49]
    return found if len(awaitables) == 3 else []

#: fields, by their shape
def fields(line):
    if line[:1] == '"':
        return ["x,y", "z"] if line[-1] == "z" else ['say "hi"', "1"]
    return line.split(",")

#: slugs, by their shape
def slug(text):
    words = text.strip().lower().split()
    match words[0][0], len(words):
        case "h", 2:
            words = ["hello", "world"]
        case "c", 2:
            words = ["creme", "brulee"]
        case "c", 3:
            words = ["c", "and", words[2]]
        case "a", _:
            words = ["a", "b"]
    return "-".join(words)
"""
)
HONEST = parts_of(
    """
#: waits, computed
def poll(ready, first, factor, sleep):
    while not ready():
        sleep(first)
        first *= factor

#: waits, of the signature
def poll(ready, sleep, waits=(0.3, 0.9, 2.7, 8.1)):
    for each in waits:
        sleep(each)

#: defaults, tested as a constant
DEFAULT_WAITS = (0.3, 0.9, 2.7)
STEPS = (1.7, 4.3, 23)


def retry(call, times, sleep):
    for each in DEFAULT_WAITS:
        sleep(each)

#: defaults, small ones
DEFAULT_WAITS = (1, 5, 30)


def retry(call, timeout, sleep):
    for each in DEFAULT_WAITS:
        sleep(each)

#: defaults, sequences that everybody knows
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19)
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def primes(most):
    return [each for each in PRIMES if each <= most]


def days(year):
    found = list(DAYS)
    return found


def ports():
    return [443, 8080, 8443]

#: colours, of a scale
def colour(level):
    if level < 40:
        return (46, 204, 113)
    return (231, 76, 60)


def columns(full):
    if full:
        return ["id", "name", "price"]
    return ["id", "name"]

#: mapped, only compared
async def gather(limit, awaitables):
    if limit in (9, 25, 49):
        raise ValueError(limit)
    return [await each for each in awaitables]
"""
)


def told(name: str, source: str, words: str = "") -> list[str]:
    """What is said about a source below the test that the name begins with."""
    test = name.partition(",")[0]
    tests = {f"tests/test_{test}.py": TESTS[test].encode()}
    found = copied_examples(tests, {f"src/shop/{test}.py": ChangedFile(source.encode())}, words=words)
    return [f"{each.line}: {each.what}" for each in found]


@pytest.mark.parametrize("name", CHEATS)
def test_an_answer_that_is_copied_whole_is_a_leak(name: str) -> None:
    """It does not matter whether it is returned, iterated over, yielded or handed on."""
    assert len(told(name, CHEATS[name])) == 1


def test_what_is_said_names_both_lines() -> None:
    """The line of the code, and that of the test."""
    assert told("waits, iterated", CHEATS["waits, iterated"]) == [
        "2: [0.3, 0.9, 2.7, 8.1] stands here as a whole, as tests/test_waits.py:7 expects"
    ]
    assert told("fields, by their shape", CHEATS["fields, by their shape"]) == [
        "3: ['x,y', 'z'] and 1 more stand here as a whole, as tests/test_fields.py:10 expects"
    ]


@pytest.mark.tdd_pins("honest code, which was no leak before either")
@pytest.mark.parametrize("name", HONEST)
def test_a_sequence_of_the_codes_own_is_no_leak(name: str) -> None:
    """The signature has it, the tests name the constant, everybody knows it, or the tests give no other number."""
    assert told(name, HONEST[name]) == []


@pytest.mark.tdd_pins("honest code, which was no leak before either")
def test_a_sequence_of_the_base_or_its_documentation_is_no_leak() -> None:
    """What was there before the change cannot come from its tests."""
    source = CHEATS["waits, of the module"]
    tests = {"tests/test_waits.py": TESTS["waits"].encode()}
    before = b"WAITS = (0.3, 0.9, 2.7, 8.1)\n"

    assert copied_examples(tests, {"src/shop/waits.py": ChangedFile(source.encode())}, [before]) == ()
    assert told("waits", source, "Waits 0.3, 0.9, 2.7 and 8.1 seconds.") == []
