"""Gate 6: linters, coverage and every reviewer agree about the change, and nothing is left to do."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.asking import Asking
from pytest_tddgate.adapters.project import has_ruff_settings
from pytest_tddgate.domain.checklist import Standing, item_findings, item_row
from pytest_tddgate.domain.moves import Move, Verb
from pytest_tddgate.domain.remarks import counted, joined_remarks
from pytest_tddgate.domain.report import Report
from pytest_tddgate.domain.review_settings import settled
from pytest_tddgate.domain.rules import Gate, rule
from pytest_tddgate.domain.verdict import Finding, Place, verdict_of
from pytest_tddgate.domain.wrappers import bypasses, is_wrapper
from pytest_tddgate.gates import green
from pytest_tddgate.gates.case import leveled, waiver_rows
from pytest_tddgate.gates.judged_state import state_of
from pytest_tddgate.gates.pages import roadmap_findings
from pytest_tddgate.gates.review_items import TOLD_BY_GREEN, Shown, items_of
from pytest_tddgate.gates.review_panel import finding_of, heard, linters_of, reviewers_of
from pytest_tddgate.gates.subject_lines import changed_subject_lines
from pytest_tddgate.gates.verifiers import request_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_tddgate.adapters.programs import Answered
    from pytest_tddgate.domain.checklist import Item
    from pytest_tddgate.domain.linter_output import Remark
    from pytest_tddgate.domain.observation import RunSeen
    from pytest_tddgate.domain.orders import Orders
    from pytest_tddgate.domain.verdict import MissingFact
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.review_panel import Panelist

__all__ = ["Prepared", "judge", "prepare"]

_COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What green would know before a run, who was asked meanwhile, and the state of the files at that moment."""

    green: green.Prepared
    panel: tuple[Panelist, ...]
    absent: tuple[MissingFact, ...]
    asking: Asking
    state: tuple[str, str]

    @property
    def orders(self) -> Orders:
        """The orders of green: the whole suite, with coverage."""
        return self.green.orders


def prepare(case: Case) -> Prepared:
    """The facts that must be had before any code of the project runs; whoever is asked begins at once."""
    prepared = green.prepare(case)
    layout = case.layout
    rootdir = f"{layout.top}/{layout.root}" if layout.root else layout.top
    review = settled(case.settings.review, has_ruff_settings=has_ruff_settings(rootdir, layout.top))
    changed = [path for path in _changed_python(prepared) if case.repository.read(path) is not None]
    implementation = replace(green.implementation_before(prepared, case), gate=Gate.REVIEW)
    request = request_of(implementation, case) if case.settings.reviewers else {}
    reviewers, absent = reviewers_of(request, case)
    panel = (*linters_of(review, changed, layout.top, layout.root), *reviewers)
    if panel:
        case.tell(f"review: asking {', '.join(each.name for each in panel)} while the tests run")
    return Prepared(prepared, panel, absent, Asking([each.program for each in panel]), state_of(case))


def _changed_python(prepared: green.Prepared) -> list[str]:
    """The Python files of the change, the tests' side and the subject's."""
    evolution = prepared.evolution
    paths = {*evolution.paths, *evolution.subject_paths, *evolution.other_paths, *prepared.target.contract.locked}
    return sorted(path for path in paths if path.endswith((".py", ".pyi")))


def judge(case: Case, prepared: Prepared, run: RunSeen) -> Report:
    """Whether everybody who was asked agrees, and every item of the checklist is done."""
    ended = time.monotonic()
    try:
        _show(prepared, case)
        seen = green.ran(case, prepared.green, run)
        case.board.say(_COVERAGE, next(iter(seen.covered.notes), "not measured"), time.monotonic() - ended)
        remarks, silent = _answers(prepared)
    finally:
        case.board.end()
    said = [finding_of(each, kind) for kind, found in remarks.items() for each in joined_remarks(found)]
    shown = Shown(prepared.green, seen, prepared.panel, dict(remarks), prepared.state, frozenset(silent))
    items = items_of(shown, case)
    told = {*TOLD_BY_GREEN, *(each.kind or each.name for each in prepared.panel if each.name in silent)}
    open_items, unknown = item_findings(each for each in items if each.name not in told)
    feature = prepared.green.target.contract.feature
    found = (*seen.findings, *said, *_bypasses(prepared, case), *roadmap_findings(feature, case), *open_items)
    unknown = (
        *prepared.absent,
        *silent.values(),
        *seen.covered.missing,
        *seen.left_out,
        *seen.elsewhere.missing,
        *unknown,
    )
    verdict = verdict_of(*leveled(found, case.settings), missing=unknown)
    return Report(
        gate=Gate.REVIEW,
        verdict=verdict,
        header=(f"feature {feature or '(no contract)'} · changed since {prepared.green.evolution.base[:10]}", ""),
        rows=(*(item_row(each) for each in items), *waiver_rows(case.settings)),
        notes=(*seen.covered.notes, *seen.elsewhere.notes),
        table=seen.covered.table,
        passed=f"{feature or 'the change'} is reviewed{_summary(prepared.panel, items)}.",
        next_step="pytest --tdd-gate=audit",
        feature=feature,
        base=prepared.green.evolution.base,
        leads=_lead(verdict.findings),
    )


def _summary(panel: Sequence[Panelist], items: Sequence[Item]) -> str:
    """By whom, how many items are done, and which were not asked for: the last line is all that many read."""
    by = f" by {', '.join(each.name for each in panel)}" if panel else ""
    unasked = [each.name for each in items if each.standing is Standing.UNASKED]
    done = counted(len(items) - len(unasked), "item")
    return f"{by}, with {done} done" + (f" (not asked: {', '.join(unasked)})" if unasked else "")


def _lead(findings: tuple[Finding, ...]) -> Move | None:
    """What the first finding leads to, where it is about another gate or a commit."""
    if not findings:
        return None
    match findings[0].rule.id:
        case "gate-not-passed":
            return Move(Verb.RUN, findings[0].remedy, findings[0].what)
        case "not-committed":
            return Move(Verb.COMMIT, "pytest --tdd-gate=review", findings[0].what)
        case _:
            return None


def _show(prepared: Prepared, case: Case) -> None:
    """Show how everybody is doing who is asked, from now on until all have answered."""
    panel = prepared.panel

    def say(at: int, answered: Answered, seconds: float) -> None:
        found, name = heard(panel[at], answered), panel[at].name
        said = counted(len(found.remarks), "remark") if found.remarks else "agrees"
        case.board.say(name, found.missing[0].what.removeprefix(f"{name} ") if found.missing else said, seconds)

    case.board.begin("review", (_COVERAGE, *(each.name for each in panel)), prepared.asking.since)
    prepared.asking.listen(say)


def _answers(prepared: Prepared) -> tuple[Mapping[str, list[Remark]], Mapping[str, MissingFact]]:
    """What was said, by the rule that it is about, and a missing fact by the name of each who did not answer."""
    remarks: defaultdict[str, list[Remark]] = defaultdict(list)
    silent: dict[str, MissingFact] = {}
    for panelist, answered in zip(prepared.panel, prepared.asking.answers(), strict=True):
        found = heard(panelist, answered)
        remarks[panelist.kind] += found.remarks
        if found.missing:
            silent[panelist.name] = found.missing[0]
    return remarks, silent


def _bypasses(prepared: Prepared, case: Case) -> Iterator[Finding]:
    """A finding for each changed line of the subject that goes round an established wrapper."""
    for path, lines in changed_subject_lines(prepared.green.evolution, case).items():
        source = case.repository.read(path) or b""
        for wrapper in case.settings.wrappers:
            if is_wrapper(path, wrapper.module, case.layout.source):
                continue
            for line in bypasses(source, wrapper.api):
                if line in lines:
                    what = f"{path} uses {wrapper.api} beside {wrapper.module}, which wraps it"
                    next_step = f"use {wrapper.module} in its place"
                    yield Finding(rule("wrapper-bypassed"), what, at=Place(path, line), next_step=next_step)
