"""Data of coverage that cannot be read: the reason is coverage's own, and is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.coverage import read_coverage

if TYPE_CHECKING:
    from pathlib import Path


def test_the_reason_is_told(tmp_path: Path) -> None:
    """It tells a broken setting from a pytest-cov that is not there."""
    data = tmp_path / "data"
    data.write_bytes(b"no database")

    found = read_coverage(str(data), str(tmp_path), [], {})

    assert found.total is None
    assert "not a database" in found.problem


def test_no_data_have_no_reason(tmp_path: Path) -> None:
    """Nothing was measured."""
    assert not read_coverage(str(tmp_path / "none"), str(tmp_path), [], {}).problem
