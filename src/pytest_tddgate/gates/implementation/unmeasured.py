"""Changed code that runs where coverage does not look: in texts, in data files, in files beside what is measured."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.unmeasured import imports_of, unmeasured_in
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["unmeasured_findings"]


def unmeasured_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed line of the subject that runs such code."""
    outside = {PurePosixPath(path).stem: path for path in implementation.data if path.endswith(".py")}
    found: list[Finding] = []
    for path, lines in implementation.changed.items():
        source = case.repository.read(path) or b""
        places = [(each.line, each.what) for each in unmeasured_in(source, lines)]
        places += [
            (each.line, f"{each.what}, which is {outside[each.name]} and no part of what is measured")
            for each in imports_of(source, outside)
            if each.line in lines
        ]
        found += (Finding(rule("unmeasured-code"), f"the code {what}", at=Place(path, line)) for line, what in places)
    return tuple(found)
