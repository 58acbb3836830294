"""What the runs with mutants have shown so far, with the latest result of each mutant."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.mutation import MutantSeen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.mutants.mutations import Mutant
    from pytest_tddgate.domain.run.observation import RunSeen

__all__ = ["MutantResults"]


@dataclass(slots=True)
class MutantResults:
    """What the runs have shown so far; results are by mutant id, and those `recalled` are in `seen` as well."""

    seen: dict[str, MutantSeen] = field(default_factory=dict)
    recalled: dict[str, MutantSeen] = field(default_factory=dict)
    reached: dict[str, frozenset[int]] = field(default_factory=dict)
    spent: float = 0
    problem: str = ""
    unfit: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def take(self, run: RunSeen, top: str) -> str:
        """Add what another run has shown; returns why it shows nothing, `""` if it does."""
        shown = run.mutation
        is_over = run.announced is not None and run.announced == run.exit_code
        self.problem = shown.unavailable or ("" if is_over else "the run that tries them did not finish")
        self.spent += shown.spent
        self.unfit += shown.unfit
        self.lost += run.notes
        for each in shown.mutants:
            before = self.seen.get(each.id)
            self.seen[each.id] = _joined(before, each) if before else each
        for path, lines in shown.reached.items():
            relative = os.path.relpath(path, top).replace(os.sep, "/")
            self.reached[relative] = self.reached.get(relative, frozenset()) | lines
        return self.problem

    def withdraw(self, mutants: Iterable[Mutant], outcome: str) -> None:
        """Give this outcome to mutants that the contract's tests do not kill: other tests might.

        An emptied function that these tests do not run stays a suspect, and is tried again on its own.
        """
        for each in (*self.of(mutants, "survived"), *self.of(mutants, "unreached")):
            if each.kind != "function" or self.seen[each.id].outcome == "survived":
                self.seen[each.id] = replace(self.seen[each.id], outcome=outcome)

    @property
    def unnoticed(self) -> int:
        """How many mutants were tried in part, and not noticed by the tests that ran."""
        return sum(each.outcome == "untried" and each.count > 0 for each in self.seen.values())

    def of(self, mutants: Iterable[Mutant], *outcomes: str) -> list[Mutant]:
        """The mutants that have one of these outcomes."""
        return [each for each in mutants if each.id in self.seen and self.seen[each.id].outcome in outcomes]


def _joined(before: MutantSeen, after: MutantSeen) -> MutantSeen:
    """What two runs together show of one mutant, the second run with other tests than the first."""
    if before.outcome == "survived" and after.outcome in {"survived", "untried"}:
        tests, count = (*before.tests, *after.tests)[:3], before.count + after.count
        return MutantSeen(before.id, after.outcome, tests, count)
    return before if before.outcome == "survived" and after.outcome == "unreached" else after
