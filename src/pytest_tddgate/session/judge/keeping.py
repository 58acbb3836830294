"""What a judge keeps of its run for later: the verdict, with the state of the files that it was about."""

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

__all__ = ["Keeping"]

_OF_A_STATE = frozenset({Gate.GREEN, Gate.DOCS, Gate.REVIEW})
"""Gates whose verdict is about files as they lie there. To look at each of them takes a while."""


class Keeping:
    """Remembers what a gate is about to judge, and keeps what it said of it."""

    def __init__(self) -> None:
        """Nothing is judged yet."""
        self._records: Records | None = None
        self._head = self._code = self._tree = self._folder = ""

    def begin(self, gate: Gate, case: Case, state: tuple[str, str] | None = None) -> None:
        """Look at what lies there, before any code of the project runs; `state` is its name where the gate knows it."""
        if case.records is None:
            return
        self._records, self._head = case.records, case.repository.resolve("HEAD")
        if gate in _OF_A_STATE:
            self._code, self._tree = state or state_of(case)

    def begin_audit(self, records: Records, head: str, folder: str) -> None:
        """An audit judges the commit that is checked out, for the project in this folder, and no file beside it."""
        self._records, self._head, self._folder = records, head, folder

    def keep(self, statement: Statement) -> None:
        """Keep what was said, if anything was judged."""
        if self._records is None or statement.verdict == NO_VERDICT:
            return
        from pytest_tddgate.render.json_report import json_text  # noqa: PLC0415 - a run that is not kept does without

        now = dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        report = json.loads(json_text(statement))
        self._records.keep(RunRecord(now, self._head, self._code, self._tree, report, self._folder))
