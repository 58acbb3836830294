"""Which gates of a feature passed for the present state of its files, according to records on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.checklist import Standing, of_gate
from pytest_tddgate.domain.reports.run_record import newest
from pytest_tddgate.domain.reports.status import LATER_GATES
from pytest_tddgate.errors import TddgateError
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.gates.contracts.home import case_of_folder, folder_of

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked

__all__ = ["Remembered"]


class Remembered:
    """Compares the records with the present files of each project, in the folder where its gates run."""

    def __init__(self, case: Case) -> None:
        """Read the records only: to look at every file of a project takes a while, so it is done when needed."""
        self._case = case
        self._records = case.records.records() if case.records is not None else ()
        self._states: dict[str, tuple[str, str] | None] = {}
        self._bases: dict[str, str | None] = {}

    def passed(self, contract: Contract) -> frozenset[str]:
        """Names of the gates after the lock that have passed for the contract's feature."""
        records = tuple(each for each in self._records if each.feature == contract.feature)
        state = self._state(folder_of(contract, self._case.layout)) if records else None
        if state is None:
            return frozenset()
        items = (of_gate(gate, contract.feature, state, records) for gate in LATER_GATES)
        return frozenset(each.name for each in items if each.standing is Standing.DONE)

    def is_audited(self, locked: Locked) -> bool:
        """Whether the project's last audit passed, was about HEAD and this contract, and nothing has changed since.

        An audit trusts the contracts of its base, so an audit whose base has this lock was about other features.
        """
        folder = folder_of(locked.contract, self._case.layout)
        if folder not in self._bases:
            self._bases[folder] = self._base_of_audit(folder)
        base = self._bases[folder]
        return base is not None and not (base and self._case.repository.is_ancestor(locked.commit, base))

    def _base_of_audit(self, folder: str) -> str | None:
        """The base of a project's last audit; None if it did not pass, or judged other files than the present ones."""
        last = newest((each for each in self._records if each.folder == folder), "audit")
        repository = self._case.repository
        if last is None or last.verdict != "passed" or last.head != repository.resolve("HEAD"):
            return None
        is_all = not repository.changed_since(last.head, [folder] if folder else ())
        return str(last.report.get("base", "")) if is_all else None

    def _state(self, folder: str) -> tuple[str, str] | None:
        """The digests of a project's state; None if its settings cannot be read, so that no gate runs there."""
        if folder not in self._states:
            try:
                self._states[folder] = state_of(case_of_folder(folder, self._case))
            except TddgateError:
                self._states[folder] = None
        return self._states[folder]
