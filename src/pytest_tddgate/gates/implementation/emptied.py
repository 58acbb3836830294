"""Changed functions that can be emptied without a test failing: their lines may run, but nothing tests them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.emptied import answering_otherwise, emptied_of, untested_in
from pytest_tddgate.domain.python.other_environments import lines_by_environment
from pytest_tddgate.domain.reports.wording import first_few
from pytest_tddgate.domain.rules.implementation import EMPTIED_UNNOTICED
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pytest_tddgate.domain.mutants.mutations import Mutant
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation
    from pytest_tddgate.gates.implementation.mutant_results import MutantResults

__all__ = ["emptied_findings", "emptied_mutants"]

_SHOWN = 4  # functions that a message names
_UNNOTICED = ("survived", "unreached", "import")


def emptied_mutants(sources: Mapping[str, bytes], implementation: Implementation, case: Case) -> tuple[Mutant, ...]:
    """Mutants that empty each changed function of these files, or change its result; none if the rule is off."""
    if case.settings.level_of(EMPTIED_UNNOTICED.id) is Level.OFF:
        return ()
    changed = implementation.changed
    return tuple(
        each
        for path, source in sources.items()
        for make in (emptied_of, answering_otherwise)
        for each in make(path, source, changed[path])
    )


def emptied_findings(  # noqa: PLR0913, PLR0917 - mutants, results, retry, context
    emptied: Sequence[Mutant],
    spare: Sequence[Mutant],
    tried: MutantResults,
    again: Callable[[Sequence[Mutant]], MutantResults],
    sources: Mapping[str, bytes],
    implementation: Implementation,
    case: Case,
) -> tuple[Finding, ...]:
    """A finding if too much of the change is in functions that can be emptied without a test failing.

    `spare` are statements that can be deleted without a test failing: they do not make a change larger. A function that
    seems to be unnoticed may have done its work at import, so each is tried `again`, in a process of its own.
    """

    def is_too_much(functions: Sequence[Mutant]) -> bool:
        return untested_in(sources, implementation.changed, functions, spare).is_too_much(
            case.settings.min_diff_coverage
        )

    elsewhere = {each.id for each in tried.of(emptied, "import") if _is_of_another_environment(each, sources)}
    unnoticed = [each for each in tried.of(emptied, *_UNNOTICED) if each.id not in elsewhere]
    functions = {(each.path, each.function): each for each in reversed(unnoticed)}
    suspects = list(functions.values())[::-1]  # one mutant of each function
    if not is_too_much(suspects):
        return ()
    left = again(suspects).of(suspects, "survived")
    if not is_too_much(left):
        return ()
    found = untested_in(sources, implementation.changed, left, spare)
    names = first_few([each.function for each in left], _SHOWN)
    what = f"no test fails when these are empty, or answer otherwise: {names}"
    share = f"they hold {found.statements} of {found.of} changed statements of functions"
    return (Finding(EMPTIED_UNNOTICED, f"{what}; {share}", at=Place(left[0].path, left[0].line)),)


def _is_of_another_environment(function: Mutant, sources: Mapping[str, bytes]) -> bool:
    """Whether a function that this environment did not define is in a branch on an optional import or a platform."""
    source = sources[function.path]
    everywhere = frozenset(range(1, source.count(b"\n") + 2))
    return function.line in lines_by_environment(source, everywhere)
