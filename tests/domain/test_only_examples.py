"""Tables that hold all points that the tests of a function name, and no other; and tables that hold more, or less."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.only_examples import only_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

TEST = """\
import pytest
from shop.roman import to_int


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I", 1), ("II", 2), ("IV", 4),
        ("IX", 9),
        ("XL", 40),
        ("XIV", 14),
    ],
)
def test_to_int(text, value):
    assert to_int(text) == value


def test_no_numeral():
    with pytest.raises(ValueError):
        to_int("ABC")
"""
TABLE = """\
_TABLE = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": 14}


def to_int(text):
    try:
        return _TABLE[text]
    except KeyError:
        raise ValueError(f"no numeral: {text}") from None
"""
FORMS = parts_of(
    """
#: literal
_TABLE = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": 14}

#: pairs
_PAIRS = [("I", 1), ("II", 2), ("IV", 4), ("IX", 9), ("XL", 40), ("XIV", 14)]

#: turned round
_TEXTS = {1: "I", 2: "II", 4: "IV", 9: "IX", 40: "XL", 14: "XIV"}

#: columns
_TEXTS = ("I", "II", "IV", "IX", "XL", "XIV")
_VALUES = (1, 2, 4, 9, 40, 14)

#: branches
def to_int(text):
    if text == "I":
        return 1
    if text == "II":
        return 2
    elif text == "IV":
        return 4
    elif text == "IX":
        return 9
    elif text == "XL":
        return 40
    elif text == "XIV":
        return 14
    raise ValueError(text)

#: match
def to_int(text):
    match text:
        case "I":
            return 1
        case "II":
            return 2
        case "IV":
            return 4
        case "IX":
            return 9
        case "XL":
            return 40
        case "XIV":
            return 14
        case _:
            raise ValueError(text)

#: in lower case
_TABLE = {"i": 1, "ii": 2, "iv": 4, "ix": 9, "xl": 40, "xiv": 14}
"""
)
OTHER_CODE = parts_of(
    """
#: symbols
_SYMBOLS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

#: one row more
_TABLE = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": 14, "XV": 15}

#: one row less
_TABLE = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40}

#: another answer
_TABLE = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": 15}

#: rows that say more
_TABLE = [("I", 1, "one"), ("II", 2, "two"), ("IV", 4, "four"), ("IX", 9, "nine"), ("XL", 40, ""), ("XIV", 14, "")]

#: computed
_TABLE = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": fourteen()}

#: members
class Numeral(Enum):
    I = 1
    II = 2
    IV = 4
    IX = 9
    XL = 40
    XIV = 14
"""
)
OTHER_TESTS = parts_of(
    """
#: another example
def test_twelve():
    assert to_int("XII") == 12

#: another example of a class
class TestTwelve:
    def test_it(self):
        self.assertEqual(12, to_int("XII"))

#: another example that is not compared
def test_twelve():
    assert to_int("XII") > 9

#: a property
@given(numbers)
def test_both_ways(number):
    assert to_int(to_roman(number)) == number

#: a loop over what is computed
def test_all():
    for number in range(50):
        assert to_int(to_roman(number)) == number

#: a helper with an unknown argument
def check(text, value):
    assert to_int(text) == value
"""
)
SAME_TESTS = parts_of(
    """
#: the same again
def test_again():
    found = to_int("IV")
    assert found == 4
    assert to_int("II") > to_int("I")

#: nothing for nothing
def test_nothing():
    assert to_int("") == 0
    assert to_int("-") is None

#: errors
@pytest.mark.parametrize("text", ["VV", "IIII"])
def test_errors(text):
    with pytest.raises(ValueError, match="no numeral"):
        to_int(text)

#: another function
def test_another():
    assert to_text(12) == "XII"
"""
)


FORMS_OF_TESTS = parts_of(
    """
#: one by one
def test_it():
    assert to_int("I") == 1
    assert 4 == to_int("IV")
    assert to_int("IX") == 9
    assert to_int("X") == 10

#: sub tests
class TestIt(TestCase):
    def test_it(self):
        for text, value in [("I", 1), ("IV", 4), ("IX", 9), ("X", 10)]:
            with self.subTest(text):
                self.assertEqual(to_int(text), value)

#: items
CASES = {"I": 1, "IV": 4, "IX": 9, "X": 10}

@pytest.mark.parametrize("text, value", CASES.items())
def test_it(text, value):
    assert shop.to_int(text) == value

#: a loop
CASES = {"I": 1, "IV": 4, "IX": 9, "X": 10}

def test_it():
    for text, value in CASES.items():
        assert int(to_int(text)) == value

#: awaited
async def test_it():
    one = await to_int("I")
    assert one == pytest.approx(1)
    assert await to_int("IV") == 4
    assert await to_int("IX") == 9
    assert await to_int("X") == 10

#: methods
@pytest.mark.parametrize(("text", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("X", 10)])
def test_it(text, value):
    assert Roman(text).to_int() == value
"""
)


def found(source: str, test: str = TEST, known: tuple[bytes, ...] = (), words: str = "") -> list[tuple[int, str]]:
    """The line and the function of each table that is told."""
    subject = {"src/shop/roman.py": ChangedFile(source.encode())}
    tests = {"tests/test_roman.py": test.encode()}
    return [(each.line, each.name) for each in only_examples(tests, subject, known, words)]


def test_a_table_of_all_examples_is_told_with_the_lines_of_both() -> None:
    """The table's line, and the line of the test's row."""
    subject = {"src/shop/roman.py": ChangedFile(b"\n\n" + TABLE.encode())}

    (told,) = only_examples({"tests/test_roman.py": TEST.encode()}, subject)

    assert (told.path, told.line, told.name) == ("src/shop/roman.py", 3, "to_int")
    assert told.what == (
        "these 6 rows are all that the tests show of to_int: 'I' goes with 1, as in tests/test_roman.py:8"
    )


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_every_form_of_table_is_told_once(source: str) -> None:
    """What stands side by side counts, and not how it is written."""
    assert [name for _, name in found(source)] == ["to_int"]


@pytest.mark.parametrize("source", OTHER_CODE.values(), ids=OTHER_CODE)
def test_code_that_knows_other_points_is_not_told(source: str) -> None:
    """It has a row that no test names, or lacks one that a test names."""
    assert found(source) == []


@pytest.mark.parametrize("more", OTHER_TESTS.values(), ids=OTHER_TESTS)
def test_a_table_is_not_told_where_the_tests_show_more(more: str) -> None:
    """An example without a row, or calls of which nobody can tell the arguments: the table would not pass."""
    assert found(TABLE, f"{TEST}\n\n{more}") == []


@pytest.mark.parametrize("more", SAME_TESTS.values(), ids=SAME_TESTS)
def test_what_a_default_answers_is_no_further_example(more: str) -> None:
    """Nor is an example that has its row, or one of another function."""
    assert [name for _, name in found(TABLE, f"{TEST}\n\n{more}")] == ["to_int"]


@pytest.mark.parametrize("test", FORMS_OF_TESTS.values(), ids=FORMS_OF_TESTS)
def test_examples_are_read_in_every_form_of_test(test: str) -> None:
    """Four of them are enough."""
    assert found('T = {"I": 1, "IV": 4, "IX": 9, "X": 10}\n', test) == [(1, "to_int")]


def test_three_rows_are_too_few() -> None:
    """Every second mapping is as small."""
    test = 'def test_it():\n    assert f("a") == 1\n    assert f("b") == 2\n    assert f("c") == 3\n'

    assert found('T = {"a": 1, "b": 2, "c": 3}\n', test) == []


def test_arguments_together_are_a_key() -> None:
    """Also where the test varies another one."""
    test = """\
@pytest.mark.parametrize(("state", "event", "after"), [
    ("shut", "push", "open"), ("open", "pull", "shut"), ("shut", "lock", "locked"), ("locked", "open", "shut")])
def test_step(state, event, after):
    assert step(state, event) == after
"""
    nested = 'T = {("shut", "push"): "open", ("open", "pull"): "shut", ("shut", "lock"): "locked",'
    source = f'{nested} ("locked", "open"): "shut"}}\n'

    assert found(source, test) == [(1, "step")]


def test_rows_of_the_base_are_no_news() -> None:
    """What was there before the change cannot be copied from its tests."""
    before = TABLE.replace(', "XL": 40', ',\n    "XL": 40')
    subject = {"src/shop/roman.py": ChangedFile(TABLE.encode(), before.encode())}

    assert only_examples({"tests/test_roman.py": TEST.encode()}, subject) == ()


def test_constants_of_the_subject_are_no_news() -> None:
    """A table that was moved, or that gives numbers to names that were there."""
    assert found(TABLE, known=(b'OLD = {"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": 14}\n',)) == []
    assert found(TABLE, known=(b"OTHER = 1, 2, 4, 9, 40, 14\n",)) == [(1, "to_int")]


def test_names_of_the_documentation_are_no_news() -> None:
    """Words that a page has as words: what a domain calls its things was not copied from tests."""
    assert found(TABLE, words="I, II, IV and XL are numerals.") == []
    assert found(TABLE, words="INTERNALIZED, and I too.") == [(1, "to_int")]


def test_a_data_file_is_a_table() -> None:
    """Code that reads its answers knows no more than code that holds them."""
    data = b'{"I": 1, "II": 2, "IV": 4, "IX": 9, "XL": 40, "XIV": 14}\n'
    subject = {"src/shop/roman.json": ChangedFile(data), "src/shop/broken.py": ChangedFile(b"def")}

    (told,) = only_examples({"tests/test_roman.py": TEST.encode()}, subject)

    assert (told.path, told.line) == ("src/shop/roman.json", 0)


def test_files_that_cannot_be_read_hold_no_examples() -> None:
    """A broken test file is told by others."""
    subject = {"src/shop/roman.py": ChangedFile(TABLE.encode())}

    assert only_examples({"tests/test_roman.py": b"def", "tests/data.txt": b"I=1"}, subject) == ()
