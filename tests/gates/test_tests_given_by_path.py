"""New tests that pytest collects only because the command line names their file: no audit gives a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.verify_fail import examples_in_code
from tests.fakes import FakeRepository, case_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.gates.case import Case

TEST = TestId("test.py", "TestTax::test_tax")
HOOK = "def pytest_collect_file(file_path, parent): ...\n"


def _case(top: Path, *args: str, **files: str) -> Case:
    layout = Layout(str(top), source=("",), packages=("shop", "test.py"), tests=("test.py",))
    work = {name.replace("_py", ".py"): text for name, text in files.items()}
    return case_of(FakeRepository([{}], work), layout=layout, args=args, directory=str(top))


@pytest.mark.parametrize("arg", ["test.py", "./test.py", "test.py::TestTax"])
def test_a_test_that_only_its_path_collects_wants_the_setting(tmp_path: Path, arg: str) -> None:
    """The lock says what an audit would find out too late."""
    ((found,),) = examples_in_code.passed_over([TEST], _case(tmp_path, "-q", arg)).values()

    assert found.rule.id == "not-run"
    assert found.what == f"{TEST} is collected only because test.py is on the command line"
    assert found.next_step == (
        "name test.py in pytest's python_files, in a change before this one, "
        'such as python_files = ["test_*.py", "*_test.py", "test.py"]'
    )


@pytest.mark.parametrize("settings", ["testpaths = test.py", "testpaths = t*.py", "addopts = -q test.py"])
def test_a_file_that_the_settings_name_is_found(tmp_path: Path, settings: str) -> None:
    """A plain pytest runs it, and so does an audit."""
    (tmp_path / "pytest.ini").write_text(f"[pytest]\n{settings}\n")

    assert examples_in_code.passed_over([TEST], _case(tmp_path, "test.py")) == {}


@pytest.mark.parametrize(
    ("test", "args"),
    [
        (TestId("tests/unit/test_tax.py", "test_tax"), ("tests/unit/test_tax.py",)),
        (TEST, ("-q",)),
        (TestId("shop/tax.py", "shop.tax.vat"), ("--doctest-modules", "shop/tax.py")),
        (TestId("docs/tax.txt", "tax.txt"), ("docs/tax.txt",)),
    ],
)
def test_other_tests_are_left_alone(tmp_path: Path, test: TestId, args: tuple[str, ...]) -> None:
    """One path of many, a plugin that collects the file, an example."""
    assert examples_in_code.passed_over([test], _case(tmp_path, *args)) == {}


def test_a_conftest_may_collect_other_files(tmp_path: Path) -> None:
    """Nobody can tell which."""
    assert examples_in_code.passed_over([TEST], _case(tmp_path, "test.py", conftest_py=HOOK)) == {}
