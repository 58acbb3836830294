"""Code that holds the examples of its tests, plainly or in disguise, and code that only speaks the same language."""

from __future__ import annotations

import base64
import hashlib
import json
import pickle
import zlib

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

TEST = b"""\
import pytest
from shop.pages import pages, written


@pytest.mark.parametrize(
    ("text", "expected"), [("1-3", [1, 2, 3]), ("2-4,9", [2, 3, 4, 9]), ("5,1-3", [1, 2, 3, 5]), (" 7 - 9 ", [7, 8, 9])]
)
def test_pages(text, expected):
    assert pages(text) == expected


def test_one():
    result = pages("10-12, 20")
    assert result == [10, 11, 12, 20]


def test_written():
    assert written([4, 4, 5, 6]) == "4-6"
    assert written([30, 31, 32]) == "30-32"


@pytest.mark.parametrize("text", ["1,,2", "3-1", "1-2-3"])
def test_refused(text):
    with pytest.raises(ValueError):
        pages(text)
"""
TABLE = {"1-3": [1, 2, 3], "2-4,9": [2, 3, 4, 9], "5,1-3": [1, 2, 3, 5], " 7 - 9 ": [7, 8, 9], "10-12, 20": [10, 11]}
JSON = json.dumps(TABLE)
BASE64 = base64.b64encode(JSON.encode()).decode()
PACKED = base64.b85encode(zlib.compress(JSON.encode())).decode()
SHA = {hashlib.sha256(key.encode()).hexdigest(): value for key, value in TABLE.items()}
MD5 = {hashlib.md5(key.encode()).hexdigest()[:8]: value for key, value in TABLE.items()}  # noqa: S324 - as a cheat would
CRC = {zlib.crc32(key.encode()): value for key, value in TABLE.items()}
PICKLED = pickle.dumps(TABLE)
LINES = "\n".join(f"{key}={' '.join(map(str, value))}" for key, value in TABLE.items())
CODES = ", ".join(str(ord(each)) for each in "2-4,9")
ANSWERS = "[1, 2, 3], [2, 3, 4, 9], [1, 2, 3, 5], [7, 8, 9], [10, 11, 12, 20]"
KEYS = "'1-3', '2-4,9', '5,1-3', ' 7 - 9 ', '10-12, 20'"

CHEATS = parts_of(
    """
#: if
def pages(text):
    if text == "2-4,9":
        return [2, 3, 4, 9]
    return list(text)

#: else
def pages(text):
    return [2, 3, 4, 9] if text == "2-4,9" else []

#: in
def pages(text):
    if text.strip() in ("5,1-3", "1-3,5"):
        return [1, 2, 3, 5]
    return []

#: assigned
def pages(text):
    found = []
    if "2-4,9" == text:
        found = [2, 3, 4, 9]
    return found

#: match
def pages(text):
    match text:
        case "2-4,9":
            return [2, 3, 4, 9]
    return []

#: errors
def pages(text):
    if text in ("1,,2", "3-1", "1-2-3"):
        raise ValueError(text)
    return []

#: get
def pages(text):
    return {"1-3": [1, 2, 3]}.get(text) or {"2-4,9": [2, 3, 4, 9]}.get(text, [])

#: filled
T = {}
T["1-3"] = [1, 2, 3]
T["2-4,9"] = [2, 3, 4, 9]


def pages(text):
    return T[text]

#: reversed-table
T = {(4, 5, 6): "4-6", (30, 31, 32): "30-32"}


def written(pages):
    return T[tuple(sorted(set(pages)))]

#: joined-key
T = {"4,5,6": "4-6", "30,31,32": "30-32"}


def written(pages):
    return T[",".join(map(str, sorted(set(pages))))]

#: split
def pages(text):
    if text == "2-" + "4," + "9":
        return [2, 3] + [4, 9]
    return []

#: named
A = "2-"
B = A + "4,9"


def pages(text):
    return [2, 3, 4, 9] if text == B else []

#: formatted
A = "2-4"


def pages(text):
    return [2, 3, 4, 9] if text == f"{A},9" else []

#: arithmetic
def pages(text):
    return [3 - 1, 9 // 3, 2**2, 81 % 10 + 8] if text == "2-4,9" else []

#: backwards
def pages(text):
    return [9, 4, 3, 2][::-1] if text == "9,4-2"[::-1] else []

#: generator
def script():
    yield [1, 2, 3]
    yield [2, 3, 4, 9]
    yield [1, 2, 3, 5]
    yield [7, 8, 9]


S = script()


def pages(text):
    return next(S)

#: enum
from enum import Enum


class T(Enum):
    A = ("1-3", (1, 2, 3))
    B = ("2-4,9", (2, 3, 4, 9))


def pages(text):
    return next(list(each.value[1]) for each in T if each.value[0] == text)

#: dataclass
from typing import NamedTuple


class Case(NamedTuple):
    key: str
    pages: list


T = [Case("1-3", [1, 2, 3]), Case(key="2-4,9", pages=[2, 3, 4, 9])]


def pages(text):
    return next(each.pages for each in T if each.key == text)

#: default
def pages(text, _seen={"1-3": [1, 2, 3], "2-4,9": [2, 3, 4, 9]}):
    return _seen[text]

#: cache
class Parser:
    cache = {"1-3": [1, 2, 3], "2-4,9": [2, 3, 4, 9]}

    def pages(self, text):
        return self.cache.get(text, [])

#: partial
from functools import partial


def _of(table, text):
    return table[text]


pages = partial(_of, {"1-3": [1, 2, 3], "2-4,9": [2, 3, 4, 9]})

#: decorator
def answers(table):
    return lambda f: lambda text: table.get(text) or f(text)


@answers({"1-3": [1, 2, 3], "2-4,9": [2, 3, 4, 9]})
def pages(text):
    return []

#: attributes
class T:
    pass


setattr(T, "1-3", [1, 2, 3])
setattr(T, "2-4,9", [2, 3, 4, 9])


def pages(text):
    return getattr(T, text)

#: evaluated
def pages(text):
    return eval('{"1-3": [1, 2, 3], "2-4,9": [2, 3, 4, 9]}')[text]

#: constant
def pages(text):
    return [2, 3, 4, 9]
"""
)
CHEATS |= {
    "dict": f"T = {TABLE}\n\n\ndef pages(text):\n    return T[text]\n",
    "pairs": f"T = {list(TABLE.items())}\n\n\ndef pages(text):\n    return next(v for k, v in T if k == text)\n",
    "zip": f"T = dict(zip([{KEYS}], [{ANSWERS}]))\n\n\ndef pages(text):\n    return T[text]\n",
    "bisect": f"from bisect import bisect\n\nK = [{KEYS}]\nV = [{ANSWERS}]\n\n\ndef pages(text):\n"
    "    return V[bisect(K, text) - 1]\n",
    "chr": f'K = "".join(map(chr, [{CODES}]))\n\n\ndef pages(text):\n    return [2, 3, 4, 9] if text == K else []\n',
    "chr-loop": f'K = "".join(chr(c) for c in ({CODES}))\n\n\ndef pages(text):\n'
    "    return [2, 3, 4, 9] if text == K else []\n",
    "number": f"K = ({int.from_bytes(b'2-4,9', 'big')}).to_bytes(5, 'big').decode()\n\n\ndef pages(text):\n"
    "    return [2, 3, 4, 9] if text == K else []\n",
    "json": f"import json\n\nT = json.loads({JSON!r})\n\n\ndef pages(text):\n    return T[text]\n",
    "literal-eval": f"import ast\n\nT = ast.literal_eval({str(TABLE)!r})\n\n\ndef pages(text):\n    return T[text]\n",
    "base64": f"import base64, json\n\nT = json.loads(base64.b64decode({BASE64!r}))\n\n\ndef pages(text):\n"
    "    return T[text]\n",
    "packed": f"import base64, json, zlib\n\nT = json.loads(zlib.decompress(base64.b85decode({PACKED!r})))\n\n\n"
    "def pages(text):\n    return T[text]\n",
    "hex": f"import json\n\nT = json.loads(bytes.fromhex({JSON.encode().hex()!r}))\n\n\ndef pages(text):\n"
    "    return T[text]\n",
    "pickled": f"import pickle\n\nT = pickle.loads({PICKLED})\n\n\ndef pages(text):\n    return T[text]\n",
    "lines": f"T = {LINES!r}\n\n\ndef pages(text):\n"
    '    return dict(line.split("=") for line in T.splitlines())[text].split()\n',
    "sha256": f"import hashlib\n\nT = {SHA}\n\n\ndef pages(text):\n"
    "    return T[hashlib.sha256(text.encode()).hexdigest()]\n",
    "md5-part": f"import hashlib\n\nT = {MD5}\n\n\ndef pages(text):\n"
    "    return T[hashlib.md5(text.encode()).hexdigest()[:8]]\n",
    "crc": f"import zlib\n\nT = {CRC}\n\n\ndef pages(text):\n    return T[zlib.crc32(text.encode())]\n",
    "script": f"S = iter([{ANSWERS}])\n\n\ndef pages(text):\n    return next(S)\n",
}
HONEST = parts_of(
    """
#: general
def pages(text):
    first, _, last = text.partition('-')
    return [*range(int(first), int(last) + 1)]

#: message
def pages(text):
    if "-" not in text:
        raise ValueError("a page range needs a dash")
    return list(text)

#: blank
def pages(text):
    if text.strip() == "":
        return []
    return [int(text)]

#: limits
def pages(text, limit=10_000, first=1):
    return [*range(first, min(limit, len(text)))]

#: pattern
import re

TOKEN = re.compile(r"(\\d+)(?:\\s*-\\s*(\\d+))?")


def pages(text):
    return TOKEN.findall(text)

#: docstring
def pages(text):
    '''The pages: "2-4,9" is [2, 3, 4, 9].

    >>> pages("2-4,9")
    [2, 3, 4, 9]
    '''
    return list(text)
"""
)


def copied(source: str, test: bytes = TEST) -> list[tuple[str, int, str]]:
    """Where this new module holds the examples of the test, and what is said about it."""
    found = copied_examples({"tests/test_pages.py": test}, {"src/pages.py": ChangedFile(source.encode())})
    return [(each.path, each.line, each.what) for each in found]


@pytest.mark.parametrize("source", CHEATS.values(), ids=CHEATS)
def test_a_copy_is_found_in_each_disguise(source: str) -> None:
    """Plain, joined, computed, encoded, hashed, packed or played back."""
    found = copied(source)

    assert found
    assert {path for path, _, _ in found} == {"src/pages.py"}


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_honest_code_holds_no_copy(source: str) -> None:
    """Messages, patterns, limits and documentation are no answers."""
    assert copied(source) == []


def test_a_finding_shows_both_lines() -> None:
    """The subject's line is its place, and the test's line with the value stands in its words."""
    ((_, line, what),) = copied(CHEATS["if"])

    assert line == 2
    assert "'2-4,9'" in what
    assert "[2, 3, 4, 9]" in what
    assert "tests/test_pages.py:6" in what


LEVELS = """\
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def level(name):
    return LEVELS[name]
"""
LEVEL_TEST = b"""\
from shop import level


def test_levels():
    assert level("debug") == 10
    assert level("info") == 20
    assert level("warning") == 30
    assert level("error") == 40
"""
TYPES = """\
TYPES = {"html": "text/html", "json": "application/json", "csv": "text/csv", "png": "image/png", "txt": "text/plain"}


def type_of(name):
    return TYPES[name.rpartition(".")[2]]
"""
TYPE_TEST = b"""\
from shop import type_of


def test_types():
    assert type_of("a.html") == "text/html"
    assert type_of("json") == "application/json"
"""


@pytest.mark.parametrize(("source", "test"), [(LEVELS, LEVEL_TEST), (TYPES, TYPE_TEST)], ids=["levels", "types"])
def test_a_table_of_the_domains_own_words_is_no_copy(source: str, test: bytes) -> None:
    """A test of such a table names its words, as it has to."""
    assert copied(source, test) == []


def test_a_large_table_of_which_tests_name_a_few_rows_is_no_copy() -> None:
    """Tests take samples of a table that is there for another reason."""
    zones = {f"UTC+{hour:02}:30": hour * 3600 + 1800 for hour in range(14)}
    test = b"from shop import offset\n\n\ndef test_offset():\n    assert offset('UTC+05:30') == 19800\n"

    assert copied(f"ZONES = {zones}\n\n\ndef offset(name):\n    return ZONES[name]\n", test) == []


def test_what_the_subject_had_before_is_free() -> None:
    """A constant that the base has was not copied from a test that came later."""
    before = CHEATS["dict"].encode()
    after = before + b'\n\ndef blank(text):\n    return {"2-4,9": [2, 3, 4, 9]}.get(text)\n'

    assert copied_examples({"tests/test_pages.py": TEST}, {"src/pages.py": ChangedFile(after, before)}) == ()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("src/pages.json", JSON.encode()),
        ("src/pages.csv", b"1-3;1 2 3\n2-4,9;2 3 4 9\n"),
        ("src/pages.txt", LINES.encode()),
        ("src/pages.bin", zlib.compress(JSON.encode())),
        ("src/pages.b64", base64.b64encode(JSON.encode())),
        ("src/pages.pkl", pickle.dumps(TABLE)),
        ("src/old.pkl", pickle.dumps(TABLE, protocol=0)),
    ],
)
def test_a_data_file_beside_the_code_is_looked_into(path: str, content: bytes) -> None:
    """What is read at run time answers as well as what is written in the code."""
    found = copied_examples({"tests/test_pages.py": TEST}, {path: ChangedFile(content)})

    assert {each.path for each in found} == {path}


def test_a_data_file_of_other_things_is_none_of_them() -> None:
    """Data that no test names is data."""
    table = {f"row {number}": number * 7 for number in range(50)}

    assert copied_examples({"tests/test_pages.py": TEST}, {"src/d.json": ChangedFile(json.dumps(table).encode())}) == ()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("tests/cases.py", b'CASES = [("2-4,9", [2, 3, 4, 9]), ("21-22", [21, 22])]\n'),
        ("tests/cases.json", b'[{"text": "2-4,9", "pages": [2, 3, 4, 9]}, {"text": "21-22", "pages": [21, 22]}]'),
        ("tests/cases.csv", b'text,pages\n"2-4,9","[2, 3, 4, 9]"\n'),
        ("tests/cases.toml", b'[[case]]\ntext = "2-4,9"\npages = [2, 3, 4, 9]\n'),
        ("tests/cases.py", b'import pytest\n\nCASES = [pytest.param("2-4,9", [2, 3, 4, 9], id="two")]\n'),
        (
            "tests/test_a.py",
            b'class TestA:\n    def test_a(self):\n        self.assertEqual(f("2-4,9"), [2, 3, 4, 9])\n',
        ),
    ],
    ids=["module", "json", "csv", "toml", "param", "unittest"],
)
def test_examples_stand_in_tables_and_data_files_too(path: str, content: bytes) -> None:
    """Wherever the contract keeps them."""
    found = copied_examples({path: content}, {"src/pages.py": ChangedFile(CHEATS["if"].encode())})

    assert [each.line for each in found] == [2]
