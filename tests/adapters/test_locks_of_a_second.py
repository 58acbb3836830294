"""Whether the newest feature waits for its code, where many runs ended in the same second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.locks_here import contracts_in, locks_of
from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.run_record import RunRecord

if TYPE_CHECKING:
    from tests.project import Project

RUNS = 200
"""A folder lists its files in any order: so many, that the last is hardly the last by chance."""


@pytest.mark.parametrize(("before", "last"), [("refused", "passed"), ("passed", "refused")])
def test_the_last_run_of_green_decides(branch: Project, before: str, last: str) -> None:
    """Refused, mended and run again at once."""
    (discount,) = contracts_in(branch.root)
    records = FileRecords.of(str(branch.root / ".git"))
    for verdict in [*[before] * RUNS, last]:
        report = {"schema": "tddgate/report/1", "gate": "green", "feature": "discount", "verdict": verdict}
        records.keep(RunRecord("2030-01-01T00:00:07Z", "h", "c", "t", report))

    assert locks_of(branch.root, [discount]).waiting == {"passed": set(), "refused": {"discount"}}[last]
