"""The text for a problem that prevents a verdict: what happened, why it matters, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.verdict import MissingFact
    from pytest_tddgate.errors import TddgateError

__all__ = ["command_problem", "lines_of", "reasons_of"]


def lines_of(problem: TddgateError | MissingFact, label: str) -> Iterator[str]:
    """The lines of a problem: `label: what`, then the reason and the next step if there are any."""
    yield f"{label}: {problem.what}"
    yield from reasons_of(problem)


def reasons_of(problem: TddgateError | MissingFact) -> Iterator[str]:
    """The lines for the reason and the next step."""
    if problem.why:
        yield f"  why:  {problem.why}"
    if problem.next_step:
        yield f"  next: {problem.next_step}"


def command_problem(problem: TddgateError) -> tuple[str, ExitCode]:
    """What a command prints for a problem that ends it, with the final newline, and its exit code."""
    is_undecided = isinstance(problem, CannotDecide)
    text = "\n".join(lines_of(problem, "undecided" if is_undecided else "cannot go on"))
    return f"{text}\n", ExitCode.UNDECIDED if is_undecided else ExitCode.USAGE
