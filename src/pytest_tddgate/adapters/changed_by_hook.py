"""What a hook did to a commit while git made it, and what helps: formatters often run as hooks."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git_writing import CommitRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ChangedByHook", "step_after"]

_NAMED = 3
_RECORDS = ".tddgate/"


class ChangedByHook(CommitRefused):
    """A commit was taken back, because it does not hold what was asked for, or the work tree does not any more."""

    def __init__(self, changed: Sequence[str], others: Sequence[str]) -> None:
        """Files that were to be committed and are not what they were, and other files that are in the commit."""
        self.changed, self.others = tuple(changed), tuple(others)
        were = "which was not to be committed" if len(others) == 1 else "which were not to be committed"
        told = [_named(changed)] if changed else []
        told += [f"{_named(others)}, {were}"] if others else []
        super().__init__(f"a hook changed {', and '.join(told)}")

    def step(self, again: str) -> str:
        """What to do; `again` is the command that was refused. What a formatter changed is settled the second time."""
        if any(path.startswith(_RECORDS) for path in (*self.changed, *self.others)):
            return f"keep your hooks from changing {_RECORDS}, then: {again}"
        if self.others:
            it = "it" if len(self.others) == 1 else "them"
            return f"commit {_named(self.others)} first, or keep your hooks from adding {it}, then: {again}"
        return again


def step_after(problem: Exception, again: str) -> str:
    """What to do after a commit that was refused; nothing unless it was a hook's change."""
    return problem.step(again) if isinstance(problem, ChangedByHook) else ""


def _named(paths: Sequence[str]) -> str:
    """The paths, for a shell; of many the first."""
    names = [shlex.quote(each) for each in paths]
    if len(names) > _NAMED:
        names[_NAMED:] = [f"{len(names) - _NAMED} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
