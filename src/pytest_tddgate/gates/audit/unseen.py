"""What an audit does not count because the base had it as well: uncollected files, and tests that were red."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import agreed, counted, first_few
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.change.unbuilt import NAMED, own_name_in, setup_step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.change.base_outcomes import Outcomes

__all__ = ["unbuilt_facts", "unseen_notes", "waiting_notes"]


def unseen_notes(run: RunSeen, at_base: Outcomes, setup: str, layout: Layout) -> tuple[str, ...]:
    """Notes about files that neither this run nor the base could collect, and modules of the project that they need.

    `setup` is the base's build command, empty without one.
    """
    old = sorted((each for each in run.collect_errors if each.path in at_base.uncollected), key=lambda each: each.path)
    if not old:
        return ()
    files = agreed(len(old), "test file", "is", "are")
    named = [f"{each.path} ({each.why})" for each in old]
    wanted = dict.fromkeys(name for each in old if (name := own_name_in(each, layout)))
    return (f"{files} not collected here, as at the base: {first_few(named, NAMED)}", *_hints(list(wanted), setup))


def unbuilt_facts(  # noqa: PLR0913, PLR0917 - both sides of a comparison, and what the contracts ask for
    run: RunSeen,
    at_base: Outcomes,
    tests: Iterable[TestId],
    missing: Collection[str],
    setup: str,
    layout: Layout,
) -> tuple[MissingFact, ...]:
    """A missing fact for contract tests behind a module of the project that the base could not import either.

    `tests` are the contracts' tests; `missing` are the names that they ask for, and that have to be written.
    """
    names = {each.path: own_name_in(each, layout) for each in run.collect_errors}
    unbuilt = {names[path] for path in at_base.uncollected if path in names and not _is_asked(names[path], missing)}
    errors = [each for each in run.collect_errors if names[each.path] in unbuilt - {""}]
    hidden = [test for test in tests if any(each.hides(test.file) for each in errors)]
    if not hidden:
        return ()
    first = next(each for each in errors if any(each.hides(test.file) for test in hidden))
    told = f"{counted(len(hidden), 'contract test')} cannot run"
    return (
        MissingFact(
            f"{told}: {first.path} cannot be imported, and could not be at the base: {first.why}",
            setup_step(sorted(unbuilt - {""}), setup),
            "the tree of an audit holds what is committed, and what setup makes of it",
        ),
    )


def _is_asked(name: str, missing: Collection[str]) -> bool:
    return any(f"{each}.".startswith(f"{name}.") or f"{name}.".startswith(f"{each}.") for each in missing)


def waiting_notes(tests: Collection[TestId]) -> tuple[str, ...]:
    """A note about these tests of the base's contracts, which were red there."""
    if not tests:
        return ()
    told = f"{agreed(len(tests), 'test', 'was', 'were')} red in a contract of the base (not counted)"
    return (f"{told}: {first_few(sorted(map(str, tests)), 1)}",)


def _hints(wanted: list[str], setup: str) -> Iterable[str]:
    """A note on modules that no commit holds: a setup command has to make them."""
    if not wanted:
        return ()
    told = f"no commit holds {first_few(wanted, NAMED)}"
    if setup:
        return (f"{told}, and [tool.tddgate.audit] setup of the base does not make it: {setup}",)
    return (f"{told}: name the command that makes it, [tool.tddgate.audit] setup on the base",)
