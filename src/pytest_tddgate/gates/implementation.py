"""What an implementation that is green shows of itself: whether it is general, and whether it is minimal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.gates.cliffs import cliff_findings
from pytest_tddgate.gates.examined import Examined, Implementation
from pytest_tddgate.gates.leaks import leak_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["Examined", "Implementation", "examined", "read_findings"]


_READ: tuple[Callable[[Implementation, Case], Iterable[Finding]], ...] = (leak_findings,)
"""The checks that only read files."""
_RUN: tuple[Callable[[Implementation, Case], Examined], ...] = (cliff_findings,)
"""The checks that run the contract's tests, cheapest first."""


def read_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """What the files show, without a run."""
    return tuple(finding for check in _READ for finding in check(implementation, case))


def examined(implementation: Implementation, case: Case) -> Examined:
    """What runs of the contract's tests show; for a change of the subject that some test asks for."""
    if not implementation.tests or not implementation.changed:
        return Examined()
    found = [check(implementation, case) for check in _RUN]
    return Examined(
        tuple(each for part in found for each in part.findings),
        tuple(each for part in found for each in part.missing),
        tuple(each for part in found for each in part.rows),
        tuple(each for part in found for each in part.notes),
    )
