"""A test is at fault by itself also where a missing module of the project hides its fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

AT_FAULT = """\
import json
from pathlib import Path

import pytest

from shop.basket import total


def test_placeholder():
    pytest.fail("to do")


def test_touched_and_failed():
    total([1])
    raise NotImplementedError


def test_typo():
    wanted = [3]
    assert total([1, 2]) == wantd


def test_fixture_of_nobody(baskets):
    assert total(baskets) == 3


def test_file_of_nobody():
    cases = json.loads((Path(__file__).parent / "cases.json").read_text())
    assert [total(each) for each in cases] == [3]


def test_package_of_nobody():
    import no_such_package_of_anybody

    assert total([1, 2]) == no_such_package_of_anybody.three()


def test_honest():
    assert total([1, 2]) == 3
"""
PARAMETERS = """\
import pytest

from shop.basket import total


@pytest.mark.parametrize(("prices", "expected"), [([1], 1, "one")])
def test_total(prices, expected):
    assert total(prices) == expected
"""
HONEST = """\
import pytest

from shop.basket import *
from shop.basket import LIMITS, basket, save


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit(limit):
    assert limit > 0


def test_what_is_saved(tmp_path):
    save(tmp_path / "basket.txt")
    assert (tmp_path / "basket.txt").read_text() == "3"


def test_by_a_name_of_the_star():
    assert total([1, 2]) == 3


def test_by_a_fixture_of_the_project(basket):
    assert basket == [3]


def test_an_error():
    try:
        save(None)
    except TypeError:
        return
    pytest.fail("no error")


@pytest.mark.skipif(not LIMITS, reason="no limits here")
def test_limits_are_there():
    assert len(LIMITS) == 3
"""


def test_faults_behind_a_missing_module_are_seen(project: Project) -> None:
    """What would be refused if the module were there is refused while it is missing."""
    rules = ["unconditional", "broken-test", "broken-environment"]
    seen = project.with_file("tests/test_basket.py", AT_FAULT).gate("verify-fail", verdict="refused", rules=rules)
    assert seen.last.rows == {
        "test_placeholder": "unconditional",
        "test_touched_and_failed": "unconditional",
        "test_typo": "broken-test",
        "test_fixture_of_nobody": "broken-test",
        "test_file_of_nobody": "broken-test",
        "test_package_of_nobody": "broken-environment",
        "test_honest": "red missing",
    }


def test_parameters_that_do_not_fit_are_seen_behind_a_missing_module(project: Project) -> None:
    """The file cannot be collected, whatever stands in for the module."""
    seen = project.with_file("tests/test_basket.py", PARAMETERS).gate(
        "verify-fail", verdict="refused", rules=["broken-test"]
    )
    assert "cannot be collected" in seen.last.findings[0]


@pytest.mark.tdd_pins("honest tests passed before")
def test_what_only_a_stand_in_cannot_do_is_no_fault(project: Project) -> None:
    """A stand-in writes no file, is no fixture, and has nothing to import by a star."""
    seen = project.with_file("tests/test_basket.py", HONEST).gate("verify-fail", verdict="passed")
    assert set(seen.last.rows.values()) == {"red missing"}
