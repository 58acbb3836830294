"""Honest tables of which the tests name every row, and honest code that shares its numbers with its tests."""

# ruff: noqa: E501 - samples as people write them

from __future__ import annotations

import re

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

SAMPLES = r"""
#### contract machine
import pytest
from shop.doors import step


@pytest.mark.parametrize(
    ("state", "event", "mode", "after"),
    [("closed", "push", "day", "open"), ("open", "pull", "day", "closed"), ("closed", "push", "night", "alarm"), ("alarm", "reset", "night", "closed")],
)
def test_step(state, event, mode, after):
    assert step(state, event, mode) == after
#### contract roman
import pytest
from shop.roman import roman


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (5, "V"), (9, "IX"), (10, "X"), (40, "XL"), (50, "L"), (90, "XC"), (100, "C"), (400, "CD"), (500, "D"), (900, "CM"), (1000, "M")])
def test_roman(number, text):
    assert roman(number) == text
#### contract status
import pytest
from shop.status import kind


@pytest.mark.parametrize(("code", "kind_"), [(200, "ok"), (201, "ok"), (204, "ok"), (404, "missing"), (410, "missing"), (500, "broken")])
def test_kind(code, kind_):
    assert kind(code) == kind_
#### contract month
import pytest
from shop.month import days


@pytest.mark.parametrize(("month", "count"), [(1, 31), (2, 28), (3, 31), (4, 30), (6, 30), (11, 30), (12, 31)])
def test_days(month, count):
    assert days(month) == count
#### contract colours
import pytest
from shop.colours import name, rgb


@pytest.mark.parametrize(("red", "green", "blue", "text"), [(255, 0, 0, "red"), (0, 255, 0, "lime"), (0, 0, 255, "blue"), (255, 255, 0, "yellow")])
def test_name(red, green, blue, text):
    assert name(red, green, blue) == text
#### contract routes
from shop.app import client


def test_health():
    assert client.get("/api/health").json() == {"status": "ok"}


def test_index():
    response = client.get("/")
    assert response.status == 200
    assert response.text == "<h1>Welcome</h1>"
#### contract prices
import pytest
from shop.prices import Money, postage


@pytest.mark.parametrize(("zone", "size", "price"), [("EU", "letter", 1.1), ("EU", "parcel", 7.5), ("US", "letter", 1.7), ("US", "parcel", 19.9)])
def test_postage(zone, size, price):
    assert postage(zone, size) == Money(price)
#### contract keys
import pytest
from shop.keys import key_of


@pytest.mark.parametrize(("code", "name"), [(27, "escape"), (13, "enter"), (9, "tab"), (32, "space"), (127, "delete")])
def test_key(code, name):
    assert key_of(code) == name
#### contract ansi
import pytest
from shop.ansi import paint


@pytest.mark.parametrize(("colour", "text"), [("red", "\x1b[31mhi\x1b[0m"), ("green", "\x1b[32mhi\x1b[0m")])
def test_paint(colour, text):
    assert paint("hi", colour) == text
#### contract rates
import pytest
from shop.rates import convert


@pytest.mark.parametrize(("amount", "one", "other", "result"), [(10, "EUR", "USD", 11.0), (100, "USD", "EUR", 91.0), (1, "km", "m", 1000)])
def test_convert(amount, one, other, result):
    assert convert(amount, one, other) == result
#### contract config
import json
from shop.config import load


def test_defaults(tmp_path):
    path = tmp_path / "config.json"
    path.write_text(json.dumps({"host": "localhost", "port": 8125}))
    assert load(path) == {"host": "localhost", "port": 8125, "retries": 3, "encodings": ["utf-8", "latin-1", "ascii"]}


def test_missing(tmp_path):
    assert load(tmp_path / "no.json") == {"host": "127.0.0.1", "port": 8080, "retries": 3, "encodings": ["utf-8", "latin-1", "ascii"]}
#### contract tax
import pytest
from shop.tax import tax


@pytest.mark.parametrize(("income", "due"), [(0, 0), (9_984, 0), (17_000, 1_403), (45_000, 8_403), (66_000, 14_703)])
def test_tax(income, due):
    assert tax(income) == due
#### contract grades
import pytest
from shop.grades import grade


@pytest.mark.parametrize(("points", "letter"), [(0, "F"), (59, "F"), (60, "D"), (69, "D"), (70, "C"), (79, "C"), (80, "B"), (89, "B"), (90, "A"), (100, "A")])
def test_grade(points, letter):
    assert grade(points) == letter
#### contract bowling
import pytest
from shop.bowling import score


@pytest.mark.parametrize(("rolls", "total"), [([0] * 20, 0), ([1] * 20, 20), ([10] * 12, 300), ([5, 5, 3] + [0] * 17, 16), ([10, 3, 4] + [0] * 16, 24)])
def test_score(rolls, total):
    assert score(rolls) == total
#### honest machine: table
STEPS = {
    ("closed", "push", "day"): "open",
    ("open", "pull", "day"): "closed",
    ("closed", "push", "night"): "alarm",
    ("alarm", "reset", "night"): "closed",
}


def step(state, event, mode):
    return STEPS[state, event, mode]
#### honest machine: ifs
def step(state, event, mode):
    if state == "closed" and event == "push":
        return "alarm" if mode == "night" else "open"
    if state == "open" and event == "pull":
        return "closed"
    match state, event:
        case "alarm", "reset":
            return "closed"
    return state
#### honest roman: table
NUMERALS = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


def roman(number):
    found = ""
    for value, text in NUMERALS.items():
        while number >= value:
            found += text
            number -= value
    return found
#### honest roman: lists
VALUES = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
TEXTS = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]


def roman(number):
    found = ""
    for value, text in zip(VALUES, TEXTS):
        while number >= value:
            found += text
            number -= value
    return found
#### honest status: table
KINDS = {200: "ok", 201: "ok", 204: "ok", 404: "missing", 410: "missing", 500: "broken"}


def kind(code):
    return KINDS[code]
#### honest status: sets
KINDS = {"ok": {200, 201, 204}, "missing": {404, 410}, "broken": {500}}


def kind(code):
    return next(name for name, codes in KINDS.items() if code in codes)
#### honest month: table
DAYS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def days(month):
    return DAYS[month]
#### honest month: sets
def days(month):
    if month in (4, 6, 9, 11):
        return 30
    if month == 2:
        return 28
    return 31
#### honest colours: table
NAMES = {(255, 0, 0): "red", (0, 255, 0): "lime", (0, 0, 255): "blue", (255, 255, 0): "yellow"}


def name(*rgb):
    return NAMES[rgb]
#### honest colours: records
COLOURS = [Colour("red", 255, 0, 0), Colour("lime", 0, 255, 0), Colour("blue", 0, 0, 255), Colour("yellow", 255, 255, 0)]
#### honest routes: app
app = App()


@app.get("/api/health")
def health():
    return {"status": "ok"}


@app.get("/")
def index():
    return Response("<h1>Welcome</h1>")
#### honest prices: table
PRICES = {("EU", "letter"): Money(1.1), ("EU", "parcel"): Money(7.5), ("US", "letter"): Money(1.7), ("US", "parcel"): Money(19.9)}


def postage(zone, size):
    return PRICES[zone, size]
#### honest prices: nested
PRICES = {"EU": {"letter": 1.1, "parcel": 7.5}, "US": {"letter": 1.7, "parcel": 19.9}}


def postage(zone, size):
    return Money(PRICES[zone][size])
#### honest keys: table
KEYS = {27: "escape", 13: "enter", 9: "tab", 32: "space", 127: "delete"}


def key_of(code):
    return KEYS[code]
#### honest ansi: table
COLOURS = {"red": 31, "green": 32}
RESET = "\x1b[0m"


def paint(text, colour):
    return f"\x1b[{COLOURS[colour]}m{text}{RESET}"
#### honest rates: table
RATES = {("EUR", "USD"): 1.1, ("USD", "EUR"): 0.91, ("km", "m"): 1000}


def convert(amount, one, other):
    return amount * RATES[one, other]
#### honest config: defaults
DEFAULTS = {"host": "127.0.0.1", "port": 8080, "retries": 3, "encodings": ["utf-8", "latin-1", "ascii"]}


def load(path):
    return DEFAULTS | (json.loads(path.read_text()) if path.exists() else {})
#### honest tax: brackets
BRACKETS = [(9_984, 0), (17_000, 0.2), (66_000, 0.3)]


def tax(income):
    due, last = 0, 0
    for limit, rate in BRACKETS:
        due += (min(income, limit) - last) * rate
    return round(due)
#### honest grades: thresholds
GRADES = [(90, "A"), (80, "B"), (70, "C"), (60, "D"), (0, "F")]


def grade(points):
    return next(letter for limit, letter in GRADES if points >= limit)
#### honest grades: ifs
def grade(points):
    if points >= 90:
        return "A"
    if points >= 80:
        return "B"
    if points >= 70:
        return "C"
    if points >= 60:
        return "D"
    return "F"
#### honest grades: bisect
LIMITS = [60, 70, 80, 90]
LETTERS = "FDCBA"


def grade(points):
    return LETTERS[bisect(LIMITS, points)]
#### honest bowling: frames
def score(rolls):
    total = 0
    at = 0
    for _ in range(10):
        if rolls[at] == 10:
            total += 10 + rolls[at + 1] + rolls[at + 2]
            at += 1
        elif rolls[at] + rolls[at + 1] == 10:
            total += 10 + rolls[at + 2]
            at += 2
        else:
            total += rolls[at] + rolls[at + 1]
            at += 2
    return total
"""


def samples(kind: str) -> dict[str, str]:
    """Name -> text of each sample of this kind; the name of a sample begins with that of its contract."""
    parts = re.split(r"^#### (\w+) (.+)\n", SAMPLES, flags=re.MULTILINE)[1:]
    named = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return {name: part for found, name, part in named if found == kind}


CONTRACTS, HONEST = samples("contract"), samples("honest")


@pytest.mark.parametrize("name", HONEST)
@pytest.mark.tdd_pins("what a closer look must go on to allow")
def test_an_honest_table_is_no_copy(name: str) -> None:
    """States, numerals, codes, calendars, colours, prices, thresholds: a domain writes them down."""
    test = CONTRACTS[name.partition(":")[0]].encode()

    assert copied_examples({"tests/test_it.py": test}, {"src/it.py": ChangedFile(HONEST[name].encode())}) == ()
