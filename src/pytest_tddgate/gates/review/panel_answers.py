"""A review's panel for one change: its members, and what they said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.project import has_ruff_settings
from pytest_tddgate.domain.configuration.review_settings import settled
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.gates.implementation.verifiers import request_of
from pytest_tddgate.gates.panel.behind_noqa import hidden_by_change, remarks_behind
from pytest_tddgate.gates.panel.panel import PanelAnswer, linters_of, panel_answer, reviewers_of
from pytest_tddgate.gates.panel.remark_findings import findings_of
from pytest_tddgate.gates.panel.since_base import Versions, before_lock, only_new, versions_of
from pytest_tddgate.gates.panel.types_since_base import TypesSinceBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_tddgate.adapters.programs import Answered
    from pytest_tddgate.domain.reports.linter_output import Remark
    from pytest_tddgate.domain.verdict import Finding, MissingFact
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.registry import Locked
    from pytest_tddgate.gates.implementation.examined import Implementation
    from pytest_tddgate.gates.panel.behind_noqa import HiddenFile
    from pytest_tddgate.gates.panel.panel import Panelist

    Ask = Callable[[Callable[[int, Answered], None]], tuple[Answered, ...]]

__all__ = ["Panel", "PanelAnswers", "answers_in", "panel_of", "said_by", "words_of"]


@dataclass(frozen=True, slots=True)
class Panel:
    """The members, a missing fact for each that cannot be asked, and what their remarks are compared with.

    `hidden` are files that a comment of the change hides from ruff.
    """

    members: tuple[Panelist, ...]
    absent: tuple[MissingFact, ...]
    versions: Versions
    types: TypesSinceBase
    hidden: tuple[HiddenFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelAnswers:
    """What was said, by rule, and a missing fact for each member that did not answer, by name."""

    remarks: Mapping[str, list[Remark]] = field(default_factory=dict)
    silent: Mapping[str, MissingFact] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The remarks as findings; if several members make the same remark, it becomes one finding."""
        return tuple(each for kind, found in self.remarks.items() for each in findings_of(found, kind))

    def items_told(self, panel: Panel) -> frozenset[str]:
        """The checklist items whose lack of an answer is a missing fact of the panel already."""
        return frozenset(each.kind or each.name for each in panel.members if each.name in self.silent)


def panel_of(implementation: Implementation, evolution: Evolution, case: Case, locked: Locked | None = None) -> Panel:
    """The panel that the settings name for this change; the files of the `locked` contract count as changed."""
    layout = case.layout
    rootdir = f"{layout.top}/{layout.root}" if layout.root else layout.top
    review = settled(case.settings.review, has_ruff_settings=has_ruff_settings(rootdir, layout.top))
    paths = {
        *evolution.paths,
        *evolution.subject_paths,
        *evolution.other_paths,
        *(locked.contract.locked if locked else ()),
    }
    python = sorted(path for path in paths if path.endswith((".py", ".pyi")))
    changed = [path for path in python if case.repository.read(path) is not None]
    named = case.settings.reviewers
    request = request_of(replace(implementation, gate=Gate.REVIEW), case) if named else {}
    reviewers, absent = reviewers_of(request, case)
    versions = versions_of(evolution.base, changed, case, locked) if review.ruff == "on" else Versions()
    types = TypesSinceBase(case, before_lock(locked, case) if locked else evolution.base)
    gone = [path for path in python if path not in changed]
    hidden = hidden_by_change(changed, evolution.base, case, gone, locked) if review.ruff != "off" else ()
    linters = linters_of(review, changed, layout.top, layout.root)
    return Panel((*linters, *reviewers), absent, versions, types, hidden)


def said_by(panel: Panel, ask: Ask, tell: Callable[[str], None]) -> PanelAnswers:
    """What all members said; `ask` gets their answers in order, `tell` is called for each as it comes."""

    def note(at: int, answered: Answered) -> None:
        tell(f"review: {panel.members[at].name}: {words_of(panel.members[at], answered)}")

    return answers_in(panel, ask(note))


def answers_in(panel: Panel, answers: Iterable[Answered]) -> PanelAnswers:
    """What all members said, given their answers in order."""
    remarks: defaultdict[str, list[Remark]] = defaultdict(list)
    silent: dict[str, MissingFact] = {}
    for panelist, answered in zip(panel.members, answers, strict=True):
        found = panel_answer(panelist, answered)
        remarks[panelist.kind] += _since_base(panelist, found.remarks, panel)
        behind = remarks_behind(panel.hidden, panelist) if panelist.kind == "lint" and panel.hidden else PanelAnswer()
        remarks[panelist.kind] += behind.remarks
        if missing := (*found.missing, *behind.missing):
            silent[panelist.name] = missing[0]
    return PanelAnswers(dict(remarks), silent)


def _since_base(panelist: Panelist, remarks: tuple[Remark, ...], panel: Panel) -> tuple[Remark, ...]:
    if panelist.kind == "types":
        return panel.types.only_new(panelist, remarks)
    return only_new(panelist, remarks, panel.versions)


def words_of(panelist: Panelist, answered: Answered) -> str:
    """An answer in a few words: how many remarks, or why it is missing."""
    found = panel_answer(panelist, answered)
    if found.missing:
        return found.missing[0].what.removeprefix(f"{panelist.name} ")
    return counted(len(found.remarks), "remark") if found.remarks else "agrees"
