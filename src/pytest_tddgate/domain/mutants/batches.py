"""Deals mutants out to workers in batches, and joins the answers into one run.

Mutants are identified by id: a batch that is tried twice, by a worker that died and by the next one, counts once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pytest_tddgate.domain.run.mutation import MutantSeen, MutationSeen
from pytest_tddgate.domain.run.observation import RunSeen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["LOST", "dealt", "joined"]

LOST = "lost"
"""Outcome of a mutant whose batch never came back."""
_EACH = 2  # batches per worker: a worker that is slow or dies leaves half of its share to the others
_LEAST = 10  # mutants that are worth collecting the tests and running them with unchanged code

T = TypeVar("T")


def dealt(mutants: Sequence[T], slots: int) -> tuple[tuple[T, ...], ...]:
    """The mutants in batches for this many workers, dealt like cards, so that each batch begins with the best."""
    count = min(_EACH * slots, -(-len(mutants) // _LEAST))
    return tuple(tuple(mutants[first::count]) for first in range(count))


def joined(batches: Iterable[Sequence[str]], answers: Iterable[MutationSeen]) -> RunSeen:
    """One run from the answer to each batch; a batch holds the ids of its mutants. Paths stay as they are.

    An answer counts only for mutants of its batch, and once for each. A mutant without an answer is lost.
    """
    seen: dict[str, MutantSeen] = {}
    reached: dict[str, frozenset[int]] = {}
    unfit: dict[str, None] = {}
    problems: dict[str, None] = {}
    spent = 0.0
    for ids, answer in zip(batches, answers, strict=True):
        seen |= dict.fromkeys(ids, MutantSeen("", LOST)) | _first(answer.mutants, ids)
        unfit |= dict.fromkeys(answer.unfit)
        spent += answer.spent
        for path, lines in answer.reached.items():
            reached[path] = reached.get(path, frozenset()) | lines
        has_gap = any(seen[each].outcome == LOST for each in ids)
        problem = answer.unavailable or ("a worker left some of its mutants out" if has_gap else "")
        problems |= dict.fromkeys([problem] if problem else [])
    if problems and all(each.outcome == LOST for each in seen.values()):
        return RunSeen(announced=0, mutation=MutationSeen(unavailable=next(iter(problems))))
    mutants = tuple(MutantSeen(mutant, LOST) if each.outcome == LOST else each for mutant, each in seen.items())
    return RunSeen(announced=0, mutation=MutationSeen(mutants, reached, tuple(unfit), spent), notes=tuple(problems))


def _first(mutants: Iterable[MutantSeen], ids: Sequence[str]) -> dict[str, MutantSeen]:
    found: dict[str, MutantSeen] = {}
    asked = frozenset(ids)
    for each in mutants:
        if each.id in asked:
            found.setdefault(each.id, each)
    return found
