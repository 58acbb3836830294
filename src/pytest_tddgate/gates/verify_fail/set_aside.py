"""Uncommitted product code, which may be why a new test passes already, and how to put it aside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.gates.change.evolution import subject_paths_in
from pytest_tddgate.gates.verify_fail.report import PINS_A_CASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["with_code_aside"]

_GREEN = "already-green"


def with_code_aside(findings: Iterable[Finding], case: Case) -> list[Finding]:
    """The findings; those about tests that pass already say how to put uncommitted product code aside."""
    found = list(findings)
    if not any(_is_plain(each) for each in found):
        return found
    layout = case.layout
    changed = subject_paths_in(case.repository.changed_since(case.repository.resolve("HEAD"), layout.packages), layout)
    if not changed:
        return found
    folders = [each for each in layout.packages if any(is_below(path, each) for path in changed)]
    next_step = (
        f"{changed[0]} is not committed: put it aside (git stash push -u -- {' '.join(folders)}), lock, then git stash "
        'pop; or declare the test: @pytest.mark.tdd_pins("reason")'
    )
    return [replace(each, next_step=next_step) if _is_plain(each) else each for each in found]


def _is_plain(finding: Finding) -> bool:
    return finding.rule.id == _GREEN and finding.next_step in {"", PINS_A_CASE}
