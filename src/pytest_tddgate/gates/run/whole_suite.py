"""A run of the whole suite: its request, and the findings that make it void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.green import FOREIGN_SUBJECT
from pytest_tddgate.domain.verdict import Finding
from pytest_tddgate.gates.case import leveled_refusals
from pytest_tddgate.gates.run.validity import origin_findings, run_findings

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["void_findings", "whole_suite_request"]


def whole_suite_request(case: Case) -> Extra:
    """The request for a run of the whole suite; tests run even if other files cannot be collected.

    If the settings refuse code from elsewhere, the source roots are named, so that the run stops at such code.
    """
    extra: Extra = {**case.first_party, "continue": True}
    if leveled_refusals([Finding(FOREIGN_SUBJECT, "")], case.settings):
        extra["sources"] = list(case.layout.source)
    return extra


def void_findings(run: RunSeen, case: Case, *, is_red: bool = False) -> tuple[Finding, ...]:
    """Findings that make the run void, so that nothing else in it counts; for `is_red`, see `run_findings`.

    Code from elsewhere is reported first, since it is why the run was cut short.
    """
    foreign = origin_findings(run, case.layout)
    return foreign if leveled_refusals(foreign, case.settings) else run_findings(run, is_red=is_red)
