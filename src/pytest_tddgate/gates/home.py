"""Findings about an environment that is only the wrong folder: the test is of another project of the repository."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.collection import rootdir_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["at_home"]


def at_home(findings: Iterable[Finding], case: Case) -> Iterator[Finding]:
    """The findings; one about the environment of a test that has a rootdir of its own leads there."""
    for finding in findings:
        home = _home(finding.at.path, case) if finding.at and finding.rule.id == "broken-environment" else ""
        command = f"cd {shlex.quote(home)} && pytest --tdd-gate=verify-fail"
        yield replace(finding, next_step=command) if home else finding


def _home(path: str, case: Case) -> str:
    """The rootdir that pytest would find from the file, from where the gate was started; empty where it is this one."""
    top, here = case.layout.top, os.path.join(case.layout.top, case.layout.root)  # noqa: PTH118 - strings all through
    home = rootdir_of(os.path.dirname(os.path.join(top, path)), top)  # noqa: PTH118, PTH120 - ditto
    is_here = os.path.realpath(home) == os.path.realpath(here)
    return "" if is_here else os.path.relpath(home, case.directory or here)
