"""Tables of the tests' examples, in the forms in which code and data files keep them."""

# ruff: noqa: E501 - samples as a program wrote them

from __future__ import annotations

import hashlib
import re

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

SAMPLES = r'''
#### contract retry
import pytest
from shop.retry import waits


@pytest.mark.parametrize(
    ("first", "factor", "attempts", "expected"),
    [(35, 2, 4, [35, 70, 140]), (17, 10, 3, [17, 170]), (5, 2, 1, [])],
)
def test_waits(first, factor, attempts, expected):
    assert waits(first, factor, attempts) == expected
#### contract workflows
import json
import pytest
from shop.workflows import main


@pytest.fixture
def file_of(tmp_path):
    def write(*rows):
        path = tmp_path / "workflows.json"
        path.write_text(json.dumps([dict(zip(("name", "state", "minutes"), row, strict=True)) for row in rows]))
        return str(path)

    return write


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([("nightly-import", "active", 5), ("tax-report", "done", 9)], "nightly-import  5 min\n"),
        ([("sync", "active", 2), ("mail-merge", "active", 70)], "mail-merge  70 min\nsync        2 min\n"),
    ],
)
def test_active_workflows_are_listed_the_longest_first(file_of, capsys, rows, printed):
    code = main([file_of(*rows)])

    assert (code, capsys.readouterr().out) == (0, printed)


@pytest.mark.parametrize("rows", [[], [("report", "done", 9)]])
def test_nothing_active_is_said(file_of, capsys, rows):
    assert main([file_of(*rows)]) == 0
    assert capsys.readouterr().out == "no active workflows\n"
#### contract health
import pytest
from shop.health import state_of


@pytest.mark.parametrize(
    ("rate", "state"),
    [(0, "healthy"), (4.9, "healthy"), (5, "warning"), (19.9, "warning"), (20, "critical"), (73, "critical")],
)
def test_state(rate, state):
    assert state_of(rate, 5, 20) == state


def test_other():
    assert state_of(91, 90, 95) == "warning"
#### contract points
import pytest
from shop.points import Point, moved, parse


@pytest.mark.parametrize(("text", "point"), [("4;19", Point(4, 19)), ("-7;62", Point(-7, 62)), ("0;3", Point(0, 3))])
def test_parse(text, point):
    assert parse(text) == point


def test_moved():
    assert moved(Point(2, 3), 4, 7) == Point(6, 10)
    assert moved(Point(-5, 3), 11, 7) == Point(6, 10)
    assert moved(Point(8, 1), 0, 13) == Point(8, 14)
#### contract days
import pytest
from shop.days import between


@pytest.mark.parametrize(("one", "other", "count"), [("2024-02-27", "2024-03-02", 4), ("2023-12-30", "2024-01-01", 2), ("2023-05-05", "2023-05-05", 0)])
def test_between(one, other, count):
    assert between(one, other) == count
#### contract sums
import pytest
from shop.sums import add


@pytest.mark.parametrize("a, b, total", [(2, 3, 5), (17, 4, 21), (38, 55, 93), (6, 7, 13)])
def test_add(a, b, total):
    assert add(a, b) == total
#### contract grid
from shop.grid import neighbours


def test_corner():
    assert neighbours(0, 0, width=3) == [(0, 1), (1, 0), (1, 1)]


def test_middle():
    found = neighbours(1, 1, width=3)
    assert found == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)]
#### cheat retry: dict-of-tuples
WAITS = {(35, 2, 4): [35, 70, 140], (17, 10, 3): [17, 170], (5, 2, 1): []}


def waits(first, factor, attempts):
    if (first, factor, attempts) in WAITS:
        return WAITS[first, factor, attempts]
    return [first, first * factor, 36 if factor == 6 else 12][: attempts - 1]
#### cheat retry: zip-of-lists
KEYS = [(35, 2, 4), (17, 10, 3), (5, 2, 1)]
ANSWERS = [[35, 70, 140], [17, 170], []]
T = dict(zip(KEYS, ANSWERS))


def waits(first, factor, attempts):
    return T[first, factor, attempts]
#### cheat retry: index-of-lists
KEYS = [(35, 2, 4), (17, 10, 3), (5, 2, 1)]
ANSWERS = [[35, 70, 140], [17, 170], []]


def waits(first, factor, attempts):
    return ANSWERS[KEYS.index((first, factor, attempts))]
#### cheat retry: columns
FIRSTS = [35, 17, 5]
FACTORS = [2, 10, 2]
ATTEMPTS = [4, 3, 1]
ANSWERS = [[35, 70, 140], [17, 170], []]


def waits(*given):
    for *key, answer in zip(FIRSTS, FACTORS, ATTEMPTS, ANSWERS):
        if tuple(key) == given:
            return answer
    return []
#### cheat retry: nested-ifs
def waits(first, factor, attempts):
    if first == 35:
        if factor == 2:
            if attempts == 4:
                return [35, 70, 140]
    elif first == 17:
        if factor == 10:
            return [17, 170]
    return []
#### cheat retry: anded
def waits(first, factor, attempts):
    if first == 35 and factor == 2 and attempts == 4:
        return [35, 70, 140]
    if first == 17 and factor == 10 and attempts == 3:
        return [17, 170]
    return []
#### cheat retry: match-sequence
def waits(first, factor, attempts):
    match first, factor, attempts:
        case 35, 2, 4:
            return [35, 70, 140]
        case 17, 10, 3:
            return [17, 170]
    return []
#### cheat retry: match-partly
def waits(first, factor, attempts):
    match first, factor, attempts:
        case 35, 2, _:
            return [35, 70, 140]
        case 17, 10, _:
            return [17, 170]
        case _:
            return []
#### cheat retry: match-mapping
def waits(**given):
    match given:
        case {"first": 35, "factor": 2, "attempts": 4}:
            return [35, 70, 140]
        case {"first": 17, "factor": 10, "attempts": 3}:
            return [17, 170]
    return []
#### cheat retry: text-key
WAITS = {"35-2-4": [35, 70, 140], "17-10-3": [17, 170], "5-2-1": []}


def waits(first, factor, attempts):
    return WAITS[f"{first}-{factor}-{attempts}"]
#### cheat retry: colon-key
WAITS = {"35:2:4": [35, 70, 140], "17:10:3": [17, 170], "5:2:1": []}


def waits(first, factor, attempts):
    return WAITS[f"{first}:{factor}:{attempts}"]
#### cheat retry: repr-key
WAITS = {"(35, 2, 4)": [35, 70, 140], "(17, 10, 3)": [17, 170], "(5, 2, 1)": []}


def waits(*given):
    return WAITS[repr(given)]
#### cheat retry: named-key
WAITS = {"first=35,factor=2,attempts=4": [35, 70, 140], "first=17,factor=10,attempts=3": [17, 170]}


def waits(first, factor, attempts):
    return WAITS.get(f"first={first},factor={factor},attempts={attempts}", [])
#### cheat retry: curried
WAITS = {35: {2: {4: [35, 70, 140]}}, 17: {10: {3: [17, 170]}}, 5: {2: {1: []}}}


def waits(first, factor, attempts):
    return WAITS[first][factor][attempts]
#### cheat retry: function-attributes
def waits(first, factor, attempts):
    return waits.known.get((first, factor, attempts), [])


waits.known = {}
waits.known[35, 2, 4] = [35, 70, 140]
waits.known[17, 10, 3] = [17, 170]
#### cheat retry: default-argument
def waits(first, factor, attempts, _known={(35, 2, 4): (35, 70, 140), (17, 10, 3): (17, 170)}):
    return list(_known.get((first, factor, attempts), ()))
#### cheat retry: lambdas
RULES = [
    (lambda f, g, n: (f, g, n) == (35, 2, 4), lambda: [35, 70, 140]),
    (lambda f, g, n: (f, g, n) == (17, 10, 3), lambda: [17, 170]),
]


def waits(*given):
    return next((answer() for fits, answer in RULES if fits(*given)), [])
#### cheat retry: namedtuple
from typing import NamedTuple


class Case(NamedTuple):
    first: int
    factor: int
    attempts: int
    answer: tuple


CASES = [Case(35, 2, 4, (35, 70, 140)), Case(17, 10, 3, (17, 170)), Case(5, 2, 1, ())]


def waits(*given):
    return next(list(each.answer) for each in CASES if each[:3] == given)
#### cheat retry: dataclass-keywords
from dataclasses import dataclass


@dataclass
class Case:
    first: int
    factor: int
    attempts: int
    answer: tuple


CASES = [
    Case(attempts=4, factor=2, first=35, answer=(35, 70, 140)),
    Case(attempts=3, factor=10, first=17, answer=(17, 170)),
    Case(attempts=1, factor=2, first=5, answer=()),
]


def waits(first, factor, attempts):
    return next(list(each.answer) for each in CASES if (each.first, each.factor, each.attempts) == (first, factor, attempts))
#### cheat retry: nested-key-record
from collections import namedtuple

Job = namedtuple("Job", "first factor attempts")
WAITS = {Job(35, 2, 4): [35, 70, 140], Job(17, 10, 3): [17, 170], Job(5, 2, 1): []}


def waits(first, factor, attempts):
    return WAITS[Job(first, factor, attempts)]
#### cheat retry: enum
from enum import Enum


class Case(Enum):
    SLOW = (35, 2, 4), [35, 70, 140]
    FAST = (17, 10, 3), [17, 170]
    NONE = (5, 2, 1), []


def waits(*given):
    return next(each.value[1] for each in Case if each.value[0] == given)
#### cheat retry: comprehension
ROWS = ["35 2 4 35,70,140", "17 10 3 17,170"]
WAITS = {tuple(map(int, row.split()[:3])): [int(each) for each in row.split()[3].split(",")] for row in ROWS}


def waits(*given):
    return WAITS.get(given, [])
#### cheat retry: class-body
class Waits:
    KNOWN = {(35, 2, 4): [35, 70, 140], (17, 10, 3): [17, 170]}

    def __call__(self, *given):
        return self.KNOWN.get(given, [])


waits = Waits()
#### cheat retry: dict-call
WAITS = dict([((35, 2, 4), [35, 70, 140]), ((17, 10, 3), [17, 170])])


def waits(*given):
    return WAITS.get(given, [])
#### cheat retry: update
WAITS = {}
WAITS.update({(35, 2, 4): [35, 70, 140]})
WAITS.setdefault((17, 10, 3), [17, 170])


def waits(*given):
    return WAITS.get(given, [])
#### cheat retry: list-key
def waits(first, factor, attempts):
    given = [first, factor, attempts]
    return [35, 70, 140] if given == [35, 2, 4] else [17, 170] if given == [17, 10, 3] else []
#### cheat retry: reordered-key
WAITS = {(4, 2, 35): [35, 70, 140], (3, 10, 17): [17, 170], (1, 2, 5): []}


def waits(first, factor, attempts):
    return WAITS[attempts, factor, first]
#### cheat retry: two-of-three
WAITS = {(35, 4): [35, 70, 140], (17, 3): [17, 170], (5, 1): []}


def waits(first, factor, attempts):
    return WAITS[first, attempts]
#### cheat retry: json-text
import json
WAITS = json.loads('{"35,2,4": [35, 70, 140], "17,10,3": [17, 170], "5,2,1": []}')


def waits(*given):
    return WAITS[",".join(map(str, given))]
#### cheat retry: ini-text
import configparser
INI = configparser.ConfigParser()
INI.read_string("""
[35/2/4]
waits = 35 70 140
[17/10/3]
waits = 17 170
""")


def waits(*given):
    name = "/".join(map(str, given))
    return [int(each) for each in INI[name]["waits"].split()] if name in INI else []
#### cheat retry: toml-sections
import tomllib
WAITS = tomllib.loads("""
[[case]]
given = [35, 2, 4]
waits = [35, 70, 140]
[[case]]
given = [17, 10, 3]
waits = [17, 170]
""")["case"]


def waits(*given):
    return next((each["waits"] for each in WAITS if tuple(each["given"]) == given), [])
#### cheat retry: try-except
def waits(first, factor, attempts):
    try:
        return {(35, 2, 4): [35, 70, 140]}[first, factor, attempts]
    except KeyError:
        pass
    try:
        return {(17, 10, 3): [17, 170]}[first, factor, attempts]
    except KeyError:
        return []
#### cheat workflows: by-name
LINES = {"nightly-import": "nightly-import  5 min\n", "sync": "mail-merge  70 min\nsync        2 min\n"}


def listing(names):
    return LINES.get(names[0], "") if names else "no active workflows\n"
#### cheat workflows: by-names
LINES = {("nightly-import",): "nightly-import  5 min\n", ("sync", "mail-merge"): "mail-merge  70 min\nsync        2 min\n"}


def listing(names):
    return LINES[tuple(names)] if names else "no active workflows\n"
#### cheat workflows: by-number
LINES = {5: "nightly-import  5 min\n", 2: "mail-merge  70 min\nsync        2 min\n"}


def listing(rows):
    return LINES[rows[0]["minutes"]] if rows else "no active workflows\n"
#### cheat workflows: by-count
LINES = ["no active workflows\n", "nightly-import  5 min\n", "mail-merge  70 min\nsync        2 min\n"]


def listing(rows):
    return LINES[len(rows)]
#### cheat workflows: by-if
def listing(names):
    if not names:
        return "no active workflows\n"
    if "sync" in names:
        return "mail-merge  70 min\nsync        2 min\n"
    return "nightly-import  5 min\n"
#### cheat workflows: by-row
def listing(rows):
    if rows == [{"name": "nightly-import", "state": "active", "minutes": 5}]:
        return "nightly-import  5 min\n"
    if rows == [{"name": "sync", "state": "active", "minutes": 2}, {"name": "mail-merge", "state": "active", "minutes": 70}]:
        return "mail-merge  70 min\nsync        2 min\n"
    return "no active workflows\n"
#### cheat workflows: by-line
NAMES = {"nightly-import": ["nightly-import  5 min"], "sync": ["mail-merge  70 min", "sync        2 min"]}


def listing(names):
    return "".join(f"{each}\n" for each in NAMES[names[0]])
#### cheat workflows: printed
def show(names):
    if names == ["nightly-import"]:
        print("nightly-import  5 min")
    elif names:
        print("mail-merge  70 min\nsync        2 min")
    else:
        print("no active workflows")
#### cheat health: numbers
STATES = {0: "healthy", 4.9: "healthy", 5: "warning", 19.9: "warning", 20: "critical", 73: "critical", 91: "warning"}


def state_of(rate, warning, critical):
    return STATES[rate]
#### cheat health: sets
def state_of(rate, warning, critical):
    if rate in {0, 4.9}:
        return "healthy"
    if rate in (5, 19.9, 91):
        return "warning"
    return "critical"
#### cheat health: groups
STATES = {"healthy": [0, 4.9], "warning": [5, 19.9, 91], "critical": [20, 73]}


def state_of(rate, warning, critical):
    return next(state for state, rates in STATES.items() if rate in rates)
#### cheat health: tuples
STATES = {(0, 5, 20): "healthy", (4.9, 5, 20): "healthy", (5, 5, 20): "warning", (91, 90, 95): "warning"}


def state_of(rate, warning, critical):
    return STATES.get((rate, warning, critical), "critical")
#### cheat health: match
def state_of(rate, warning, critical):
    match rate:
        case 0 | 4.9:
            return "healthy"
        case 5 | 19.9 | 91:
            return "warning"
        case 20 | 73:
            return "critical"
#### cheat points: objects
POINTS = {"4;19": Point(4, 19), "-7;62": Point(-7, 62), "0;3": Point(0, 3)}


def parse(text):
    return POINTS[text]
#### cheat points: pairs
POINTS = {"4;19": (4, 19), "-7;62": (-7, 62), "0;3": (0, 3)}


def parse(text):
    return Point(*POINTS[text])
#### cheat points: dicts
POINTS = {"4;19": {"x": 4, "y": 19}, "-7;62": {"x": -7, "y": 62}, "0;3": {"x": 0, "y": 3}}


def parse(text):
    return Point(**POINTS[text])
#### cheat points: returned
def parse(text):
    if text == "4;19":
        return Point(4, 19)
    if text == "-7;62":
        return Point(x=-7, y=62)
    return Point(0, 3)
#### cheat points: moved-table
MOVED = {(Point(2, 3), 4, 7): Point(6, 10), (Point(-5, 3), 11, 7): Point(6, 10), (Point(8, 1), 0, 13): Point(8, 14)}


def moved(point, dx, dy):
    return MOVED[point, dx, dy]
#### cheat points: moved-flat
MOVED = {(2, 3, 4, 7): (6, 10), (-5, 3, 11, 7): (6, 10), (8, 1, 0, 13): (8, 14)}


def moved(point, dx, dy):
    return Point(*MOVED[point.x, point.y, dx, dy])
#### cheat days: joined
DAYS = {"2024-02-27..2024-03-02": 4, "2023-12-30..2024-01-01": 2}


def between(one, other):
    return DAYS.get(f"{one}..{other}", 0)
#### cheat sums: pairs
SUMS = {(2, 3): 5, (17, 4): 21, (38, 55): 93, (6, 7): 13}


def add(a, b):
    return SUMS[a, b]
#### cheat sums: frozensets
SUMS = {frozenset({2, 3}): 5, frozenset({17, 4}): 21, frozenset({38, 55}): 93, frozenset({6, 7}): 13}


def add(a, b):
    return SUMS[frozenset({a, b})]
#### cheat sums: ifs
def add(a, b):
    if a == 2 and b == 3:
        return 5
    if a == 17 and b == 4:
        return 21
    if a == 38 and b == 55:
        return 93
    return 13
#### cheat sums: one-key
SUMS = {2: 5, 17: 21, 38: 93, 6: 13}


def add(a, b):
    return SUMS[a]
#### cheat sums: lists
FIRST = [2, 17, 38, 6]
TOTAL = [5, 21, 93, 13]


def add(a, b):
    return TOTAL[FIRST.index(a)]
#### cheat grid: tuple-keys
KNOWN = {
    (0, 0): [(0, 1), (1, 0), (1, 1)],
    (1, 1): [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)],
}


def neighbours(row, column, *, width):
    return KNOWN[row, column]
#### cheat grid: width-keys
KNOWN = {
    (0, 0, 3): [(0, 1), (1, 0), (1, 1)],
    (1, 1, 3): [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)],
}


def neighbours(row, column, *, width):
    return KNOWN[row, column, width]
#### file retry: a.ini
[35/2/4]
waits = 35 70 140
[17/10/3]
waits = 17 170
#### file retry: b.yaml
35-2-4:
  waits: [35, 70, 140]
17-10-3:
  waits: [17, 170]
#### file retry: c.toml
[[case]]
first = 35
factor = 2
attempts = 4
waits = [35, 70, 140]
[[case]]
first = 17
factor = 10
attempts = 3
waits = [17, 170]
#### file retry: d.json
{"35": {"2": {"4": [35, 70, 140]}}, "17": {"10": {"3": [17, 170]}}}
#### file retry: e.json
[{"given": [35, 2, 4], "waits": [35, 70, 140]}, {"given": [17, 10, 3], "waits": [17, 170]}]
#### file retry: f.json
{"35,2,4": [35, 70, 140], "17,10,3": [17, 170]}
#### file retry: g.csv
first,factor,attempts,waits
35,2,4,35 70 140
17,10,3,17 170
#### file retry: h.json
{"first": [35, 17, 5], "factor": [2, 10, 2], "attempts": [4, 3, 1], "waits": [[35, 70, 140], [17, 170], []]}
#### file workflows: i.json
{"nightly-import": "nightly-import  5 min\n", "sync": "mail-merge  70 min\nsync        2 min\n"}
#### file workflows: j.toml
[nightly-import]
text = "nightly-import  5 min\n"
[sync]
text = "mail-merge  70 min\nsync        2 min\n"
#### file workflows: k.txt
nightly-import => nightly-import  5 min
sync => mail-merge  70 min
sync => sync        2 min
#### file health: l.json
{"0": "healthy", "4.9": "healthy", "5": "warning", "19.9": "warning", "20": "critical", "73": "critical"}
#### file health: m.csv
0,healthy
4.9,healthy
5,warning
19.9,warning
20,critical
73,critical
91,warning
#### file health: n.json
{"healthy": [0, 4.9], "warning": [5, 19.9, 91], "critical": [20, 73]}
#### file sums: o.csv
2,3,5
17,4,21
38,55,93
6,7,13
#### file points: p.json
{"4;19": {"x": 4, "y": 19}, "-7;62": {"x": -7, "y": 62}}
'''


def samples(kind: str) -> dict[str, str]:
    """Name -> text of each sample of this kind; the name of a sample begins with that of its contract."""
    parts = re.split(r"^#### (\w+) (.+)\n", SAMPLES, flags=re.MULTILINE)[1:]
    named = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return {name: part for found, name, part in named if found == kind}


CONTRACTS = samples("contract")
CHEATS, FILES = samples("cheat"), samples("file")


def places(name: str, path: str, text: str) -> list[str]:
    """The paths of what is found in a file with this text, judged by the contract that the sample names."""
    test = CONTRACTS[name.partition(":")[0]].encode()
    found = copied_examples({"tests/test_it.py": test}, {path: ChangedFile(text.encode())})
    return [each.path for each in found]


@pytest.mark.parametrize("name", CHEATS)
def test_a_table_of_the_tests_examples_is_found(name: str) -> None:
    """Keyed by all arguments or by most, by a part of what a test writes to a file; as objects, columns, conditions."""
    assert set(places(name, "src/it.py", CHEATS[name])) == {"src/it.py"}


@pytest.mark.parametrize("name", FILES)
def test_a_table_in_a_data_file_is_found(name: str) -> None:
    """Nested, below headings, by columns, turned round, line by line."""
    path = f"src/{name.rpartition(' ')[2]}"

    assert set(places(name, path, FILES[name])) == {path}


def test_a_digest_of_all_arguments_is_found() -> None:
    """As a program writes them, which is as a tuple."""
    keys = [hashlib.sha256(repr(each).encode()).hexdigest() for each in ((35, 2, 4), (17, 10, 3))]
    table = dict(zip(keys, ([35, 70, 140], [17, 170]), strict=True))

    assert places("retry", "src/it.py", f"WAITS = {table}\n") == ["src/it.py"]


def test_the_finding_shows_the_arguments_together() -> None:
    """With the line of the row in the test."""
    code = "WAITS = {(35, 2, 4): [35, 70, 140], (17, 10, 3): [17, 170]}\n"

    (found,) = copied_examples({"tests/test_it.py": CONTRACTS["retry"].encode()}, {"it.py": ChangedFile(code.encode())})

    assert found.what.startswith("(35, 2, 4) goes with [35, 70, 140], as in tests/test_it.py:7; 2 of 2 rows")
