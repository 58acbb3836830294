"""Whether an audit has anything to judge: at the top of several projects there is no product code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.contracts.home import folder_of, way_to
from pytest_tddgate.gates.green.covered import no_subject

if TYPE_CHECKING:
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["with_subject"]


def with_subject(case: Case, audit: AuditCase) -> Case:
    """The case of the head; raises CannotDecide where it has no product code, with the folder of a contract."""
    for missing in no_subject(case):
        contracts = [each.contract for each in audit.range.registry.contracts.values()]
        ways = [way_to(folder_of(each, case.layout), case) for each in reversed(contracts)]
        way = next((each for each in ways if each), "")
        again = f"{way}pytest --tdd-gate=audit --tdd-base={audit.range.policy[:10]}"
        raise CannotDecide(missing.what, why=missing.why, next_step=again if way else missing.next_step)
    return case
