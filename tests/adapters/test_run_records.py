"""Records of runs, beside git's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.run_record import RunRecord

if TYPE_CHECKING:
    from pathlib import Path


def record(number: int) -> RunRecord:
    """A record of its own second."""
    report = {"schema": "tddgate/report/1", "gate": "green", "feature": "tax", "verdict": "passed"}
    return RunRecord(f"2030-01-01T00:{number // 60:02}:{number % 60:02}Z", "a" * 40, "c", "t", report)


def test_what_was_kept_is_found_oldest_first(tmp_path: Path) -> None:
    """Each run has a file of its own."""
    records = FileRecords(str(tmp_path / "records"))

    for number in (2, 1):
        records.keep(record(number))

    assert records.records() == (record(1), record(2))


def test_two_runs_of_one_second_are_two_records(tmp_path: Path) -> None:
    """Two gates can run side by side."""
    records = FileRecords(str(tmp_path))

    records.keep(record(1))
    records.keep(record(1))

    assert len(records.records()) == 2


def test_a_damaged_record_is_passed_over(tmp_path: Path) -> None:
    """And so is what is no record at all."""
    records = FileRecords(str(tmp_path))
    records.keep(record(1))
    (tmp_path / "2030-damaged.json").write_bytes(b"\xff{")
    (tmp_path / "folder.json").mkdir()

    assert records.records() == (record(1),)


def test_the_oldest_records_go_first(tmp_path: Path) -> None:
    """A folder that only grows would be a nuisance."""
    records = FileRecords(str(tmp_path), most=3)

    for number in range(5):
        records.keep(record(number))

    assert records.records() == (record(2), record(3), record(4))


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """A verdict does not depend on it."""
    (tmp_path / "file").touch()
    records = FileRecords(str(tmp_path / "file" / "records"))

    records.keep(record(1))

    assert records.records() == ()
