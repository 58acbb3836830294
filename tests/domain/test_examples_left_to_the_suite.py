"""Examples as doctest reads them, and those whose names only the suite's own run has."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.shown import given_to_examples, left_to_the_suite, shown_in
from pytest_tddgate.domain.run.observation import ExampleSeen

MODULE = '''
def version():
    """
    >>> version()
    Version(major=3, \\
minor=4)
    """
'''
CONFTEST = b"""
import pytest


@pytest.fixture(autouse=True)
def add_shop(doctest_namespace):
    doctest_namespace["Price"] = 1
    doctest_namespace.update(Slip=2)
    doctest_namespace.update({"Rate": 3})
    other["Nothing"] = 4
"""


def test_an_example_in_a_docstring_is_read_as_python_reads_it() -> None:
    """An expected line that a backslash goes on with is one line."""
    assert ("version()\n", "Version(major=3, minor=4)\n") in shown_in("a.py", MODULE)


@pytest.mark.parametrize("source", [("version()\n", "Version(major=3)\n"), ("net()\n", "Version(major=3, minor=4)\n")])
def test_another_call_and_another_output_are_another_example(source: tuple[str, str]) -> None:
    """Lines that stand somewhere in the file are no example."""
    assert source not in shown_in("a.py", MODULE)
    assert shown_in("a.py", MODULE)


def test_examples_of_a_page_are_those_of_its_text() -> None:
    """And what nobody can read shows nothing."""
    assert shown_in("a.rst", "Text\n\n>>> 1 + 1\n2\n") == {("1 + 1\n", "2\n")}
    assert shown_in("a.py", "def (") == frozenset()
    assert shown_in("a.rst", "    >>> 1\n  2\n") == frozenset()


def test_names_that_a_conftest_gives_to_examples() -> None:
    """By pytest's own fixture for it."""
    assert given_to_examples(CONFTEST) == {"Price", "Slip", "Rate"}
    assert given_to_examples(b"def (") == frozenset()


def failing(path: str, line: int, got: str) -> ExampleSeen:
    """An example that raised."""
    return ExampleSeen(path, line, "x\n", "1\n", got)


def test_a_page_that_needs_such_a_name_is_the_suites_to_judge() -> None:
    """And what follows from the missing name there, too."""
    first = failing("docs/x.rst", 3, "NameError: name 'Price' is not defined")
    follows = failing("docs/x.rst", 5, "NameError: name 'p' is not defined")

    assert left_to_the_suite([first, follows], {"Price"}) == (first, follows)


@pytest.mark.parametrize(
    "got", ["NameError: name 'Prise' is not defined", "AttributeError: name 'Price'", "name 'Price' is not defined"]
)
def test_any_other_failure_is_judged_here(got: str) -> None:
    """A name that nobody gives, another error, or words that look like one."""
    seen = failing("docs/x.rst", 3, got)
    given = failing("docs/y.rst", 3, "NameError: name 'Price' is not defined")

    assert left_to_the_suite([seen, given], {"Price"}) == (given,)


def test_a_wrong_output_on_such_a_page_is_judged_here() -> None:
    """It did not want for a name."""
    given = failing("docs/x.rst", 3, "NameError: name 'Price' is not defined")
    wrong = failing("docs/x.rst", 9, "2\n")

    assert left_to_the_suite([given, wrong], {"Price"}) == (given,)
