"""Which names of a project usually have a docstring, and what it says: a change is asked for no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.public_api import Part, is_written, unsaid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pytest_tddgate.domain.docs.public_api import PublicObject

__all__ = ["Habit", "Part", "habit_about", "habits_of", "written_about"]

_FEW = 5
"""Fewer names are no habit."""
_NONE_OF = 3
"""So many without one are a habit: where four of five have it, that is rarer than one in a hundred."""
_GREAT_MAJORITY = 0.8
"""Measured over 433 commits of 14 projects; `docs/measured.md` has the figures, and why it is this one."""
_SAYS = {
    Part.PARAMETERS: "name each parameter",
    Part.RESULT: "say what they return",
    Part.ERRORS: "name the errors that they raise",
}


@dataclass(frozen=True, slots=True)
class Habit:
    """How many docstrings say something, of those whose function has it to say; or how many names have one at all."""

    documented: int
    of: int

    @property
    def is_kept(self) -> bool:
        """Whether the project can ask it of a change: the great majority says it, or there are too few to tell.

        None of a few is enough to tell.
        """
        if not self.documented and self.of >= _NONE_OF:
            return False
        return self.of < _FEW or self.documented >= _GREAT_MAJORITY * self.of

    def told(self, part: Part | None) -> str:
        """The habit as a sentence; None is the habit about every part."""
        if part is None:
            return f"docstrings here name {self.documented} of {self.of} parameters, results and errors"
        return f"{self.documented} of the {self.of} public functions here with a docstring {_SAYS[part]}"


def habit_about(part: Part, habits: Mapping[Part, Habit]) -> tuple[Habit, str]:
    """The habit that tells whether this part is asked for, and the sentence about it.

    Where too few functions have the part, what the docstrings say of all parts together tells.
    """
    own = habits[part]
    if own.of >= _FEW:
        return own, own.told(part)
    joined = Habit(sum(each.documented for each in habits.values()), sum(each.of for each in habits.values()))
    return joined, joined.told(None)


def habits_of(objects: Iterable[PublicObject]) -> Mapping[Part, Habit]:
    """The habits that the docstrings of these functions show; those that have none, or a placeholder, show nothing."""
    counts = {part: [0, 0] for part in Part}
    for each in objects:
        if each.kind == "function" and is_written(each):
            missing = unsaid(each)
            for part in each.parts:
                counts[part][0] += not missing.get(part)
                counts[part][1] += 1
    return {part: Habit(*found) for part, found in counts.items()}


def written_about(path: str, module: str, objects: Collection[PublicObject]) -> tuple[Habit, str]:
    """The habit that tells whether a name of this module needs a docstring, and the sentence about it.

    Where the module at the path has too few names, those of all `objects` tell.
    """
    own = _written([each for each in objects if each.path == path])
    if own.of >= _FEW:
        return own, f"{own.documented} of the {own.of} public names of {module} have a docstring"
    every = _written(objects)
    return every, f"{every.documented} of the {every.of} public names here have a docstring"


def _written(objects: Iterable[PublicObject]) -> Habit:
    needing = [is_written(each) for each in objects if each.needs_docstring]
    return Habit(sum(needing), len(needing))
