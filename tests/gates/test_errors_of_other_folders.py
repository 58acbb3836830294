"""A test that a run did not show is blamed on the error that hides it, and on no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.contracts.contract import LockedTest
from pytest_tddgate.domain.run.observation import CollectError, TestId
from pytest_tddgate.gates.green.contract_outcomes import contract_findings
from pytest_tddgate.gates.green.coverage_data import remove_own
from tests.fakes import LAYOUT, run_of

if TYPE_CHECKING:
    from pathlib import Path

LOCKED = LockedTest(TestId("tests/cart/test_tax.py", "test_tax"), "missing")


def finding(path: str) -> str:
    """The rule and the words of the one finding where this path cannot be imported."""
    (found,) = contract_findings([LOCKED], run_of(collect_errors=(CollectError(path, None, "boom"),)), LAYOUT)
    return f"{found.rule.id}: {found.what}"


def test_a_conftest_of_another_folder_is_not_blamed() -> None:
    """The test is missing for another reason."""
    assert finding("tests/order/conftest.py").startswith("test-missing: ")


@pytest.mark.parametrize("path", ["tests/cart/__init__.py", "tests/cart"])
def test_a_package_above_is_blamed(path: str) -> None:
    """It is imported before the test's file."""
    assert finding(path) == f"not-green: 1 contract test cannot run, because {path} cannot be imported: boom"


def test_a_data_file_with_the_gates_prefix_stays(tmp_path: Path) -> None:
    """COVERAGE_FILE may name a file like the gate's own; only the temporary folder's is the gate's."""
    data = tmp_path / "tddgate-coverage-nightly"
    data.write_bytes(b"")

    remove_own(str(data))

    assert data.exists()
