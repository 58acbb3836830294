"""What a judge records of its run: the verdict, with the state of the judged files."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.domain.reports.statement import NO_VERDICT
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.gates.change.judged_state import state_of

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.ports import Records

__all__ = ["StatementRecorder"]

_ABOUT_FILES = frozenset({Gate.GREEN, Gate.DOCS, Gate.REVIEW})
"""Gates whose verdict is about the files in the work tree. Only for them is the slow state computed."""


class StatementRecorder:
    """Remembers what a gate is about to judge, and records its statement."""

    def __init__(self) -> None:
        """Start with nothing to record."""
        self._records: Records | None = None
        self._head = self._code = self._tree = self._folder = ""

    def begin(self, gate: Gate, case: Case, state: tuple[str, str] | None = None) -> None:
        """Take the state of the files before code of the project runs; `state`: if the gate has computed it already."""
        if case.records is None:
            return
        self._records, self._head = case.records, case.repository.resolve("HEAD")
        if gate in _ABOUT_FILES:
            self._code, self._tree = state or state_of(case)

    def begin_audit(self, records: Records, head: str, folder: str) -> None:
        """The same for an audit, which judges the commit that is checked out, for the project in `folder`."""
        self._records, self._head, self._folder = records, head, folder

    def keep(self, statement: Statement) -> None:
        """Record the statement if there is a verdict."""
        if self._records is None or statement.verdict == NO_VERDICT:
            return
        from pytest_tddgate.render.json_report import json_text  # noqa: PLC0415 - not needed for runs without a record

        now = dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        report = json.loads(json_text(statement))
        self._records.keep(RunRecord(now, self._head, self._code, self._tree, report, self._folder))
