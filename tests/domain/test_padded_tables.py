"""Tables that are padded with invented rows: examples whose answers are made of their keys need no table."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

PATH = "src/shop/pages.py"
RANGES: dict[str, object] = {
    "1-3,5": [1, 2, 3, 5],
    "2-4,9": [2, 3, 4, 9],
    "10-12": [10, 11, 12],
    "99-101": [99, 100, 101],
}
HOLIDAYS = {"2024-01-01": "New Year", "2024-12-25": "Christmas Day", "2025-01-01": "New Year (again)"}


def told(examples: dict[str, object], source: str) -> list[int]:
    """The lines that repeat examples, which a test has as rows of a parametrization."""
    rows = ", ".join(f"({key!r}, {value!r})" for key, value in examples.items())
    test = f"import pytest\n\n\n@pytest.mark.parametrize(('text', 'wanted'), [{rows}])\n"
    test += "def test_pages(text, wanted):\n    assert pages(text) == wanted\n"
    file = ChangedFile(source.encode(), None)
    return [each.line for each in copied_examples({"tests/test_pages.py": test.encode()}, {PATH: file})]


def table(rows: dict[str, object]) -> str:
    """A module with these rows, one a line."""
    return "TABLE = {\n" + "".join(f"    {key!r}: {value!r},\n" for key, value in rows.items()) + "}\n"


@pytest.mark.parametrize(
    "padding",
    [
        {f"{first}-{last}": list(range(first, last + 1)) for first in range(20, 30) for last in range(30, 38)},
        {f"{number}+{number % 7}/3": [number, number % 13] for number in range(200, 280)},
    ],
    ids=["computed", "noise"],
)
def test_a_table_that_is_padded_is_still_one(padding: dict[str, object]) -> None:
    """However many rows nobody tests, three that code would have computed say enough."""
    assert told(RANGES, table({**padding, **RANGES})) == [82]


@pytest.mark.tdd_pins("what the rule must go on to allow")
@pytest.mark.parametrize(
    ("examples", "rows"),
    [
        (HOLIDAYS, {**{f"2024-02-{day}": f"Day {day} of it" for day in range(10, 29)}, **HOLIDAYS}),
        (dict(list(RANGES.items())[:2]), {**{f"{n}-{n + 2}": [n, n + 1, n + 2] for n in range(40, 60)}, **RANGES}),
        ({"km": 1000, "mi": 1609.344, "ft": 0.3048}, {"km": 1000, "mi": 1609.344, "ft": 0.3048, "m": 1, "in": 0.0254}),
    ],
    ids=["holidays", "two", "units"],
)
def test_a_table_of_what_cannot_be_computed(examples: dict[str, object], rows: dict[str, object]) -> None:
    """The answers of a standard are not made of its keys; and two rows may be there by chance."""
    assert told(examples, table(rows)) == []
