"""Functions that return the tests' answers one by one, whatever tells their inputs apart."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

TEST = """\
import pytest

from shop.duration import parse


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("45s", 45), ("2m", 120), ("1h30m", 5400), ("1d2h", 93600), ("1h1m1s", 3661), ("0s", 0)],
)
def test_parse(text, seconds):
    assert parse(text) == seconds


@pytest.mark.parametrize("text", ["", "abc"])
def test_bad(text):
    with pytest.raises(ValueError):
        parse(text)
"""
LENGTHS = """\
def parse(text):
    if len(text) == 3 and text[0] == "4":
        return 45
    if text.endswith("m"):
        if len(text) == 2:
            return 60 * 2
        return 5400
    match list(text[:3]):
        case ["1", "d", *_]:
            return 3600 * 26
        case ["1", "h", _]:
            return 3661
    if text[:1] == "0":
        return 0
    raise ValueError(text)
"""


def told(source: str, test: str = TEST, before: str | None = None) -> list[tuple[int, str, str]]:
    """Line, function and text of each finding."""
    file = ChangedFile(source.encode(), None if before is None else before.encode())
    found = only_examples({"tests/test_duration.py": test.encode()}, {"src/shop/duration.py": file})
    return [(each.line, each.name, each.what) for each in found]


def test_a_return_for_each_example() -> None:
    """The conditions hold nothing of the tests, but every answer has a return of its own."""
    assert told(LENGTHS) == [
        (
            3,
            "parse",
            "these 5 returns are all that the tests show of parse: '45s' goes with 45, as in tests/test_duration.py:8",
        )
    ]


def test_lists_and_texts_that_are_hardly_written_twice() -> None:
    """As long as each of them is one example's."""
    rows = [("ab", [1, 4, 2]), ("cd", [7, 3, 3]), ("ef", [2, 9, 4]), ("gh", [8, 8, 1])]
    test = (
        f"import pytest\n\n@pytest.mark.parametrize(('a', 'b'), {rows!r})\ndef test_a(a, b):\n    assert cut(a) == b\n"
    )
    source = (
        "def cut(text):\n    if text < 'b':\n        return [1, 4, 2]\n    if text < 'd':\n        return [7, 3, 3]\n"
    )
    source += "    return [2, 9, 4] if text < 'f' else [8, 8, 1]\n"
    branches = (
        source.rpartition("    return")[0] + "    if text < 'f':\n        return [2, 9, 4]\n    return [8, 8, 1]\n"
    )

    assert [name for _, name, _ in told(branches, test)] == ["cut"]
    assert [name for _, name, _ in told(source, test)] == ["cut"]


GRADE_TEST = """\
import pytest

@pytest.mark.parametrize(("a", "b"), [(95, "very good"), (85, "good"), (75, "fair"), (60, "not good"), (10, "bad")])
def test_a(a, b):
    assert grade(a) == b
"""
GRADES = """\
def grade(points):
    if points >= 90:
        return "very good"
    if points >= 80:
        return "good"
    if points >= 70:
        return "fair"
    if points >= 50:
        return "not good"
    return "bad"
"""
STATUS_TEST = """\
import pytest

@pytest.mark.parametrize(("a", "b"), [("gone", 410), ("missing", 404), ("broken", 500), ("denied", 403), ("busy", 429)])
def test_a(a, b):
    assert status(a) == b
"""
STATUSES = """\
def status(error):
    if error.startswith("gone"):
        return 410
    if error.startswith("missing"):
        return 404
    if error.startswith("broken"):
        return 500
    if error.startswith("denied"):
        return 403
    return 429
"""
ONE_MORE = LENGTHS.replace(
    '    if text[:1] == "0":', '    if text[:1] == "9":\n        return 777\n    if text[:1] == "0":'
)


@pytest.mark.parametrize(
    ("source", "test"),
    [
        (GRADES, GRADE_TEST),
        (STATUSES, STATUS_TEST),
        (ONE_MORE, TEST),
        (LENGTHS.replace("return 5400", "return len(text) * 1080"), TEST),
        (LENGTHS, TEST.replace('("0s", 0)', '("0s", 0), ("90m", 5400)')),
        (LENGTHS, TEST.replace('("0s", 0)', '("0s", 0), ("3m", 180)')),
        (LENGTHS, TEST + "\n\ndef test_more():\n    assert parse('3h') > 3\n"),
        (LENGTHS, TEST + "\n\ndef test_more(text):\n    assert parse(text) == 45\n"),
        (LENGTHS.replace("def parse", "def other"), TEST),
        (LENGTHS.replace("60 * 2", "2").replace("5400", "5").replace("3600 * 26", "9"), TEST),
    ],
    ids=[
        *("phrases", "statuses", "one-more-return", "computed", "two-examples", "example-without", "tried", "fixture"),
        *("another-function", "other-answers"),
    ],
)
@pytest.mark.tdd_pins("what may be a rule is not told")
def test_what_may_be_a_rule(source: str, test: str) -> None:
    """Classes of inputs, standards, answers that several examples share, and inputs without an expected answer."""
    assert told(source, test) == []


@pytest.mark.tdd_pins("only what the change wrote counts")
def test_returns_that_were_there_before() -> None:
    """Another line changed."""
    assert told(LENGTHS + "\n\ndef more():\n    return 7\n", before=LENGTHS) == []
