"""Kinds of behaviour that a bug fix's tests need not try, because the tests beside them do."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail.quality import advice_on
from tests.fakes import FakeRepository, case_of

PATH = "tests/test_pages.py"
OLD = """import pytest
from shop import pages

def test_zero():
    with pytest.raises(ValueError):
        pages(3, 0)

class TestOrdinary:
    def test_full(self):
        assert pages(20, 10) == 2
"""
NEW = "\ndef test_short():\n    assert pages(21, 10) == 3\n"


def advised(source: str, *missing: str) -> list[str]:
    """The rules of the advice about the test `test_short` of this file, when these names are missing."""
    case = case_of(FakeRepository([{}], {PATH: source}))
    return [each.rule.id for each in advice_on([TestId(PATH, "test_short")], case, missing)]


def test_old_tests_of_the_file_count_when_nothing_is_missing() -> None:
    """What the change mends was tested before."""
    assert advised(OLD + NEW) == []


@pytest.mark.parametrize(
    ("source", "missing"), [(OLD + NEW, ("shop.pages",)), ("from shop import pages\n" + NEW, ())], ids=["new", "alone"]
)
def test_otherwise_the_new_tests_have_to_try_them(source: str, missing: tuple[str, ...]) -> None:
    """A new function is tested by new tests, and a file may have no others."""
    assert advised(source, *missing) == ["no-error-case", "no-boundary-case"]
