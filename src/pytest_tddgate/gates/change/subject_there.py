"""Whether the project has product code: without it a gate has nothing to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["missing_subject"]


def missing_subject(case: Case) -> tuple[MissingFact, ...]:
    """A missing fact if the project has no product code."""
    if case.layout.packages:
        return ()
    return (
        MissingFact(
            "no first-party code was found",
            'set [tool.tddgate] source = ["PATH"] in pyproject.toml',
            "the gate judges the code that the tests are about",
        ),
    )
