"""Committed test files that did not run, beside one of which an import that fails hides the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen
from pytest_tddgate.gates.run.selection import missing_tests
from tests.fakes import LAYOUT, FakeRepository, case_of, run_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.gates.case import Case

FILES = {"tests/test_cart.py": "def test_a(): pass\n", "tests/test_matching.py": "def test_b(): pass\n"}
HIDDEN = CollectError(
    "tests/test_cart.py", ExceptionSeen(("builtins.ImportError",), "cannot import name 'vat'"), "E   ImportError"
)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Both files are there; pytest's own settings say `--ignore=tests/test_matching.py`."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    layout = replace(LAYOUT, top=str(tmp_path))
    return case_of(FakeRepository([FILES], FILES, top=str(tmp_path)), layout=layout)


def test_the_tests_behind_the_import_are_judged_there(case: Case) -> None:
    """All that could run is hidden, and what is hidden runs with stand-ins: nothing was left out."""
    assert missing_tests(run_of(collect_errors=(HIDDEN,)), "c0", case) == ()


@pytest.mark.tdd_pins("it was so before")
def test_where_nothing_is_hidden_silence_is_not_a_pass(case: Case) -> None:
    """No committed test ran, and nobody knows why."""
    (fact,) = missing_tests(run_of(), "c0", case)

    assert fact.what == "no committed test ran"
