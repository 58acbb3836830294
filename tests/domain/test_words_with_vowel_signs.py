"""A word is a word in any script: vowel signs and joiners in it are letters of it, and make it no rarer."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.leaks.rarity import rarity_of
from pytest_tddgate.domain.python.changed_file import ChangedFile

WORDS = ("இப்போது", "अभी", "เดี๋ยวนี้", "شَمْس", "می‌خواهم", "cafe\u0301")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_with_signs_is_as_common_as_any_word(word: str) -> None:
    """No sign of a script makes text out of a word."""
    assert rarity_of(word) == rarity_of("now") == 0


def test_a_phrase_of_such_words_is_a_phrase() -> None:
    """Words with a blank between them are what a domain has in common."""
    assert rarity_of("ஒரு நிமிடம்") == rarity_of("a minute") == 1


@pytest.mark.tdd_pins("what says much goes on saying it")
def test_digits_and_marks_among_such_words_still_say_much() -> None:
    """What is hardly written twice is so in every script."""
    assert rarity_of("1-3 நாட்கள், 5") == rarity_of("1-3 days, 5") == 2


LOCALE = """
class Tamil(Locale):
    timeframes = {
        "now": "இப்போது",
        "minute": "ஒரு நிமிடம்",
        "minutes": "{0} நிமிடங்கள்",
        "hour": "ஒரு மணி",
        "hours": "{0} மணிநேரம்",
        "day": "ஒரு நாள்",
        "days": "{0} நாட்கள்",
        "year": "ஒரு ஆண்டு",
        "years": "{0} ஆண்டுகள்",
    }
"""
TESTS = """
def test_format():
    assert Tamil().format("now", 0) == "இப்போது"
    assert Tamil().format("minute", 1) == "ஒரு நிமிடம்"
    assert Tamil().format("minutes", 4) == "4 நிமிடங்கள்"
    assert Tamil().format("hour", 1) == "ஒரு மணி"
    assert Tamil().format("hours", 23) == "23 மணிநேரம்"
    assert Tamil().format("day", 1) == "ஒரு நாள்"
    assert Tamil().format("year", 1) == "ஒரு ஆண்டு"
"""


def test_the_words_of_a_language_are_no_copy() -> None:
    """A table of the domain's own words passes, whatever they are written in."""
    found = copied_examples({"tests/test_tamil.py": TESTS.encode()}, {"tamil.py": ChangedFile(LOCALE.encode(), None)})

    assert found == ()


COPY = """
def told(name, count):
    return {("minutes", 4): "4 நிமிடங்கள்", ("hours", 23): "23 மணிநேரம்", ("days", 12): "12 நாட்கள்"}[name, count]
"""
COPIED = """
def test_told():
    assert told("minutes", 4) == "4 நிமிடங்கள்"
    assert told("hours", 23) == "23 மணிநேரம்"
    assert told("days", 12) == "12 நாட்கள்"
"""


@pytest.mark.tdd_pins("copies stay copies")
def test_answers_with_the_numbers_that_were_given_are_a_copy() -> None:
    """The results of a computation do not become words by the script that they are written in."""
    found = copied_examples({"tests/test_told.py": COPIED.encode()}, {"told.py": ChangedFile(COPY.encode(), None)})

    assert [each.path for each in found] == ["told.py"]
