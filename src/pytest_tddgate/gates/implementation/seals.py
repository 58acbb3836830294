"""The records of seals, and which seals bind."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.seal import SEALED, record_of_json
from pytest_tddgate.domain.rules.plug_ins import SEAL_CHANGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.implementation.examined import HeldOut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.contracts.seal import Seal
    from pytest_tddgate.domain.reports.report import Row
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.ports import History, Repository

__all__ = ["Seals", "records_at", "seals_at_head", "seals_in"]


@dataclass(frozen=True, slots=True)
class Seals:
    """The seals that bind, by feature; findings about their records; a row for each seal that an audit's range adds."""

    current: Mapping[str, Seal] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def held_out(self) -> HeldOut:
        """The seals, as a gate that judges a work tree needs them."""
        return HeldOut(self.current)


def seals_at_head(case: Case) -> Seals:
    """The seals at HEAD; what history did to them is for the audit to check."""
    return seals_in(records_at(case.repository.resolve("HEAD"), case.repository))


def seals_in(records: Mapping[str, bytes]) -> Seals:
    """The seals in these records (path -> bytes), with a finding for each record that cannot be read."""
    current: dict[str, Seal] = {}
    findings = []
    for path, data in records.items():
        feature = PurePosixPath(path).stem
        try:
            current[feature] = record_of_json(data, feature).current
        except ValueError as problem:
            what = f"the record of the seals of {feature} cannot be read: {problem}"
            findings.append(Finding(SEAL_CHANGED, what, at=Place(path)))
    return Seals(current, tuple(findings))


def records_at(commit: str, history: History | Repository) -> dict[str, bytes]:
    """Path -> bytes of the seal records at a commit."""
    paths = [path for path in history.files(commit, [SEALED]) if path.endswith(".json")]
    return dict(history.blobs(commit, paths)) if paths else {}
