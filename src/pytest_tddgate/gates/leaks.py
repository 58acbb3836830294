"""Answers that were copied from the contract's tests into the subject."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.copied_answers import constant_answers
from pytest_tddgate.domain.folding import literals_in
from pytest_tddgate.domain.rules import rule
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.examined import Implementation

__all__ = ["leak_findings"]


def leak_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed line that returns, whatever it is given, what a contract test expects."""
    answers = [
        (path, each)
        for path, lines in implementation.changed.items()
        for each in constant_answers(case.repository.read(path) or b"", lines)
    ]
    if not answers:
        return ()
    expected = [
        found for file in sorted({test.file for test in implementation.tests}) for found in _literals_of(file, case)
    ]
    found = []
    for path, answer in answers:
        for value, place in expected:
            if _is_same(answer.value, value):
                what = f"{answer.function} returns {_short(value)} whatever it is given, as {place} expects"
                found.append(Finding(rule("literal-leak"), what, at=Place(path, answer.line)))
                break
    return tuple(found)


def _literals_of(file: str, case: Case) -> list[tuple[Any, Place]]:
    """The values in a test file with their places; those of longer expressions hold their parts as well."""
    try:
        tree = ast.parse(case.repository.read(file) or b"")
    except (SyntaxError, ValueError):
        return []
    found = [(value, Place(file, line)) for value, line in literals_in(tree)]
    for value, place in tuple(found):
        found += [(part, place) for part in _parts(value)]
    return found


def _parts(value: Any) -> list[Any]:  # noqa: ANN401 - whatever literals make
    """The elements of a container, and theirs: the rows of a parametrization are such."""
    if isinstance(value, dict):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inside = list(value)
    else:
        return []
    return [*inside, *(part for each in inside for part in _parts(each))]


def _is_same(one: Any, other: Any) -> bool:  # noqa: ANN401 - ditto
    is_sequence = isinstance(one, list | tuple) and isinstance(other, list | tuple)
    return bool(list(one) == list(other)) if is_sequence else type(one) is type(other) and bool(one == other)


def _short(value: Any) -> str:  # noqa: ANN401 - ditto
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - characters that fit a line
