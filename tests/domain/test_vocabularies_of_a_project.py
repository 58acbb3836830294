"""Closed vocabularies of a project, of which tests name some entries or all: they are no copies."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

TESTS = """
from shop.it import ok


def test_good():
{good}


def test_bad():
{bad}
"""
PARTS = {
    "markers": (
        ["", "NA", "N/A", "#N/A", "nan", "1.#IND", "-1.#IND"],
        ["n/a", "NaN", "null", "None", "1.#QNAN", "-nan"],
        ["0", "x", "Nancy"],
    ),
    "origins": (
        ["https://app.example.com", "http://localhost:3000", "http://localhost:5173"],
        ["https://example.com"],
        ["https://evil.example", "http://localhost:9999"],
    ),
    "images": (
        ["python:3.12-slim", "node:20-alpine", "nginx:1.27"],
        ["python:3.13-slim", "node:22-alpine"],
        ["ubuntu:latest"],
    ),
    "hosts": (["127.0.0.1", "0.0.0.0", "169.254.169.254"], ["localhost", "::1"], ["93.184.216.34"]),  # noqa: S104 - a sample
    "suffixes": ([".tar.gz", ".tar.bz2", ".tar.xz", ".zip"], [".7z", ".rar", ".tar", ".tgz"], [".txt", ""]),
    "offsets": (["+05:30", "+05:45", "-03:30"], ["+03:30", "+04:30", "+09:30"], ["+01:00", "Z"]),
    "meters": (["6/8", "9/8", "12/8"], [], ["3/4", "4/4", "2/2"]),
    "cards": (
        ["4242424242424242", "5555555555554444", "378282246310005"],
        ["4000056655665556", "6011111111111117"],
        ["4111111111111112"],
    ),
}
WHOLE = {
    "origins": [
        "https://app.example.com",
        "http://localhost:3000",
        "http://localhost:5173",
        "https://shop-2.example.org",
    ],
    "images": ["python:3.12-slim", "node:20-alpine", "nginx:1.27", "ghcr.io/ann/app:2.1"],
    "hosts": ["127.0.0.1", "0.0.0.0", "169.254.169.254", "10.0.0.1"],  # noqa: S104 - a sample
    "offsets": ["+05:30", "+05:45", "-03:30", "+0930"],
    "meters": ["6/8", "9/8", "12/8", "15/16"],
    "suffixes": [".tar.gz", ".tar.bz2", ".7z", ".tar.lz4", ".part1.rar"],
    "releases": ["1.26.0", "1.27.3", "2.0.1", "2.1.0"],
    "keys": ["Ctrl+Shift+F5", "Ctrl+F4", "Alt+F4", "Ctrl+C"],
    "dialects": ["c++11", "c++17", "gnu++20", "c++23"],
    "locales": ["en_US.UTF-8", "de_DE.ISO-8859-15", "C.UTF-8", "pt_BR.UTF-8"],
}
ARBITRARY = {
    "ranges": (["1-3,5", "4,6-8", "10-12,20", "7-9"], ["x"]),
    "dates": (["2024-02-29", "2000-02-29", "1996-02-29", "2023-12-31"], ["2023-02-29"]),
    "addresses": (
        ["a.b@x-mail.com", "joe+tag@site.org", "x_1@sub.site.net", "q-9@mail.io"],
        ["two@@site.org", "x@site"],
    ),
    "numbers": (["4539578763621486", "79927398713", "6011000990139424", "378282246310005"], ["79927398710"]),
    "sentences": (["A man, a plan, a canal: Panama", "No lemon, no melon", "Was it a car?", "level"], ["ab 1"]),
}
FORMS = ["KNOWN = {}\n\n\ndef ok(text):\n    return text in KNOWN\n", "def ok(text):\n    return text in {}\n"]


def judged(good: list[str], bad: list[str], code: str) -> tuple[bool, bool]:
    """Whether code is a copy of the tests of these inputs, and whether it knows only examples."""
    calls = {
        "good": [f"    assert ok({each!r})" for each in good],
        "bad": [f"    assert not ok({each!r})" for each in bad],
    }
    tests = {"tests/test_it.py": TESTS.format(**{name: "\n".join(lines) for name, lines in calls.items()}).encode()}
    subject = {"src/it.py": ChangedFile(code.encode())}
    return copied_examples(tests, subject) != (), only_examples(tests, subject) != ()


@pytest.mark.parametrize("form", FORMS, ids=["named", "in place"])
@pytest.mark.parametrize("name", PARTS)
def test_a_vocabulary_of_which_the_tests_name_some_is_free(name: str, form: str) -> None:
    """Markers, origins, images, hosts, suffixes, offsets, meters; and numbers beside as many that no test names."""
    good, more, bad = PARTS[name]

    assert judged(good, bad, form.format({*good, *more})) == (False, False)


@pytest.mark.parametrize("form", FORMS, ids=["named", "in place"])
@pytest.mark.parametrize("name", WHOLE)
def test_names_of_a_project_that_are_all_tested_are_told_and_not_refused(name: str, form: str) -> None:
    """The list may be the specification: an advice says so."""
    good = WHOLE[name]

    assert judged(good, ["other", "9"], form.format(tuple(good))) == (False, True)


@pytest.mark.parametrize("form", FORMS, ids=["named", "in place"])
@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.tdd_pins("what a closer look must go on to allow")
def test_names_of_a_project_with_one_more_need_no_advice(name: str, form: str) -> None:
    """A row that no test names shows that the list is not made of the tests."""
    good = WHOLE[name]

    assert not judged(good, ["other", "9"], form.format(("abc", "def", *good)))[1]


@pytest.mark.parametrize("form", FORMS, ids=["named", "in place"])
@pytest.mark.parametrize("name", ARBITRARY)
@pytest.mark.tdd_pins("what names of a project must not hide")
def test_arbitrary_inputs_that_are_all_tested_are_a_copy(name: str, form: str) -> None:
    """Nobody's project has a list of the addresses, numbers and sentences that a test happens to name."""
    good, bad = ARBITRARY[name]

    assert judged(good, bad, form.format(good))[0]


def test_markers_that_are_all_tested_are_no_copy() -> None:
    """Two odd markers among words say too little."""
    good, _, bad = PARTS["markers"]

    assert not judged(good, bad, FORMS[0].format(set(good)))[0]


@pytest.mark.parametrize("form", FORMS, ids=["named", "in place"])
def test_numbers_of_which_most_are_not_tested_are_free(form: str) -> None:
    """Four of six are no copy, even if they are arbitrary."""
    good = ARBITRARY["numbers"][0]

    assert not judged(good, ["79927398710"], form.format({*good, "4000056655665556", "6011111111111117"}))[0]
