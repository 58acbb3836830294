"""What is in the way of a lock or an amendment is said by its name, with a step that helps and harms nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.audit.range import range_of
from pytest_tddgate.gates.change.tests_there import absent_tests
from pytest_tddgate.gates.contracts.amending import AmendmentRequest, amended
from pytest_tddgate.gates.contracts.naming import name_to_lock
from pytest_tddgate.gates.contracts.registry import registry_of
from pytest_tddgate.gates.lock import gate as lock
from tests.fake_history import FakeHistory
from tests.fakes import LAYOUT, FakeRepository, Files, case_of, contract_of, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.verdict import Finding

TAX, VAT, NEW = "tests/test_tax.py", "tests/test_vat.py", "tests/test_new.py"
FILES = {TAX: "def test_tax():\n    assert 1\n", VAT: "def test_vat():\n    assert 1\n"}
RECORD = record_of(contract_of("tax", FILES))
LOCKED = {"src/shop/__init__.py": ""} | FILES | RECORD
SCHEMA = "tddgate/contract/1"
NEWER = LOCKED | {path: text.replace(SCHEMA, "tddgate/contract/9") for path, text in RECORD.items()}
FORMATTING = AmendmentRequest("formatting only", lambda _files: {}, is_format_only=True)


def obstacle(work: Files) -> Unusable:
    """Why the formatting of the two files cannot be amended."""
    with pytest.raises(Unusable) as caught:
        amended("tax", FORMATTING, case_of(FakeRepository([{}, LOCKED], work)))
    return caught.value


def without(*paths: str) -> Files:
    """The project without these files."""
    return {path: text for path, text in LOCKED.items() if path not in paths}


def test_a_file_that_is_gone_is_more_than_formatted() -> None:
    """It is told as what it is."""
    told = obstacle(without(TAX))

    assert (told.what, told.why) == (f"{TAX} is gone", "removing a file is more than formatting")
    assert told.next_step == 'put it back, or give the reason: tddgate amend tax --reason "…"'


def test_where_all_files_are_gone_the_feature_is_withdrawn() -> None:
    """An amendment would leave no test."""
    told = obstacle(without(TAX, VAT))

    assert told.what == f"{TAX} is gone"
    assert told.next_step == 'put it back, or take the feature back: tddgate withdraw tax --reason "…"'


def test_a_file_that_is_new_is_more_than_formatted() -> None:
    """A conftest, for example."""
    told = obstacle(LOCKED | {"tests/conftest.py": "def pytest_configure(config):\n    config.x = 1\n"})

    assert (told.what, told.why) == ("tests/conftest.py is new", "adding a file is more than formatting")


def staged(operation: str | None) -> list[str]:
    """The rules of what is in the way of a lock with product code in the index."""
    case = case_of(
        FakeRepository([LOCKED], LOCKED, operation=operation, staged_paths=("src/shop/vat.py",)), feature="vat"
    )
    return [each.rule.id for each in lock.prepare(case).findings]


@pytest.mark.parametrize("operation", ["rebase", "cherry-pick", "merge"])
def test_what_a_rebase_has_staged_stays_staged(operation: str) -> None:
    """To take it out of the index would throw away how a conflict was resolved."""
    assert staged(operation) == ["operation-in-progress"]


@pytest.mark.tdd_pins("the other side")
def test_without_an_operation_staged_code_is_an_obstacle() -> None:
    """The user has staged it."""
    assert staged(None) == ["subject-staged"]


def told_of(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Rule and next step of each."""
    return [(each.rule.id, each.remedy) for each in findings]


def test_a_contract_of_a_newer_version_asks_for_the_newer_version() -> None:
    """An older contract would be another one."""
    upgrade = [("contract-missing", "pip install --upgrade pytest-tddgate")]

    assert told_of(registry_of(case_of(FakeRepository([{}, LOCKED, NEWER], NEWER))).findings) == upgrade
    assert told_of(range_of(FakeHistory([{}, LOCKED, NEWER], NEWER), "c0").findings) == upgrade


@pytest.mark.tdd_pins("the other side")
def test_a_damaged_contract_is_restored() -> None:
    """Its lock commit has it."""
    damaged = LOCKED | {contract_path("tax"): "{"}

    found = registry_of(case_of(FakeRepository([{}, LOCKED, damaged], damaged))).findings

    assert told_of(found) == [("contract-missing", f"git checkout c1 -- {contract_path('tax')}")]


def test_a_branch_that_makes_no_name_is_named() -> None:
    """Not what was left of it."""
    case = case_of(FakeRepository([LOCKED], LOCKED | {NEW: "def test_new(): pass\n"}, on_branch="feature/фича"))

    with pytest.raises(Unusable) as caught:
        lock.feature_of(case)

    assert caught.value.what == (
        "the branch feature/фича makes no feature name: it takes lower-case letters from a to z, or digits"
    )
    assert caught.value.next_step == "pytest --tdd-gate=lock --tdd-feature=new"
    assert name_to_lock(case, [NEW], ()) == "new"


def test_tests_that_the_settings_name_in_vain_are_told() -> None:
    """A folder may come later, so it is no mistake."""
    there = FakeRepository([LOCKED], LOCKED | {"check.py": ""})
    case = case_of(there, settings=Settings(tests=("nope", "tests", "tests/", ".", "check.py", TAX)))
    below = case_of(there, settings=Settings(tests=("shop",)), layout=replace(LAYOUT, root="src"))

    assert absent_tests(case) == ("[tool.tddgate] tests names 'nope', and there is no such file or folder",)
    assert absent_tests(below) == ()
    assert absent_tests(case_of(there)) == ()
