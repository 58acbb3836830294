"""Which kinds of behaviour a contract tries."""

from __future__ import annotations

from textwrap import indent

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import Kind, TestSource, behaviour_gaps, kinds_of, sources_of


def written(body: str, *, name: str = "test_it", above: str = "") -> TestSource:
    """A test with this body."""
    source = f"{above}\ndef {name}(self):\n{indent(body, '    ')}\n"
    return sources_of("tests/test_it.py", source.encode(), [name])[0]


HAPPY = written("assert vat(100) == 20")
BOUNDARY = written("assert vat(0) == 7")
ERROR = written("with pytest.raises(ValueError):\n    vat('x')")


@pytest.mark.parametrize(
    "body",
    [
        "with pytest.raises(ValueError):\n    vat('x')",
        "pytest.raises(ValueError, vat, 'x')",
        "with pytest.warns(UserWarning):\n    vat('x')",
        "with self.assertRaises(ValueError):\n    vat('x')",
    ],
)
def test_expecting_an_exception_or_a_warning_is_an_error_case(body: str) -> None:
    """Each framework's way counts."""
    kinds = kinds_of(written(body))

    assert kinds == {Kind.ERROR}


def test_an_assertion_beside_an_expected_error_is_a_happy_path_too() -> None:
    """A test can have several kinds."""
    kinds = kinds_of(written("with pytest.raises(ValueError):\n    vat('x')\nassert vat(100) == 20"))

    assert kinds == {Kind.ERROR, Kind.HAPPY}


def test_an_assertion_of_the_error_only_is_no_happy_path() -> None:
    """It looks at the error that it expects."""
    kinds = kinds_of(written("with pytest.raises(ValueError):\n    assert vat('x')"))

    assert kinds == {Kind.ERROR}


@pytest.mark.parametrize(
    "value", ["0", "1", "-1", "''", "[]", "{}", "None", "list()", "sys.maxsize", "float('inf')", "'nan'", "empty_cart"]
)
def test_a_value_at_an_edge_is_a_boundary_case(value: str) -> None:
    """Empty, smallest, largest, not a number."""
    kinds = kinds_of(written(f"assert vat({value}) == 7"))

    assert kinds == {Kind.BOUNDARY, Kind.HAPPY}


@pytest.mark.parametrize("body", ["assert vat(100)[0] == 20", "assert vat(100) is True", "assert vat('minute') == 3"])
def test_an_index_or_an_ordinary_value_is_no_boundary_case(body: str) -> None:
    """The first element of a result says nothing about the input."""
    kinds = kinds_of(written(body))

    assert kinds == {Kind.HAPPY}


@pytest.mark.parametrize(
    ("rows", "is_boundary"), [("[5]", False), ("[5, 6]", True), ("ROWS", True)], ids=["one", "two", "unknown"]
)
def test_several_rows_try_a_boundary(rows: str, *, is_boundary: bool) -> None:
    """One row is one example."""
    kinds = kinds_of(written("assert vat(x) == 7", above=f"@pytest.mark.parametrize('x', {rows})"))

    assert (Kind.BOUNDARY in kinds) is is_boundary


@pytest.mark.parametrize(("name", "is_boundary"), [("test_empty_cart", True), ("test_cart", False)])
def test_the_name_of_a_test_can_tell_a_boundary(name: str, *, is_boundary: bool) -> None:
    """Authors name the edge that they try."""
    kinds = kinds_of(written("assert vat(9) == 7", name=name))

    assert (Kind.BOUNDARY in kinds) is is_boundary


def test_a_test_without_assertion_has_no_kind() -> None:
    """It tries nothing."""
    kinds = kinds_of(written("vat(100)"))

    assert kinds == frozenset()


@pytest.mark.parametrize(
    ("tests", "gaps"),
    [
        ([HAPPY, BOUNDARY, ERROR], ()),
        ([HAPPY], ("no-error-case", "no-boundary-case")),
        ([ERROR], ("no-boundary-case", "no-happy-path")),
        ([], ()),
    ],
    ids=["complete", "happy", "error", "nothing"],
)
def test_the_gaps_are_the_kinds_that_no_test_tries(tests: list[TestSource], gaps: tuple[str, ...]) -> None:
    """Together the tests of a contract should try all three."""
    found = behaviour_gaps(tests)

    assert found == gaps


def test_only_functions_of_the_file_are_sources() -> None:
    """Inherited tests and unreadable files have no syntax to look at."""
    found = sources_of("a.py", b"class TestA:\n    def test_b(self): pass\n", ["TestA::test_b", "TestA::test_c"])

    assert [str(each.id) for each in found] == ["a.py::TestA::test_b"]
    assert sources_of("a.py", b"def", ["test_b"]) == ()
