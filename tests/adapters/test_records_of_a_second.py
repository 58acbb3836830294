"""Records of runs that end within one second: `at` does not order them, and the order is kept all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.run_record import RunRecord, newest

if TYPE_CHECKING:
    from pathlib import Path

SECOND = "2030-01-01T00:00:07Z"


def record(number: int, verdict: str = "passed") -> RunRecord:
    """A record of the same second as any other; `number` tells it from them."""
    report = {"schema": "tddgate/report/1", "gate": "green", "feature": "tax", "verdict": verdict}
    return RunRecord(SECOND, f"{number:040}", "c", "t", report)


def test_what_was_kept_within_a_second_is_found_oldest_first(tmp_path: Path) -> None:
    """A small project's gate is done in less than a second."""
    records = FileRecords(str(tmp_path))
    expected = tuple(record(number) for number in range(9, 0, -1))

    for each in expected:
        records.keep(each)

    assert records.records() == expected


def test_the_oldest_of_a_second_go_first(tmp_path: Path) -> None:
    """More than are kept: what went is what was kept first."""
    records = FileRecords(str(tmp_path), most=4)
    for number in range(9):
        records.keep(record(number))

    assert records.records() == tuple(record(number) for number in range(5, 9))


def test_the_newest_of_a_second_is_the_last() -> None:
    """Refused, mended and run again at once: the gate has passed."""
    last = newest([record(1, "refused"), record(2, "passed")], "green")

    assert last is not None
    assert last.verdict == "passed"
