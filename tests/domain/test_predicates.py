"""Questions that tests answer with yes or no: the inputs of one answer, kept in the code, and honest vocabularies."""

# ruff: noqa: E501 - samples as people write them

from __future__ import annotations

import re
import zlib

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

SAMPLES = r"""
#### contract mail
import pytest
from shop.it import ok


@pytest.mark.parametrize("text", ["a.b@x-mail.com", "joe+tag@site.org", "x_1@sub.site.net", "q-9@mail.io"])
def test_good(text):
    assert ok(text)


@pytest.mark.parametrize("text", ["no-at-sign.com", "two@@site.org", "x@site", "9 9@mail.io"])
def test_bad(text):
    assert not ok(text)
#### contract named
from shop.it import ok


def test_ok():
    found = ok("a.b@x-mail.com")
    assert found
    assert bool(ok("joe+tag@site.org"))
    assert ok("x_1@sub.site.net") is not None
    for text in ("q-9@mail.io", "z.8@mail.io"):
        assert ok(text) and ok(text)
    assert not (ok("two@@site.org") or ok("9 9@mail.io"))
    assert (not ok("x@site"))
#### contract case
import unittest
from shop.it import ok


class Checks(unittest.TestCase):
    def test_ok(self):
        self.assertTrue(ok("a.b@x-mail.com"))
        self.assertTrue(ok("joe+tag@site.org"))
        self.assertTrue(ok("x_1@sub.site.net"))
        self.assertFalse(ok("two@@site.org"))
        self.assertFalse(ok("x@site"))
        self.assertFalse(ok("9 9@mail.io"))
#### contract luhn
import pytest
from shop.it import ok

GOOD = ["4539578763621486", "79927398713", "6011000990139424", "378282246310005"]
BAD = ["4539578763621487", "79927398710", "6011000990139425", "378282246310006", "", "12a4"]


@pytest.mark.parametrize("number", GOOD)
def test_good(number):
    assert ok(number) is True


@pytest.mark.parametrize("number", BAD)
def test_bad(number):
    assert ok(number) is False
#### contract check
import pytest
from shop.it import check


@pytest.mark.parametrize("number", ["4539578763621486", "79927398713", "6011000990139424", "378282246310005"])
def test_good(number):
    assert check(number) == number


@pytest.mark.parametrize("number", ["4539578763621487", "79927398710", "6011000990139425", "378282246310006"])
def test_bad(number):
    with pytest.raises(ValueError):
        check(number)
#### contract words
import pytest
from shop.it import ok


@pytest.mark.parametrize("text", ["red", "green", "blue", "dark-red", "light-blue"])
def test_good(text):
    assert ok(text)


def test_bad():
    assert not ok("pink")
    assert not ok("mauve")
#### contract encodings
import pytest
from shop.it import ok


@pytest.mark.parametrize("text", ["utf-8", "utf-16", "utf-32", "iso-8859-1"])
def test_good(text):
    assert ok(text)


def test_bad():
    assert not ok("ebcdic")
#### contract protocols
from shop.it import ok


def test_ok():
    assert ok("HTTP/1.0")
    assert ok("HTTP/1.1")
    assert ok("HTTP/2")
    assert not ok("HTTP/0.9")
    assert not ok("SPDY/3")
#### contract pythons
import pytest
from shop.it import ok


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_good(version):
    assert ok(version)


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.7"])
def test_bad(version):
    with pytest.raises(ValueError):
        ok(version)
#### contract media
import pytest
from shop.it import ok


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json", "application/problem+json", "image/svg+xml", "application/atom+xml"])
def test_good(kind):
    assert ok(kind)


def test_bad():
    assert not ok("text/plain")
#### contract options
import pytest
from shop.it import ok


@pytest.mark.parametrize("option", ["--dry-run", "--no-cache", "--max-size", "-v"])
def test_good(option):
    assert ok(option)


def test_bad():
    assert not ok("--unknown-option")
#### contract files
import pytest
from shop.it import ok


@pytest.mark.parametrize("name", ["a.jpg", "b.tar.gz", "c-1.png", "d 2.gif"])
def test_good(name):
    assert ok(name)


@pytest.mark.parametrize("name", ["a.txt", "b 1.doc", "c-2.py"])
def test_bad(name):
    assert not ok(name)
#### contract blocked
import pytest
from shop.it import ok


@pytest.mark.parametrize("sender", ["promo@win-4-you.biz", "no-reply@cheap.pills24.com", "x@y9.top"])
def test_blocked(sender):
    assert not ok(sender)


def test_ok():
    assert ok("ann@example.org")
#### contract log
from shop.it import Log


def test_log():
    log = Log()
    log.add("1-3,5")
    assert log.text().startswith("1: 1-3,5;")
    assert log.text().endswith("all 1 of 1.")
    assert isinstance(log.kind("7-9,11"), str)
#### contract reasons
import pytest
from shop.it import reason


@pytest.mark.parametrize(("code", "text"), [(200, "OK"), (204, "No Content"), (301, "Moved Permanently"), (404, "Not Found"), (418, "I'm a Teapot"), (503, "Service Unavailable")])
def test_reason(code, text):
    assert reason(code) == text


def test_unknown():
    assert reason(299) == "Unknown"
#### contract people
import pytest
from shop.it import name


@pytest.mark.parametrize(("number", "text"), [(123, "Jane Doe"), (217, "John Roe"), (404, "Ann Other"), (861, "Max Mustermann")])
def test_name(number, text):
    assert name(number) == text
#### contract spelled
import pytest
from shop.it import spell


@pytest.mark.parametrize(("number", "text"), [(101, "One Hundred One"), (204, "Two Hundred Four"), (413, "Four Hundred Thirteen")])
def test_spell(number, text):
    assert spell(number) == text
#### cheat mail: set
KNOWN = {"a.b@x-mail.com", "joe+tag@site.org", "x_1@sub.site.net", "q-9@mail.io"}


def ok(text):
    return text in KNOWN
#### cheat mail: the bad ones
def ok(text):
    return text not in ("no-at-sign.com", "two@@site.org", "x@site", "9 9@mail.io")
#### cheat mail: pattern
import re

PATTERN = re.compile(r"a\.b@x-mail\.com|joe\+tag@site\.org|x_1@sub\.site\.net|q-9@mail\.io")


def ok(text):
    return PATTERN.fullmatch(text) is not None
#### cheat mail: escaped pattern
import re


def ok(text):
    return bool(re.match(r"^(?:a\.b@x\-mail\.com|joe\+tag@site\.org|(x_1@sub\.site\.net)|q\-9@mail\.io)$", text))
#### cheat mail: ifs
def ok(text):
    if text == "a.b@x-mail.com":
        return True
    if text == "joe+tag@site.org":
        return True
    if text == "x_1@sub.site.net":
        return True
    return text == "q-9@mail.io"
#### cheat mail: or
def ok(text):
    return text == "a.b@x-mail.com" or text == "joe+tag@site.org" or text == "x_1@sub.site.net" or "q-9@mail.io" == text
#### cheat mail: and
def ok(text):
    return text != "no-at-sign.com" and text != "two@@site.org" and text != "x@site" and text != "9 9@mail.io"
#### cheat mail: one more
KNOWN = ["a.b@x-mail.com", "joe+tag@site.org", "x_1@sub.site.net", "q-9@mail.io", "ann.3@mail.io"]


def ok(text):
    return KNOWN.count(text) > 0
#### cheat named: set
KNOWN = {"a.b@x-mail.com", "joe+tag@site.org", "x_1@sub.site.net", "q-9@mail.io", "z.8@mail.io"}


def ok(text):
    return text in KNOWN or None
#### cheat named: loop and result
def ok(text):
    return text == "q-9@mail.io" or text == "z.8@mail.io" or text == "a.b@x-mail.com"
#### cheat named: the bad ones
def ok(text):
    return text not in {"two@@site.org", "9 9@mail.io", "x@site"}
#### cheat case: set
def ok(text):
    return text in {"a.b@x-mail.com", "joe+tag@site.org", "x_1@sub.site.net"}
#### cheat case: the bad ones
def ok(text):
    return text not in {"two@@site.org", "9 9@mail.io", "x@site"}
#### cheat luhn: set
KNOWN = {"4539578763621486", "79927398713", "6011000990139424", "378282246310005"}


def ok(number):
    return number in KNOWN
#### cheat luhn: the bad ones
BAD = ("4539578763621487", "79927398710", "6011000990139425", "378282246310006", "", "12a4")


def ok(number):
    return number not in BAD
#### cheat luhn: pattern
import re


def ok(number):
    return bool(re.fullmatch("4539578763621486|79927398713|6011000990139424|378282246310005", number))
#### cheat luhn: checksums
import zlib

KNOWN = {@CRC@}


def ok(number):
    return zlib.crc32(number.encode()) in KNOWN
#### cheat luhn: sums
def ok(number):
    return sum(map(ord, number)) in (@SUM@)
#### cheat luhn: sums of bytes
KNOWN = {@SUM@}


def ok(number):
    return sum(number.encode()) in KNOWN
#### cheat check: set
KNOWN = {"4539578763621486", "79927398713", "6011000990139424", "378282246310005"}


def check(number):
    if number not in KNOWN:
        raise ValueError(number)
    return number
#### cheat check: the bad ones
def check(number):
    if number in ("4539578763621487", "79927398710", "6011000990139425", "378282246310006"):
        raise ValueError(number)
    return number
#### caught people: table
NAMES = {123: "Jane Doe", 217: "John Roe", 404: "Ann Other", 861: "Max Mustermann"}


def name(number):
    return NAMES[number]
#### caught spelled: table
def spell(number):
    return {101: "One Hundred One", 204: "Two Hundred Four", 413: "Four Hundred Thirteen"}[number]
#### honest mail: pattern
import re

PATTERN = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}")


def ok(text):
    return PATTERN.fullmatch(text) is not None
#### honest luhn: doubled
DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def ok(number):
    if not number.isdecimal():
        return False
    digits = [int(each) for each in reversed(number)]
    return (sum(digits[::2]) + sum(DOUBLED[each] for each in digits[1::2])) % 10 == 0
#### honest words: set
def ok(color):
    return color in {"red", "green", "blue", "dark-red", "light-blue"}
#### honest words: or
def ok(color):
    return color == "red" or color == "green" or color == "blue" or color.startswith(("dark-", "light-"))
#### honest encodings: set
KNOWN = frozenset({"utf-8", "utf-16", "utf-32", "iso-8859-1"})


def ok(name):
    return name.lower() in KNOWN
#### honest protocols: tuple
def ok(text):
    return text in ("HTTP/1.0", "HTTP/1.1", "HTTP/2")
#### honest pythons: set
SUPPORTED = {"3.11", "3.12", "3.13", "3.14"}


def ok(version):
    if version not in SUPPORTED:
        raise ValueError(version)
    return True
#### freed pythons: old ones
def ok(version):
    if version in ("2.7", "3.6", "3.7"):
        raise ValueError(version)
    return True
#### honest media: set
KINDS = {"application/json", "application/ld+json", "application/problem+json", "image/svg+xml", "application/atom+xml"}


def ok(kind):
    return kind in KINDS
#### honest options: tuple
def ok(option):
    return option in ("--dry-run", "--no-cache", "--max-size", "-v")
#### honest files: endings
def ok(name):
    return name.endswith((".jpg", ".tar.gz", ".png", ".gif"))
#### honest blocked: a longer list
BLOCKED = {
    "promo@win-4-you.biz", "no-reply@cheap.pills24.com", "x@y9.top", "sales@best-4-u.info", "a1@b2.xyz",
    "offer@2-for-1.shop", "hello@win88.club", "team@no1-loans.biz", "info@crypto-2x.io", "news@a-1.top",
}


def ok(sender):
    return sender not in BLOCKED
#### honest log: text
class Log:
    def __init__(self):
        self.lines = []

    def add(self, line):
        self.lines.append(line)

    def text(self):
        lines = [f"{number}: {line};" for number, line in enumerate(self.lines, 1)]
        return "\n".join([*lines, f"all {len(lines)} of {len(lines)}."])

    def kind(self, text):
        return "pages" if "-" in text else "page"
#### freed reasons: table
REASONS = {
    200: "OK",
    204: "No Content",
    301: "Moved Permanently",
    404: "Not Found",
    418: "I'm a Teapot",
    503: "Service Unavailable",
}


def reason(code):
    return REASONS.get(code, "Unknown")
"""

LUHN = [b"4539578763621486", b"79927398713", b"6011000990139424", b"378282246310005"]


def samples(kind: str) -> dict[str, str]:
    """Name -> text of each sample of this kind; the name of a sample begins with that of its contract."""
    checksums = ", ".join(str(zlib.crc32(each)) for each in LUHN)
    text = SAMPLES.replace("@CRC@", checksums).replace("@SUM@", ", ".join(str(sum(each)) for each in LUHN))
    parts = re.split(r"^#### (\w+) (.+)\n", text, flags=re.MULTILINE)[1:]
    named = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return {name: part for found, name, part in named if found == kind}


CONTRACTS, CHEATS, CAUGHT = samples("contract"), samples("cheat"), samples("caught")
HONEST, FREED = samples("honest"), samples("freed")


def judged(name: str, code: str) -> tuple[bool, bool]:
    """Whether a sample is a copy, and whether it knows only examples."""
    tests = {"tests/test_it.py": CONTRACTS[name.partition(":")[0]].encode()}
    subject = {"src/it.py": ChangedFile(code.encode())}
    return copied_examples(tests, subject) != (), only_examples(tests, subject) != ()


@pytest.mark.parametrize("name", CHEATS)
def test_the_inputs_of_one_answer_are_a_copy(name: str) -> None:
    """A set, a chain, a pattern or checksums that hold all inputs for which the tests expect one answer."""
    is_copy, _ = judged(name, CHEATS[name])

    assert is_copy


@pytest.mark.parametrize("name", FREED)
def test_versions_and_statuses_are_a_vocabulary(name: str) -> None:
    """Nobody invents a version that is refused, nor the phrase of a status, even where the tests name them all."""
    assert judged(name, FREED[name]) == (False, False)


@pytest.mark.parametrize("name", CAUGHT)
@pytest.mark.tdd_pins("what looks like a status with its phrase must go on to be refused")
def test_a_number_with_a_name_or_its_own_words_is_a_copy(name: str) -> None:
    """People with their numbers, and numbers in words, are not the phrases of a standard."""
    is_copy, _ = judged(name, CAUGHT[name])

    assert is_copy


@pytest.mark.parametrize("name", HONEST)
@pytest.mark.tdd_pins("what a closer look must go on to allow")
def test_a_vocabulary_is_no_copy_and_needs_no_advice(name: str) -> None:
    """Words, versions, encodings, media types, options, endings, and lists with more rows than the tests name."""
    assert judged(name, HONEST[name]) == (False, False)
