"""A project's habits: which names have docstrings and what those say. A change is not asked for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.public_api import Part, is_written, unsaid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pytest_tddgate.domain.docs.public_api import PublicObject

__all__ = ["Habit", "Part", "habit_about", "habits_of", "written_about"]

_FEW = 5
"""With fewer names, no habit can be seen."""
_ENOUGH_WITHOUT = 3
"""If even so many lack a docstring, that is a habit: with four of five having one, it has a chance below 1 %."""
_GREAT_MAJORITY = 0.8
"""Measured over 433 commits of 14 projects; see `docs/measured.md` for the figures and the reason."""
_SAYS = {
    Part.PARAMETERS: "name each parameter",
    Part.RESULT: "say what they return",
    Part.ERRORS: "name the errors that they raise",
}


@dataclass(frozen=True, slots=True)
class Habit:
    """How many of `of` docstrings describe a part of their function, or how many of `of` names have a docstring."""

    documented: int
    of: int

    @property
    def is_kept(self) -> bool:
        """Whether the project does this often enough to ask it of a change, or has too few names to tell.

        Three or four names are enough if none of them has it.
        """
        if not self.documented and self.of >= _ENOUGH_WITHOUT:
            return False
        return self.of < _FEW or self.documented >= _GREAT_MAJORITY * self.of

    def told(self, part: Part | None) -> str:
        """The habit as a sentence; None means all parts together."""
        if part is None:
            return f"docstrings here name {self.documented} of {self.of} parameters, results and errors"
        return f"{self.documented} of the {self.of} public functions here with a docstring {_SAYS[part]}"


def habit_about(part: Part, habits: Mapping[Part, Habit]) -> tuple[Habit, str]:
    """The habit that decides whether this part is asked for, and a sentence about it.

    If too few functions have this part, all parts are counted together.
    """
    own = habits[part]
    if own.of >= _FEW:
        return own, own.told(part)
    joined = Habit(sum(each.documented for each in habits.values()), sum(each.of for each in habits.values()))
    return joined, joined.told(None)


def habits_of(objects: Iterable[PublicObject]) -> Mapping[Part, Habit]:
    """The habits that the functions' docstrings show; missing docstrings and placeholders are ignored."""
    counts = {part: [0, 0] for part in Part}
    for each in objects:
        if each.kind == "function" and is_written(each):
            missing = unsaid(each)
            for part in each.parts:
                counts[part][0] += not missing.get(part)
                counts[part][1] += 1
    return {part: Habit(*found) for part, found in counts.items()}


def written_about(path: str, module: str, objects: Collection[PublicObject]) -> tuple[Habit, str]:
    """The habit that decides whether a name of this module needs a docstring, and a sentence about it.

    If the module at this path has too few names, all `objects` are counted.
    """
    own = _written([each for each in objects if each.path == path])
    if own.of >= _FEW:
        return own, f"{own.documented} of the {own.of} public names of {module} have a docstring"
    every = _written(objects)
    return every, f"{every.documented} of the {every.of} public names here have a docstring"


def _written(objects: Iterable[PublicObject]) -> Habit:
    needing = [is_written(each) for each in objects if each.needs_docstring]
    return Habit(sum(needing), len(needing))
