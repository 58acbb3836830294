"""How a function is read: parametrized rows, what it uses, whether it is a fixture, examples."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.syntax import FunctionSyntax, ModuleSyntax, parse_module


def module(source: str) -> ModuleSyntax:
    """What this source declares."""
    return parse_module(source.encode())


def only(source: str) -> FunctionSyntax:
    """The single function of this source."""
    (function,) = module(source).functions.values()
    return function


def test_rows_of_a_literal_parametrization_are_listed() -> None:
    """Each decorator has its rows, and the way its argument names are written does not matter."""
    function = only(
        '@mark.parametrize("a", [1, 2])\n@other\n@mark.parametrize(("b", "c"), ((1, 2),))\ndef test_x(a, b, c): ...'
    )

    assert [(rows.argnames, len(rows.digests), rows.decorator_index) for rows in function.rows] == [
        ("a", 2, 0),
        ("b,c", 1, 2),
    ]
    assert not function.dynamic_rows
    assert function.requests == frozenset()


def test_rows_of_a_list_of_the_module_are_listed_with_its_name() -> None:
    """A name that is bound once to a list display is as good as the list."""
    named = module('CASES = [1, 2]\n@parametrize("a", CASES)\ndef test_x(a): ...').functions["test_x"]
    written = only('@parametrize("a", [1, 2])\ndef test_x(a): ...')

    assert named.rows[0].source_name == "CASES"
    assert named.rows[0].digests == written.rows[0].digests
    assert named.digest == written.digest
    assert "CASES" in named.uses


@pytest.mark.parametrize(
    "source",
    ["[*A]", "list(A)", "A", "UNKNOWN"],
    ids=["unpacked", "call", "bound-twice", "imported"],
)
def test_rows_that_cannot_be_listed_are_dynamic(source: str) -> None:
    """What only a run can tell is left in the digest and marked."""
    found = module(f'A = [1]\nA = A + [2]\n@parametrize("a", {source})\ndef test_x(a): ...').functions["test_x"]

    assert found.dynamic_rows
    assert found.rows == ()


def test_a_list_of_the_class_hides_the_one_of_the_module() -> None:
    """Python looks into the class body first."""
    found = module('A = [1]\nclass TestX:\n    A = [2]\n    @parametrize("a", A)\n    def test_x(self, a): ...')

    assert found.functions["TestX::test_x"].dynamic_rows


@pytest.mark.parametrize(
    "decorator",
    [
        '@parametrize("a", [1, 2, 3], ids=["x", "y", "z"])',
        '@parametrize("a", (pytest.param(1, id="one"), pytest.param(2), 3))',
        '@parametrize(argvalues=[1, 2, 3], argnames=["a"])',
    ],
    ids=["ids", "param-ids", "keywords"],
)
def test_how_rows_are_named_and_passed_is_free(decorator: str) -> None:
    """Ids are names, not behaviour."""
    function, plain = (only(f"{each}\ndef test_x(a): ...") for each in (decorator, '@parametrize("a", [1, 2, 3])'))

    assert function.digest == plain.digest
    assert [rows.digests for rows in function.rows] == [rows.digests for rows in plain.rows]


@pytest.mark.parametrize(
    "decorator",
    ['@parametrize("b", [1])', '@parametrize("a", [1], indirect=True)', '@parametrize("a", [1], scope="module")'],
)
def test_argument_names_indirection_and_scope_count(decorator: str) -> None:
    """They change what the test gets."""
    function, plain = (only(f"{each}\ndef test_x(a): ...") for each in (decorator, '@parametrize("a", [1])'))

    assert function.digest != plain.digest


def test_a_mark_on_a_row_changes_the_row() -> None:
    """A skipped row is no longer the row that it was."""
    plain, marked = (
        only(f'@parametrize("a", [{row}])\ndef test_x(a): ...').rows for row in ("1", "pytest.param(1, marks=skip)")
    )

    assert plain[0].digests != marked[0].digests


def test_a_test_uses_what_it_reads_and_requests() -> None:
    """Its own local names are no uses; fixtures that it names in strings are."""
    function = only(
        '@pytest.mark.usefixtures("db")\n'
        "def test_x(client, size=LIMIT):\n"
        "    local = make(client)\n"
        '    extra = request.getfixturevalue("late")\n'
        "    assert [local for each in range(size)] == helpers.build(extra)\n"
    )

    assert function.requests == {"client", "db", "late"}
    assert function.reads == {"pytest", "LIMIT", "make", "request", "range", "helpers"}
    assert "build" in function.attributes


def test_a_default_is_read_outside_of_its_function() -> None:
    """In `lambda x=x: x` the name on the right is not the argument."""
    function = only("def test_x():\n    call(lambda rate=rate: rate)\n")

    assert "rate" in function.reads


def test_fixtures_are_told_from_tests() -> None:
    """A fixture can be called `test_client`, have another name for tests, and apply to all."""
    found = module(
        "@pytest.fixture\ndef test_client(): ...\n"
        '@fixture(name="db", autouse=True)\ndef _db(): ...\n'
        "@pytest.fixture(autouse=False)\ndef other(): ...\n"
    ).functions

    assert {name: (each.fixture_name, each.is_autouse) for name, each in found.items()} == {
        "test_client": ("test_client", False),
        "_db": ("db", True),
        "other": ("other", False),
    }
    assert not any(each.is_test for each in found.values())


def test_examples_in_a_docstring_have_a_digest_of_their_own() -> None:
    """Prose is free, examples are run by doctest."""
    prose, first, second = (
        only(f'def test_x():\n    """{text}"""\n').docstring_examples
        for text in ("Adds.", "Adds.\n\n    >>> 1 + 1\n    2\n", "Sums.\n    >>> 1 + 1\n    3\n")
    )

    assert prose is None
    assert first != second


def test_names_that_a_test_binds_in_other_ways_are_its_own() -> None:
    """Imports, handlers, classes and patterns bind names; `global` makes one the module's again."""
    function = only(
        "def test_x():\n"
        "    global count\n"
        "    count = 1\n"
        "    import a.b, c as d\n"
        "    class Local: ...\n"
        "    try: a, d, Local\n"
        "    except Lost as error: error\n"
        "    match count:\n"
        "        case [first, *rest] | {'k': first, **rest}: first, rest\n"
    )

    assert function.reads == {"count", "Lost"}


def test_a_mark_among_the_arguments_of_a_call_is_not_a_row() -> None:
    """Only names, attributes and calls of them are decorators that we know."""
    function = only('@marks[0]\n@parametrize("a", [factory()(1)])\ndef test_x(a): ...')

    assert len(function.rows[0].digests) == 1
    assert "marks" in function.reads
