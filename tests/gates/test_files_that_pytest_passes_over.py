"""New tests in a file whose name says to pytest that it is none of tests: what makes it one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail.examples_in_code import examples_in_code
from pytest_tddgate.gates.verify_fail.newness import ToBeRed
from tests.fakes import run_of

LAYOUT = Layout("/shop", source=("",), packages=("shop",), names=frozenset({"shop"}))
INSIDE = TestId("shop/tests.py", "TestTax::test_tax")
SETTING = (
    "name {} in pytest's python_files, in a change before this one, "
    'such as python_files = ["test_*.py", "*_test.py", "{}"]'
)


def test_a_test_in_a_package_is_no_example() -> None:
    """It was given to pytest by its path; the file holds tests alone."""
    ((found,),) = examples_in_code([INSIDE], LAYOUT).values()

    assert found.what == f"{INSIDE} is in product code, and a lock would fix the bytes of its file"
    assert found.next_step == (
        f"{SETTING.format(INSIDE.file, 'tests.py')}; where the file is product code, write the test in a file of tests"
    )


def test_a_file_that_pytest_does_not_collect_by_itself_wants_the_setting() -> None:
    """An audit gives no path, so it finds the file by its name."""
    test = TestId("test.py", "test_tax")
    wanted = ToBeRed(frozenset({test}), {}, {}, frozenset({test}))

    (found,) = wanted.not_run((), run_of(), "", LAYOUT.patterns)

    assert found.next_step == SETTING.format("test.py", "test.py")


@pytest.mark.tdd_pins("what was told stays where the name of the file is not why")
@pytest.mark.parametrize("name", ["shop", "shop.tax", "shop.Tax.of"])
def test_an_example_in_a_docstring_stays_one(name: str) -> None:
    """Its name is that of what it documents."""
    layout = replace(LAYOUT, packages=("shop.py",))

    ((found,),) = examples_in_code([TestId("shop.py", name)], layout).values()

    assert found.what.endswith(f"{name} is an example in product code, and a lock would fix the bytes of its file")


@pytest.mark.tdd_pins("what was told stays where the name of the file is not why")
def test_a_file_that_pytest_knows_wants_another_place() -> None:
    """It says more when it is asked to collect."""
    test = TestId("tests/test_tax.py", "test_tax")

    (found,) = ToBeRed(frozenset({test}), {}, {}, frozenset({test})).not_run((), run_of(), "")

    assert (found.next_step or "").startswith("run the gate without paths, in the folder with pytest's settings")
