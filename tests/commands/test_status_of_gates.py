"""`tddgate status` of the gates after the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project


def test_a_gate_that_passed_at_this_state_of_the_files_is_shown_as_passed(locked: Project, tddgate: Tddgate) -> None:
    """Until something changes; the next command is that of the first gate that has to run."""
    code, tree = state_of(case_in(str(locked.root)))
    records = FileRecords.of(str(locked.root / ".git"))
    for gate in ("green", "docs"):
        report = {"schema": "tddgate/report/1", "gate": gate, "feature": "discount", "verdict": "passed"}
        records.keep(RunRecord("2030-01-31T12:00:00Z", locked.head, code, tree, report))

    answer = tddgate(locked, "status")
    changed = tddgate(locked.with_file("NOTES.md", "more\n"), "status")

    assert "passed   passed  run pytest --tdd-gate=review" in answer.out
    assert answer.last_line == "kept: 1 contract. Next: pytest --tdd-gate=review"
    assert changed.last_line == "kept: 1 contract. Next: pytest --tdd-gate=docs"
