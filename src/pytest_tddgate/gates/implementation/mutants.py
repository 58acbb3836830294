"""Mutants of the changed lines: changes that no test notices, and code that no test asks for.

The contract's tests run first, and the rest of the suite only against the mutants that they leave.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.mutations import declared_equivalents, mutants_of
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import agreed, counted
from pytest_tddgate.domain.rules.implementation import EMPTIED_UNNOTICED, MUTANT_SURVIVED, NOT_MINIMAL, UNCONTRACTED
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.run.mutation import MutantSeen
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.implementation.emptied import emptied_findings, emptied_mutants
from pytest_tddgate.gates.implementation.failing_alone import failing_alone_facts
from pytest_tddgate.gates.implementation.known_mutants import KnownMutants
from pytest_tddgate.gates.implementation.lost_mutants import lost_facts, lost_notes
from pytest_tddgate.gates.implementation.mutant_results import MutantResults
from pytest_tddgate.gates.implementation.uncontracted import uncontracted_findings, uncontracted_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_tddgate.domain.mutants.mutations import Mutant
    from pytest_tddgate.domain.run.extra import Extra, Replacement
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["mutant_findings"]

_MUTANT_RULES = (NOT_MINIMAL.id, MUTANT_SURVIVED.id)
_STOPPED = "they reached for files, processes or a network that the tests do not use as they are"


def mutant_findings(implementation: Implementation, case: Case) -> CheckResult:
    """What mutants of the change show, and the changed lines that no contract test runs.

    Nothing is tried for rules that are off. If a rule about mutants refuses, a mutant that could not be tried is a
    missing fact.
    """
    settings = case.settings
    is_on = any(settings.level_of(each) is not Level.OFF for each in _MUTANT_RULES)
    has_reach = bool(implementation.contracted) and settings.level_of(UNCONTRACTED.id) is not Level.OFF
    if not is_on and not has_reach and settings.level_of(EMPTIED_UNNOTICED.id) is Level.OFF:
        return CheckResult()
    sources = {path: case.bytes_of(path) for path in sorted(implementation.changed)}
    mutants = [
        each for path, text in sources.items() if is_on for each in mutants_of(path, text, implementation.changed[path])
    ]
    emptied = emptied_mutants(sources, implementation, case)
    tried = _tried(mutants, emptied, implementation, case)
    seen = {each.id: tried.seen.pop(each.id) for each in emptied if each.id in tried.seen}
    loose = uncontracted_lines(sources, implementation, tried.reached) if has_reach and not tried.problem else {}
    rows = tuple(_declared(sources, implementation)) if is_on else ()
    survivors = [each for each in mutants if tried.seen.get(each.id) and tried.seen[each.id].outcome == "survived"]
    notes = tuple(_notes(tried, case)) if mutants else ()
    spare = [each for each in survivors if each.kind == "statement"]
    again = partial(_again, implementation=implementation, case=case)
    unmissed = emptied_findings(emptied, spare, MutantResults(seen), again, sources, implementation, case)
    findings = (*unmissed, *_survivor_findings(survivors, tried), *uncontracted_findings(loose))
    missing = (*failing_alone_facts(tried.unfit, implementation, case), *_missing(mutants, tried, case))
    return CheckResult(findings, missing, rows, notes)


def _again(mutants: Sequence[Mutant], implementation: Implementation, case: Case) -> MutantResults:
    """The results of these mutants in processes of their own, with a budget of their own."""
    tried = MutantResults()
    _ask(Role.FRESH, mutants, tried, implementation, case)
    return tried


def _tried(
    mutants: Sequence[Mutant], emptied: Sequence[Mutant], implementation: Implementation, case: Case
) -> MutantResults:
    """The results of the mutants; those that a swap of code does not reach come last, each in a process of its own."""
    tried, known = MutantResults(), KnownMutants(case)
    tried.recalled = known.recalled(mutants)
    tried.seen.update(tried.recalled)
    mutants = [each for each in mutants if each.id not in tried.recalled]
    swapped = [each for each in mutants if not each.is_at_import]
    _ask(Role.MUTANTS, [*emptied, *swapped], tried, implementation, case)
    imported = [*tried.of(swapped, "import"), *(each for each in mutants if each.is_at_import)]
    if imported and not tried.problem and case.effort.budget > tried.spent:
        _ask(Role.FRESH, imported, tried, implementation, case)
    elif not tried.problem:
        tried.seen.update({each.id: MutantSeen(each.id, "untried") for each in imported})
    known.keep(mutants, tried.seen)
    return tried


def _ask(
    role: Role, mutants: Sequence[Mutant], tried: MutantResults, implementation: Implementation, case: Case
) -> None:
    """Try the mutants with the contract's tests, then those that are left with every other test, within the budget.

    If the budget is spent, the other tests are only asked which survivors they run: that costs no budget. If no mutant
    is left, only those of other contracts run, for the lines that they reach.
    """
    tests = tuple(str(each) for each in implementation.tests)
    top = case.layout.top
    problem = tried.take(_run(role, mutants, tests, (), implementation, case, case.effort.budget - tried.spent), top)
    left = tried.of(mutants, "survived", "unreached")
    budget = case.effort.budget - tried.spent
    has_others = bool(set(implementation.contracted) - set(implementation.tests)) and role is Role.MUTANTS
    if not problem and budget <= 0:
        kept = [each for each in left if each.kind != "function"]
        left = kept if role is Role.MUTANTS and tried.of(kept, "survived") else []
        budget, has_others, asked = 0, False, {each.id for each in left}
        tried.withdraw([each for each in mutants if each.id not in asked], "untried")
    if not problem and (left or has_others):
        problem = tried.take(_run(role, left, (), tests, implementation, case, budget), top)
        if problem:
            tried.withdraw(mutants, "undecided")


def _run(  # noqa: PLR0913, PLR0917 - how, what is tried, against what, at which cost
    role: Role,
    mutants: Iterable[Mutant],
    targets: tuple[str, ...],
    skipped: tuple[str, ...],
    implementation: Implementation,
    case: Case,
    budget: float,
) -> RunSeen:
    top = case.layout.top
    absolute = {path: os.path.join(top, path) for path in implementation.changed}
    extra: Extra = {
        "mutants": [_replacement_of(each, absolute[each.path], case) for each in mutants],
        "files": sorted(absolute.values()),
        "workers": case.effort.workers or os.cpu_count() or 1,
        "budget": budget,
        "skip": skipped,
        "reach": [str(each) for each in implementation.contracted],
    }
    return case.runner.run(role, targets=targets, extra=extra)


def _replacement_of(mutant: Mutant, path: str, case: Case) -> Replacement:
    """The mutant in the form that the child takes."""
    source = case.bytes_of(mutant.path)
    last = mutant.line + source[mutant.start : mutant.end].count(b"\n")
    return {
        "id": mutant.id,
        "path": path,
        "start": mutant.start,
        "end": mutant.end,
        "text": mutant.text,
        "lines": [mutant.line, last],
        "is_at_import": mutant.is_at_import or mutant.kind == "function",
    }


def _survivor_findings(survivors: Iterable[Mutant], tried: MutantResults) -> Iterator[Finding]:
    """A finding for each line with survivors, about the most informative of them."""
    told: set[tuple[str, int]] = set()
    for mutant in survivors:
        if (mutant.path, mutant.line) in told:
            continue
        told.add((mutant.path, mutant.line))
        seen = tried.seen[mutant.id]
        is_deleted = mutant.kind == "statement"
        what = "no test fails without this statement" if is_deleted else "no test notices this change"
        ran = f"{counted(seen.count, 'test')} ran it"
        more = f" and {seen.count - len(seen.tests)} more" if seen.count > len(seen.tests) else ""
        yield Finding(
            NOT_MINIMAL if is_deleted else MUTANT_SURVIVED,
            f"{what} of {mutant.function or 'the module'} ({ran})",
            at=Place(mutant.path, mutant.line),
            details=(*mutant.diff, f"ran: {', '.join(seen.tests)}{more}"),
        )


def _declared(sources: dict[str, bytes], implementation: Implementation) -> Iterator[Row]:
    for path, source in sources.items():
        for line, reason in declared_equivalents(source).items():
            if line in implementation.changed[path]:
                yield Row("waived", "equivalent", str(Place(path, line)), reason)


def _notes(tried: MutantResults, case: Case) -> Iterator[str]:
    if tried.problem:
        yield f"mutants: not available here: {tried.problem}"
    if tried.unfit:
        unfit = agreed(len(tried.unfit), "test", "fails", "fail")
        yield f"mutants: {unfit} alone in a fork (not asked): {tried.unfit[0]}"
    counts = Counter(each.outcome for each in tried.seen.values())
    judged = counts["killed"] + counts["survived"]
    if judged:
        yield f"mutants: {counts['killed']} of {judged} were noticed by the tests"
    yield from _note(len(tried.recalled), "is", "are", "known from an earlier run of the same code and tests")
    yield from _note(counts["untried"], "was", "were", f"not tried: {_budget(tried, case)}")
    yield from lost_notes(counts["lost"], tried.lost)
    yield from _note(counts["undecided"], "is", "are", "undecided: a test waited for something unknown")
    yield from _note(counts["stopped"], "was", "were", f"stopped: {_STOPPED}")
    yield from _note(counts["import"], "was", "were", "not tried, and would change what runs at import")
    yield from _note(counts["unreached"], "is", "are", "on lines that no test runs in its own process, and not tried")


def _note(count: int, one: str, several: str, what: str) -> Iterator[str]:
    if count:
        yield f"mutants: {count} {one if count == 1 else several} {what}"


def _missing(mutants: Sequence[Mutant], tried: MutantResults, case: Case) -> tuple[MissingFact, ...]:
    """What is not known, if a rule that depends on it refuses."""
    refuses = any(case.settings.level_of(each) is Level.REFUSE for each in _MUTANT_RULES)
    counts = Counter(each.outcome for each in tried.seen.values())
    why = "a mutant that was not tried may be one that no test notices"
    if not refuses or not mutants:
        return ()
    if tried.problem:
        return (MissingFact(f"mutants could not be tried: {tried.problem}", "find out what ends or starts there", why),)
    if counts["lost"]:
        return lost_facts(counts["lost"], tried.lost)
    told = {
        "untried": (
            f"not tried: {_budget(tried, case)}",
            "pytest --tdd-gate=green --tdd-budget=SECONDS, with more of them",
        ),
        "undecided": ("undecided: a test waited without end", "run it again"),
        "stopped": (f"stopped: {_STOPPED}", "pass in what the tests reach for, such as a path below tmp_path"),
    }
    found = (
        MissingFact(f"{agreed(counts[each], 'mutant', 'was', 'were')} {what}", then, why)
        for each, (what, then) in told.items()
        if counts[each]
    )
    return tuple(found)[:1]


def _budget(tried: MutantResults, case: Case) -> str:
    unnoticed = f"; {tried.unnoticed} of them unnoticed so far" if tried.unnoticed else ""
    return f"the budget of {case.effort.budget:g} s of CPU is spent (--tdd-budget){unnoticed}"
