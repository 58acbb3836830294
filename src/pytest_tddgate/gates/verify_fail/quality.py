"""Advice on a contract's quality: the kinds of behaviour that it tries, and what makes it brittle or random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.behaviour_kinds import TestSource, behaviour_gaps, sources_of
from pytest_tddgate.domain.red.inward import inward_looks
from pytest_tddgate.domain.red.nondeterminism import nondeterminism_sources
from pytest_tddgate.domain.red.single_examples import single_examples
from pytest_tddgate.domain.red.single_members import single_members
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.red import NOT_BEHAVIOURAL, NOT_DETERMINISTIC, SINGLE_EXAMPLE
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.single_examples import SingleExample
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case

__all__ = ["advice_on", "single_example_findings"]


def advice_on(tests: Iterable[TestId], case: Case) -> tuple[Finding, ...]:
    """Findings about the quality of these tests, as a whole and one by one."""
    sources = list(_sources(tests, case))
    gaps = (_gap(rule_id, sources) for rule_id in behaviour_gaps(sources)) if sources else ()
    return (*gaps, *(finding for source in sources for finding in _about(source, case)))


def single_example_findings(tests: Iterable[TestId], missing: Iterable[str], case: Case) -> tuple[Finding, ...]:
    """A finding for each missing function, and for each class's members, that these tests give only one example of.

    `missing` are dotted names.
    """
    sources, missing = tuple(_sources(tests, case)), tuple(missing)
    found = (*single_examples(sources, missing), *single_members(sources, missing))
    return tuple(_single(each) for each in found)


def _sources(tests: Iterable[TestId], case: Case) -> Iterator[TestSource]:
    by_file: dict[str, list[str]] = {}
    for test in tests:
        by_file.setdefault(test.file, []).append(test.name)
    for file, names in by_file.items():
        yield from sources_of(file, case.bytes_of(file), names)


def _gap(rule_id: str, sources: list[TestSource]) -> Finding:
    first = sources[0].id
    return Finding(rule(rule_id), f"{_WORDS[rule_id]} ({counted(len(sources), 'test')})", at=Place(first.file))


def _single(example: SingleExample) -> Finding:
    return Finding(
        SINGLE_EXAMPLE,
        f"the new tests show one example of {example.name}: {example.call}",
        at=Place(example.test.file, example.line),
        next_step=f"one more example of {example.name} would rule out a lookup table",
    )


_WORDS = {
    "no-error-case": "no new test expects an error",
    "no-boundary-case": "no new test tries a boundary value",
    "no-happy-path": "every new test expects an error",
}


def _about(source: TestSource, case: Case) -> Iterator[Finding]:
    for line, what in inward_looks(source, case.layout.is_first_party):
        yield Finding(NOT_BEHAVIOURAL, f"{source.id} {what}", at=Place(source.id.file, line))
    for line, what in nondeterminism_sources(source, source.module):
        yield Finding(NOT_DETERMINISTIC, f"{source.id} {what}", at=Place(source.id.file, line))
