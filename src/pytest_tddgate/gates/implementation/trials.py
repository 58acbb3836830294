"""What runs show of an implementation that is green: whether it is general, and whether it is minimal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.gates.implementation.cliffs import cliff_findings
from pytest_tddgate.gates.implementation.examined import Examined, joined
from pytest_tddgate.gates.implementation.held_out import held_out_findings
from pytest_tddgate.gates.implementation.mutants import mutant_findings
from pytest_tddgate.gates.implementation.verifiers import verifier_findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["examined"]

_RUN: tuple[Callable[[Implementation, Case], Examined], ...] = (
    cliff_findings,
    held_out_findings,
    mutant_findings,
    verifier_findings,
)
"""The checks that run tests or another program, cheapest first."""
_OF_THEIR_OWN = (held_out_findings,)
"""Those of them that bring their own tests, and so look at a change that no contract asks for."""


def examined(implementation: Implementation, case: Case) -> Examined:
    """What runs of tests show of a change of the subject; most of them for one that some contract's test asks for."""
    if not implementation.changed:
        return Examined()
    return joined(check(implementation, case) for check in (_RUN if implementation.tests else _OF_THEIR_OWN))
