"""What comes after a passed green gate, which depends on whether the implementation is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.line_ends import is_same_text
from pytest_tddgate.domain.reports.moves import Move, Verb, opened
from pytest_tddgate.domain.rules.rule import Gate

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["move_after_green"]

_DOCS = "pytest --tdd-gate=docs"


def move_after_green(evolution: Evolution, case: Case, option: str) -> Move:
    """The docs gate, after a commit if a changed file outside the tests is not as it is at HEAD.

    `option` names the feature, if the command has to name it.
    """
    docs = f"{_DOCS}{option}"
    paths = (*evolution.subject_paths, *evolution.other_paths)
    committed = case.repository.blobs("HEAD", paths)
    if not all(is_same_text(case.repository.read(path), committed.get(path)) for path in paths):
        return opened(Gate.GREEN, docs)
    return Move(Verb.RUN, docs, docs)
