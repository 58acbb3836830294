"""Which constants of a source can be a table, and when one serves the tested calls alone."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.generality.replay import replay_of
from pytest_tddgate.domain.generality.withheld import Need, Table, Withheld, serves_tests_alone, tables_in

SOURCE = b'''"""Numbers of pages, and a text that says so at some length."""

KNOWN = {
    "7": 7,
    "8": (1, 2, 3),
    "9": [1],
}


def pages(text: "a note that is longer than most of them are") -> int:
    """Another text that says so at some length, in a function."""
    first, second, third = 1, 2, 3
    if text in {"a", "b", "c"}:
        return KNOWN.get(text, [first, second, third])
    return "1-3,5|7-9,11|20-30,40|50" + f"{text} {[1, 2, 3]}", 3 ** 2, {1: 2}
'''


def table_texts(source: bytes, lines: range = range(100)) -> dict[bytes, bytes]:
    """What each table says -> what stands there without it."""
    return {source[each.start : each.end]: each.text for each in tables_in(source, lines)}


def test_displays_and_long_constants_are_tables() -> None:
    """Not documentation, notes, formatted texts, names that are bound, nor two of anything."""
    assert table_texts(SOURCE) == {
        b'{\n    "7": 7,\n    "8": (1, 2, 3),\n    "9": [1],\n}': b"{\n\n\n\n}",
        b"1, 2, 3": b"()",
        b'{"a", "b", "c"}': b"set()",
        b"[first, second, third]": b"[]",
        b'"1-3,5|7-9,11|20-30,40|50" + f"{text} {[1, 2, 3]}", 3 ** 2, {1: 2}': b"()",
        b'"1-3,5|7-9,11|20-30,40|50"': b"('')",
    }


def test_tables_are_those_of_the_changed_lines() -> None:
    """A table is changed where any line of it is."""
    assert list(table_texts(SOURCE, range(6, 7))) == [b'{\n    "7": 7,\n    "8": (1, 2, 3),\n    "9": [1],\n}']


def test_the_source_without_a_table_has_as_many_lines() -> None:
    """So that its functions are found where they were."""
    for each in tables_in(SOURCE, range(100)):
        without = SOURCE[: each.start] + each.text + SOURCE[each.end :]

        assert without.count(b"\n") == SOURCE.count(b"\n")
        compile(without, "source", "exec")


@pytest.mark.parametrize(
    ("source", "text"), [(b"N = 0x" + b"f" * 60, b"(0)"), (b"B = b'" + b"\\x01" * 30 + b"'", b"(b'')")]
)
def test_long_numbers_and_bytes_hold_rows_too(source: bytes, text: bytes) -> None:
    """A table can be packed."""
    assert [each.text for each in tables_in(source, range(5))] == [text]


def test_the_largest_table_comes_first() -> None:
    """There may be more of them than can be taken away."""
    found = tables_in(b"A = [1, 2, 3]\nB = {1: 2, 3: 4, 5: 6}\n", range(5))

    assert found[0] == Table(2, 18, 36, b"{}", 6)


@pytest.mark.parametrize("source", [b"def", b"\xff", b"x = '\x00'"])
def test_what_is_no_python_has_no_tables(source: bytes) -> None:
    """Nothing of it can be taken away."""
    assert tables_in(source, range(5)) == ()


def needs(*several: tuple[int, int]) -> list[Need]:
    """Calls with so many neighbours, of which so many need the table, too."""
    return [Need(f"'{number}'", *each) for number, each in enumerate(several)]


def test_a_table_that_the_tested_calls_alone_need_is_for_them() -> None:
    """It names them."""
    assert serves_tests_alone(needs((10, 0), (12, 1), (8, 0))) == ("'0'", "'1'", "'2'")


@pytest.mark.parametrize(
    "several",
    [
        pytest.param([(10, 10), (12, 12), (8, 8)], id="everybody-needs-it"),
        pytest.param([(5, 2), (7, 2), (7, 1)], id="eleventh-twelfth-thirteenth"),
        pytest.param([(10, 0), (12, 0)], id="two-calls"),
        pytest.param([(10, 0), (12, 0), (3, 0)], id="hardly-any-neighbours"),
    ],
)
def test_a_table_that_others_need_is_one_of_the_domain(several: list[tuple[int, int]]) -> None:
    """Units, letters, the exceptions of a rule that lie side by side."""
    assert serves_tests_alone(needs(*several)) == ()


def test_a_child_tells_of_tables_as_rows() -> None:
    """Path, line, and what each call needs."""
    raw = {
        "path": "/a.py", "line": 3, "function": "f", "points": [], "heeds": "", "seen": 0, "is_outward": False,
        "withheld": [["/b.py", 7, [["'1'", 9, 2]]]],
    }  # fmt: skip

    assert replay_of(raw).withheld == (Withheld("/b.py", 7, (Need("'1'", 9, 2),)),)
