"""The error for a commit that a hook changed while git made it, and the next step: formatters often run as hooks."""

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
    """A commit was taken back: a hook changed what it holds, or changed the committed files in the work tree."""

    def __init__(self, changed: Sequence[str], others: Sequence[str]) -> None:
        """`changed` are files that differ from what was to be committed, `others` are files that the hook added."""
        self.changed, self.others = tuple(changed), tuple(others)
        were = "which was not to be committed" if len(others) == 1 else "which were not to be committed"
        told = [_named(changed)] if changed else []
        told += [f"{_named(others)}, {were}"] if others else []
        super().__init__(f"a hook changed {', and '.join(told)}")

    def step(self, again: str) -> str:
        """The next step; `again` is the refused command: enough after a formatter, whose changes stay on disk."""
        if any(path.startswith(_RECORDS) for path in (*self.changed, *self.others)):
            return f"keep your hooks from changing {_RECORDS}, then: {again}"
        if self.others:
            it = "it" if len(self.others) == 1 else "them"
            return f"commit {_named(self.others)} first, or keep your hooks from adding {it}, then: {again}"
        return again


def step_after(problem: Exception, again: str) -> str:
    """The next step after a refused commit; empty unless a hook had changed it."""
    return problem.step(again) if isinstance(problem, ChangedByHook) else ""


def _named(paths: Sequence[str]) -> str:
    """The paths, quoted for a shell; only the first few if there are many."""
    names = [shlex.quote(each) for each in paths]
    if len(names) > _NAMED:
        names[_NAMED:] = [f"{len(names) - _NAMED} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
