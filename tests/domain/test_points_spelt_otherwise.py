"""Points in another spelling, and neighbours that are tested: neither says whether a function computes."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.generality.cliffs import CallOutcome, Point, cliff_of
from pytest_tddgate.domain.generality.replay import replay_of
from pytest_tddgate.domain.generality.telling import is_alike, is_composed
from pytest_tddgate.domain.generality.withheld import Need, serves_tests_alone, tables_in

ERROR = CallOutcome("raised", "ValueError", "", path="line")


def points(*, is_alike: bool, value: str = "") -> list[Point]:
    """Numbers with errors around them, and one neighbour that shows this value, or the point's own."""
    near = [CallOutcome("returned", "int", value or str(each), path="line", is_alike=is_alike) for each in range(4)]
    return [
        Point(f"'{each}'", CallOutcome("returned", "int", str(each), path="line"), (ERROR, ERROR, ERROR, near[each]))
        for each in range(4)
    ]


def test_a_point_in_another_spelling_is_no_company() -> None:
    """A table whose keys have one case, or are sorted, answers it too."""
    assert cliff_of(points(is_alike=True)) is not None


def test_a_neighbour_that_shares_the_result_is_company() -> None:
    """A bracket."""
    assert cliff_of(points(is_alike=False)) is None


def test_another_spelling_with_a_result_of_its_own_is_company() -> None:
    """Where order matters, that was computed."""
    changed = [points(is_alike=True, value=str(number))[number - 50] for number in range(50, 54)]

    assert cliff_of(changed) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1h30m", "1H30M"),
        ("1h30m", "30m1h"),
        (" 1h 15m ", " 1h 15m"),
        ([5, 1, 4], [1, 5, 4]),
        (b"ab", b"BA"),
        ("45s", "45ss"),
        ([5, 1], [5, 1, 1]),
    ],
)
def test_the_same_characters_are_alike(one: object, other: object) -> None:
    """In any case, order and number, and among any spaces."""
    assert is_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1h30m", "1h31m"), ("2024-01-31", "2024-01-30"), ([5, 1], [5, 2]), ("ab", "abc"), (7, 8), ("0-306", "-0306")],
)
def test_other_characters_are_not_alike(one: object, other: object) -> None:
    """One digit can be another day, and who reads over marks has an algorithm."""
    assert not is_alike(one, other)


def test_a_text_of_several_numbers_is_composed() -> None:
    """A name has one at most."""
    assert is_composed((["1h30m"], {"limit": 3}))
    assert not is_composed((["A4", 210, 297], {}))


def test_a_child_tells_whether_a_neighbour_is_the_point_itself() -> None:
    """And of a table what fails, and which tested calls are beside."""
    shown = ["returned", "int", "3", "0:1", False]
    raw = {
        "path": "/a.py", "line": 3, "function": "f", "heeds": "", "seen": 0, "is_outward": False,
        "points": [[["'1'", True, True], shown, [[*shown, True]]]],
        "withheld": [["/b.py", 7, [["'1'", 9, 2, 4, 1]]]],
    }  # fmt: skip

    replay = replay_of(raw)

    assert [each.is_alike for each in replay.points[0].around] == [True]
    assert replay.withheld[0].needs == (Need("'1'", 9, 2, failed=4, beside=1),)


def test_tested_calls_beside_a_point_count_as_neither() -> None:
    """Two thresholds can lie side by side."""
    needs = [Need("49", 4, 0, beside=1), Need("50", 4, 0, beside=2), Need("250", 5, 0)]

    assert serves_tests_alone(needs) == ("49", "50", "250")


def test_numbers_in_a_row_are_an_exception_of_the_domain() -> None:
    """As eleventh, twelfth and thirteenth are."""
    needs = [Need("11", 5, 0, beside=1), Need("12", 4, 0, beside=2), Need("13", 5, 0, beside=1)]

    assert serves_tests_alone(needs) == ()


def test_a_table_with_errors_all_around_is_for_the_tests() -> None:
    """It stands beside a rule for what is easy."""
    needs = [Need(text, 0, 0, failed=10) for text in ("'1h30m'", "'1d2h'", "'1h1m1s'")]

    assert serves_tests_alone(needs) == ("'1h30m'", "'1d2h'", "'1h1m1s'")


def test_one_neighbour_that_needs_it_makes_it_a_table_of_the_domain() -> None:
    """Errors are around names, too."""
    needs = [Need("'3 km, 2 m'", 1, 1, failed=10), *(Need(text, 0, 0, failed=10) for text in ("a", "b", "c"))]

    assert serves_tests_alone(needs) == ()


def test_alternatives_and_named_constants_are_tables() -> None:
    """Without them nothing matches, and no constant is equal to anything."""
    source = (
        b"class Tier(Enum):\n    TEN = 10\n    MOST = (49\n    )\n    LOT = 250\n\n\n"
        b"match number:\n    case (10 | 20\n        | 49):\n        pass\n    case 1 | 2:\n        pass\n"
    )

    found = tables_in(source, range(100))

    assert [(each.line, each.text) for each in found] == [
        (9, b'int(""\n)'),
        (2, b"object()\n    MOST = (object()\n    )\n    LOT = object()"),
    ]
    for each in found:
        compile(source[: each.start] + each.text + source[each.end :], "source", "exec")
