"""What an audit does not count because the base had it so: files that cannot be collected, and tests that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.remarks import agreed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import CollectError, RunSeen, TestId
    from pytest_tddgate.gates.change.base_outcomes import Outcomes

__all__ = ["unseen_notes", "waiting_notes"]

_NAMED = 5


def unseen_notes(run: RunSeen, at_base: Outcomes, setup: str, layout: Layout) -> tuple[str, ...]:
    """Notes that name the files that the run could not collect, as at the base, and what of the project they want.

    `setup` is the base's command that builds a tree, empty without one.
    """
    old = sorted((each for each in run.collect_errors if each.path in at_base.uncollected), key=lambda each: each.path)
    if not old:
        return ()
    files = agreed(len(old), "test file", "is", "are")
    named = [f"{each.path} ({each.why})" for each in old]
    wanted = dict.fromkeys(name for each in old for name in _wanted(each, layout))
    return (f"{files} not collected here, as at the base: {_first_of(named)}", *_hints(list(wanted), setup))


def waiting_notes(tests: Collection[TestId]) -> tuple[str, ...]:
    """A note about these tests of a base's contract, which were red there."""
    if not tests:
        return ()
    first, *others = sorted(map(str, tests))
    more = f" and {len(others)} more" if others else ""
    told = f"{agreed(len(tests), 'test', 'was', 'were')} red in a contract of the base (not counted)"
    return (f"{told}: {first}{more}",)


def _first_of(named: list[str]) -> str:
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _wanted(error: CollectError, layout: Layout) -> Iterator[str]:
    """The dotted name of what is missing, where it is the project's own."""
    cause = error.cause
    if cause is None or not cause.subject or not cause.is_a("builtins.ImportError"):
        return
    is_module = cause.is_a("builtins.ModuleNotFoundError")
    name = cause.subject if is_module or not cause.owner else f"{cause.owner}.{cause.subject}"
    if name.partition(".")[0] in layout.names:
        yield name


def _hints(wanted: list[str], setup: str) -> Iterable[str]:
    """How what no commit holds can be there: generated code, or what git ignores, is made by a command."""
    if not wanted:
        return ()
    told = f"no commit holds {_first_of(wanted)}"
    if setup:
        return (f"{told}, and [tool.tddgate.audit] setup of the base does not make it: {setup}",)
    return (f"{told}: name the command that makes it, [tool.tddgate.audit] setup on the base",)
