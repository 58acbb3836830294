"""How a project documented itself at the base: what it usually leaves out is only advised for a change."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.docstring_habits import Habit, habit_about, habits_of, written_about
from pytest_tddgate.domain.docs.page_mentions import is_mentioned, without_stubs
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.gates.docs.public_names import module_of, public_names_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.docs.docstring_habits import Part
    from pytest_tddgate.domain.docs.public_api import Gap, PublicObject
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["DocHabits", "as_advice_by_habit", "is_at_top"]


class DocHabits:
    """The project's habits at the base; each is looked up when it is first needed."""

    def __init__(self, base: str, case: Case) -> None:
        """The habits of the project as it was at the commit `base`."""
        self.base, self.case = base, case
        self._of_pages: dict[tuple[tuple[str, ...], bool], tuple[Habit | None, str]] = {}

    def about_gap(self, gap: Gap, path: str) -> tuple[Habit | None, str]:
        """The habit that decides whether this gap in the file counts, and its words; None and `""` if no habit does."""
        if gap.part:
            return habit_about(gap.part, self._habits)
        if gap.rule_id == "undocumented":
            return written_about(path, module_of(path, self.case), self._names)
        return None, ""

    def about_pages(self, pages: Iterable[str], *, writes_members: bool) -> tuple[Habit | None, str]:
        """The habit of these pages (repository-relative paths) to mention functions and classes, and its words.

        None if the base had none of the pages: they cannot have left anything out.
        """
        asked = (tuple(pages), writes_members)
        if asked not in self._of_pages:
            self._of_pages[asked] = self._mentions(*asked)
        return self._of_pages[asked]

    def _mentions(self, pages: tuple[str, ...], writes_members: bool) -> tuple[Habit | None, str]:  # noqa: FBT001 - as asked
        blobs = self.case.repository.blobs(self.base, pages)
        if not blobs:
            return None, ""
        text = "\n".join(f"{without_stubs(data.decode('utf-8', 'replace'))}\n" for data in blobs.values())
        split = [each.name.rpartition(".") for each in self._names if is_at_top(each, self.case)]
        told = [is_mentioned(module, name, text, writes_members=writes_members) for module, _, name in split]
        habit = Habit(sum(told), len(told))
        return habit, f"pages here mention {habit.documented} of {habit.of} public functions and classes"

    @cached_property
    def _names(self) -> tuple[PublicObject, ...]:
        return public_names_at(self.base, self.case)

    @cached_property
    def _habits(self) -> Mapping[Part, Habit]:
        return habits_of(self._names)


def is_at_top(each: PublicObject, case: Case) -> bool:
    """Whether this is a function or class of a module, and not of a class; the module may import it from elsewhere."""
    return each.kind in {"function", "class"} and not each.is_inner and bool(module_of(each.path, case))


def as_advice_by_habit(finding: Finding, habit: Habit | None, told: str) -> Finding:
    """The finding; advice if the project has another habit: `told` says which, the step how to demand it anyway."""
    if habit is None or habit.is_kept:
        return finding
    demand = f'or demand it of every change: {finding.rule.id} = "refuse" in [tool.tddgate.rules]'
    advice = replace(finding.rule, level=Level.ADVISE)
    return replace(finding, rule=advice, why=told, next_step=f"{finding.next_step}, {demand}")
