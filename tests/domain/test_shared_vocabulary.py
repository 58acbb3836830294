"""What code and tests have in common because the domain has it: reasons with an apostrophe, colours, price lists."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.leaks.rarity import rarity_of
from pytest_tddgate.domain.python.changed_file import ChangedFile

PATH = "src/shop/names.py"


def rows(examples: list[tuple[Any, ...]], call: str = "parse(one)") -> str:
    """A test module with these rows; the last cell is what the call is compared with."""
    heads = ("one", "two", "three")[: len(examples[0]) - 1]
    marks = f"@pytest.mark.parametrize({(*heads, 'wanted')!r}, {examples!r})\n"
    return f"import pytest\n\n\n{marks}def test_it({', '.join(heads)}, wanted):\n    assert {call} == wanted\n"


def told(test: str, source: str, path: str = PATH) -> list[tuple[int, str]]:
    """Line and text of each copied example."""
    found = copied_examples({"tests/test_names.py": test.encode()}, {path: ChangedFile(source.encode(), None)})
    return [(each.line, each.what) for each in found]


@pytest.mark.parametrize("text", ["I'm a teapot", "I\u2019m a teapot", "the customer's cart", "St. Gallen", "Dr. No"])
def test_marks_inside_of_phrases(text: str) -> None:
    """An apostrophe between letters and the full stop of an abbreviation are how a phrase is written."""
    assert rarity_of(text) == 1


@pytest.mark.parametrize("text", ["don't", "rock\u2019n\u2019roll"])
def test_a_word_with_an_apostrophe_is_a_word(text: str) -> None:
    """It is everybody's."""
    assert rarity_of(text) == 0


@pytest.mark.tdd_pins("what was hardly written twice stays so")
@pytest.mark.parametrize("text", ["1'3", "'a', 'b'", "a='b'", "1-3,5", "key='value'; x", "3.5.", "a. 1"])
def test_marks_around_words_and_numbers(text: str) -> None:
    """Quotes are marks, and so is whatever stands between digits."""
    assert rarity_of(text) == 2


def test_a_reason_with_an_apostrophe() -> None:
    """Two of four reasons are the tests', and all of them are a standard's."""
    test = rows([(404, "Not Found"), (418, "I'm a teapot")])
    source = "REASONS = {200: 'OK', 404: 'Not Found', 418: \"I'm a teapot\", 500: 'Internal Server Error'}\n"

    assert told(test, source) == []


COLOURS = {
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "rebeccapurple": (102, 51, 153),
    "tomato": (255, 99, 71),
    "white": (255, 255, 255),
}
SHOWN = [(name, COLOURS[name]) for name in ("red", "white", "rebeccapurple", "tomato")]


@pytest.mark.parametrize(
    "source",
    [
        f"NAMES = {COLOURS!r}\n",
        "NAMES = {" + ", ".join(f"{name!r}: Colour{value!r}" for name, value in COLOURS.items()) + "}\n",
        f"NAMES = {list(COLOURS.items())!r}\n",
        f"NAMES = { {value: name for name, value in COLOURS.items()}!r}\n",
    ],
    ids=["dict", "objects", "pairs", "turned"],
)
def test_names_of_colours(source: str) -> None:
    """Which numbers a colour has does not follow from its name."""
    assert told(rows([*SHOWN, ("#0f0", (0, 255, 0))]), source) == []


def test_names_of_colours_in_a_data_file() -> None:
    """They are data there as well."""
    text = "{" + ", ".join(f'"{name}": {list(value)}' for name, value in COLOURS.items()) + "}"

    assert told(rows(SHOWN), text, "src/shop/names.json") == []


@pytest.mark.tdd_pins("a list that can be computed from the word is no colour")
@pytest.mark.parametrize(
    "table",
    [
        {"cab": (99, 97, 98), "bad": (98, 97, 100), "ace": (97, 99, 101)},
        {"cab": (3, 1, 2), "bad": (2, 1, 4), "ace": (1, 3, 5)},
        {"banana": (1, 3, 5), "papaya": (1, 3, 5), "cabana": (1, 3, 5)},
        {"1-3": (1, 2, 3), "99-101": (99, 100, 101), "50-52": (50, 51, 52)},
        {"tomato": (255, 99, 71, 12, 19), "red": (255, 0, 0, 7, 3), "plum": (221, 160, 221, 9, 1)},
        {"tomato": (2550, 99, 71), "red": (2550, 0, 0), "plum": (2210, 160, 221)},
    ],
    ids=["codes", "letters", "positions", "ranges", "long", "large"],
)
def test_answers_that_follow_from_their_keys(table: dict[str, Any]) -> None:
    """Codes of letters, positions, ranges; and what is no colour anyway."""
    assert told(rows(list(table.items())), f"TABLE = {table!r}\n")


@pytest.mark.tdd_pins("colours do not hide what stands beside them")
def test_copies_among_colours() -> None:
    """The rows that are no colours are a table of their own."""
    copied = {"1-3": (1, 2, 3), "5-7,9": (5, 6, 7, 9)}

    assert told(rows([*SHOWN, *copied.items()]), f"TABLE = { {**COLOURS, **copied}!r}\n")


PRICES = [("S", 1, 4.19), ("S", 2, 8.89), ("M", 1, 5.49), ("M", 3, 15.89)]
PRICES += [("L", 2, 17.49), ("L", 4, 49.99), ("S", 3, 11.49), ("S", 4, 13.99)]
COSTS = "COSTS = {'S': (4.19, 8.89, 11.49, 13.99), 'M': (5.49, 13.49, 15.89, 18.99), 'L': (9.49, 17.49, 38.99, 49.99)}"


@pytest.mark.parametrize("table", [COSTS, COSTS.replace("(", "[").replace(")", "]")])
def test_prices_by_size_and_zone(table: str) -> None:
    """The tests give sizes and expect prices: nobody looks up a size by its price."""
    assert told(rows(PRICES, "cost(one, two)"), f"{table}\n") == []


@pytest.mark.tdd_pins("a scale that is known at the tested points only")
@pytest.mark.parametrize(
    "table",
    [
        "{'critical': (73, 91), 'warning': (41, 56)}",
        "{'critical': {73, 91}, 'warning': {41, 56}}",
        "{73: 'critical', 91: 'critical', 41: 'warning', 56: 'warning'}",
    ],
)
def test_names_by_the_numbers_that_are_given(table: str) -> None:
    """Here the tests give the numbers."""
    assert told(rows([(73, "critical"), (91, "critical"), (41, "warning"), (56, "warning")]), f"LEVELS = {table}\n")


@pytest.mark.tdd_pins("where nobody can tell what is given, numbers may be keys")
def test_names_by_numbers_that_come_by_way_of_a_fixture() -> None:
    """What is compared is no call with constants."""
    test = rows([(73, "critical"), (91, "critical"), (41, "warning"), (56, "warning")], "gauge.level")

    assert told(test, "LEVELS = {73: 'critical', 91: 'critical', 41: 'warning', 56: 'warning'}\n")


def test_the_strongest_row_is_shown() -> None:
    """A row that says little is no reason to refuse, though it stands first."""
    test = rows([(404, "Not Found"), ("1-3", [1, 2, 3])])

    ((line, what),) = told(test, "TABLE = {\n    404: 'Not Found',\n    '1-3': [1, 2, 3],\n}\n")

    assert line == 3
    assert what.startswith("'1-3' goes with [1, 2, 3], as in ")


def test_the_strongest_row_of_a_data_file_is_shown() -> None:
    """As in code."""
    test = rows([(404, "Not Found"), ("1-3", [1, 2, 3])])

    ((_, what),) = told(test, '{\n "404": "Not Found",\n "1-3": [1, 2, 3]\n}\n', "src/shop/names.json")

    assert what.startswith("'1-3' goes with [1, 2, 3], as in ")
