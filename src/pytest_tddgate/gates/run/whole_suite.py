"""A run of the whole suite: what it is told of the project, and what makes all that it shows void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.green import FOREIGN_SUBJECT
from pytest_tddgate.domain.verdict import Finding
from pytest_tddgate.gates.case import leveled_refusals
from pytest_tddgate.gates.run.facts import origin_findings, run_findings

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["of_whole_suite", "void_findings"]


def of_whole_suite(case: Case) -> Extra:
    """Whose the code is; tests run although other files cannot be collected.

    Where it has to come from is said if the settings refuse other code: then no test goes on over that.
    """
    extra: Extra = {**case.first_party, "continue": True}
    if leveled_refusals([Finding(FOREIGN_SUBJECT, "")], case.settings):
        extra["sources"] = list(case.layout.source)
    return extra


def void_findings(run: RunSeen, case: Case, *, is_red: bool = False) -> tuple[Finding, ...]:
    """Findings beside which nothing that the run shows counts; for `is_red`, see `run_findings`.

    Code from elsewhere comes first: it is why the run was cut short.
    """
    foreign = origin_findings(run, case.layout)
    return foreign if leveled_refusals(foreign, case.settings) else run_findings(run, is_red=is_red)
