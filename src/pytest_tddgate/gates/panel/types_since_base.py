"""Type errors that are new since the base: the checker runs in a tree of the base as well.

Unlike a linter's remarks, type errors can appear in unchanged files: a new parameter breaks every call of the
function.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.programs import answers_of
from pytest_tddgate.adapters.trees import laid_out
from pytest_tddgate.domain.reports.old_remarks import new_remarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.adapters.programs import Program
    from pytest_tddgate.domain.reports.linter_output import Remark
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.panel.panel import Panelist

__all__ = ["TypesSinceBase"]


@dataclass(frozen=True, slots=True)
class TypesSinceBase:
    """Tells new type errors from those at the commit `base` (`""`: every error counts as new)."""

    case: Case
    base: str

    def only_new(self, checker: Panelist, remarks: Sequence[Remark]) -> tuple[Remark, ...]:
        """The remarks, without those that the checker also makes at the base; all, if it gives no answer there.

        A tree is laid out only if there are remarks.
        """
        before = self._before(checker) if remarks and self.base else ()
        if not before:
            return tuple(remarks)
        now, then = _by_file(remarks), _by_file(before)
        blobs = self.case.repository.blobs(self.base, then)
        texts = {path: data.decode("utf-8", "replace") for path, data in blobs.items()}
        return tuple(
            each
            for path, found in now.items()
            for each in new_remarks(found, self.case.text_of(path), then[path], texts.get(path, ""), has_codes=False)
        )

    def _before(self, checker: Panelist) -> tuple[Remark, ...]:
        with laid_out(self.case.repository, self.base) as tree:
            (answered,) = answers_of([self._moved(checker.program, tree)])
        try:
            return checker.read(answered)
        except ValueError:
            return ()

    def _moved(self, program: Program, tree: str) -> Program:
        """The same program, run in the tree, where the project is found before an installed one with the new code.

        Mypy reads `MYPYPATH`; basedpyright and pyright ignore it. A source root that is pytest's rootdir is left out,
        since mypy would then know each module by two names.
        """
        layout = self.case.layout
        folder = os.path.join(tree, layout.root) if layout.root else tree
        roots = os.pathsep.join(os.path.join(tree, each) for each in layout.source if each != layout.root)
        return replace(program, folder=folder, given=(("MYPYPATH", roots),) if roots else ())


def _by_file(remarks: Iterable[Remark]) -> defaultdict[str, list[Remark]]:
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for each in remarks:
        found[each.path].append(each)
    return found
