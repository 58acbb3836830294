"""Product code that changed without a new test: perhaps a refactoring, which the green gate judges."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pytest_tddgate.gates.change.evolution import subject_paths_in

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["Refactored", "refactored_code"]


class Refactored(NamedTuple):
    """The first existing file of the subject that changed, and the revision that it is compared with."""

    path: str
    base: str

    @property
    def next_step(self) -> str:
        """The command for a refactoring, and what to do if it is not one."""
        green = f"pytest --tdd-gate=green --tdd-base={self.base}"
        return f"a refactoring needs none: {green}, then commit it; else write a test first"


def refactored_code(case: Case) -> Refactored | None:
    """The changed code; None if no existing file changed, since a refactoring does not only add files."""
    base = case.base or "HEAD"
    under = [case.layout.root] if case.layout.root else ()
    changed = subject_paths_in(case.repository.changed_since(case.repository.resolve(base), under), case.layout)
    known = case.repository.blobs(case.repository.resolve(base), changed)
    first = next((path for path in changed if path in known), None)
    return Refactored(first, base) if first else None
