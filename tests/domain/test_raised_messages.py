"""The parts of an exception that is raised are one answer, and no table: none of them is looked up by another."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

TEST = b"""\
import pytest

from shop import rates


def test_without_the_file():
    with pytest.raises(rates.Unknown, match="the table of rates is not there") as problem:
        rates.read("rates.csv")

    assert problem.value.hint == "fetch it with shop-rates --download"
"""
ARGUMENTS = '"the table of rates is not there", hint="fetch it with shop-rates --download"'


def found(statement: str) -> int:
    """How many copied examples a function with this statement has."""
    code = f"def read(path):\n    if not path.exists():\n        {statement}\n    return path.read_text()\n"
    return len(copied_examples({"tests/test_rates.py": TEST}, {"src/shop/rates.py": ChangedFile(code.encode(), None)}))


def test_an_error_with_its_hint() -> None:
    """The test says what it has to say, and the code says it."""
    assert found(f"raise Unknown({ARGUMENTS}) from None") == 0


@pytest.mark.tdd_pins("it was so before")
def test_a_table_that_is_filled_by_calls() -> None:
    """Here one text is looked up by the other."""
    assert found(f"add({ARGUMENTS})") == 1
