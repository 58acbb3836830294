"""Product code that was changed without a new test: it may be a refactoring, and green judges those."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pytest_tddgate.gates.change.evolution import subject_paths_in

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["Refactored", "refactored_code"]


class Refactored(NamedTuple):
    """The first file of the subject that is not what it was, and the revision that it is compared with."""

    path: str
    base: str

    @property
    def next_step(self) -> str:
        """The command for a refactoring; and what to do where it is none."""
        green = f"pytest --tdd-gate=green --tdd-base={self.base}"
        return f"a refactoring needs none: {green}, then commit it; else write a test first"


def refactored_code(case: Case) -> Refactored | None:
    """The code that changed; None where all that is new of the subject are files, which no refactoring adds alone."""
    base = case.base or "HEAD"
    under = [case.layout.root] if case.layout.root else ()
    changed = subject_paths_in(case.repository.changed_since(case.repository.resolve(base), under), case.layout)
    known = case.repository.blobs(case.repository.resolve(base), changed)
    first = next((path for path in changed if path in known), None)
    return Refactored(first, base) if first else None
