"""A parameter of a test may be called `cls`, and hold a class of the subject."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.dependence import StatementKind, dependence_of

HEAD = "import pytest\nfrom shop import Lamp, Desk\n"
MARKED = HEAD + "@pytest.mark.parametrize('cls', [Lamp, Desk])\ndef test_it(cls):\n    assert cls().price == 3\n"
FIXTURE = HEAD + "@pytest.fixture\ndef cls():\n    return Lamp\ndef test_it(cls):\n    assert cls().price == 3\n"
PLAIN = HEAD + "@pytest.mark.parametrize('cls', [int, str])\ndef test_it(cls):\n    assert cls() == 3\n"


def judge(source: str) -> StatementKind:
    """How the last line of the test is judged."""
    found = dependence_of(source.encode(), lambda name: name == "shop", lambda _: False)
    return found.statement("test_it", source.count("\n"))


@pytest.mark.parametrize("source", [MARKED, FIXTURE])
def test_it_depends_on_the_subject_as_under_any_name(source: str) -> None:
    """Only in a method is the first parameter of this name not given by pytest."""
    assert judge(source) is judge(source.replace("cls", "kind")) is StatementKind.DEPENDENT


@pytest.mark.tdd_pins("the values decide, not the name")
def test_it_does_not_where_its_values_do_not() -> None:
    """Builtin classes are nobody's subject."""
    assert judge(PLAIN) is StatementKind.INDEPENDENT
