"""Changed code that uses an external module directly, instead of the project's module that wraps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.wrappers import bypasses, is_wrapper
from pytest_tddgate.domain.rules.review import WRAPPER_BYPASSED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.change.subject_lines import changed_subject_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["bypass_findings"]


def bypass_findings(evolution: Evolution, case: Case) -> Iterator[Finding]:
    """A finding for each changed line of the subject that bypasses a wrapper of the settings."""
    for path, lines in changed_subject_lines(evolution, case).items() if case.settings.wrappers else ():
        source = case.bytes_of(path)
        for wrapper in case.settings.wrappers:
            if is_wrapper(path, wrapper.module, case.layout.source):
                continue
            for line in bypasses(source, wrapper.api):
                if line in lines:
                    what = f"{path} uses {wrapper.api} directly, without its wrapper {wrapper.module}"
                    next_step = f"use {wrapper.module} in its place"
                    yield Finding(WRAPPER_BYPASSED, what, at=Place(path, line), next_step=next_step)
