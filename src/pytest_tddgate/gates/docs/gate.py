"""Gate 5: docstrings, pages, changelog and roadmap say what the change brings. No tests are run, but examples are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.docs.copied_docstrings import copied_docstrings
from pytest_tddgate.domain.docs.public_api import api_changes, described, gaps_of
from pytest_tddgate.domain.reports.moves import opened
from pytest_tddgate.domain.reports.report import Report, Row
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.docs import PLACEHOLDER_DOCS
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.rule import Gate, Level
from pytest_tddgate.domain.verdict import Finding, Place, verdict_of
from pytest_tddgate.gates.case import leveled, waiver_rows
from pytest_tddgate.gates.change.subject_there import missing_subject
from pytest_tddgate.gates.contracts.registry import registry_of
from pytest_tddgate.gates.contracts.target import option_of, target_of
from pytest_tddgate.gates.docs.changelog_entries import changelog_in, entry_findings
from pytest_tddgate.gates.docs.habits import DocHabits, as_advice_by_habit
from pytest_tddgate.gates.docs.pages import (
    example_findings,
    pages_in,
    places_of_pages,
    project_files,
    roadmap_findings,
    silent_findings,
    text_of_pages,
)
from pytest_tddgate.gates.docs.public_names import check_patterns, packages_of, public_names
from pytest_tddgate.gates.docs.shown_examples import example_findings_of_run
from pytest_tddgate.gates.docs.unexported import unexported_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.docs.changelog import Changelog
    from pytest_tddgate.domain.docs.public_api import ApiChange, PublicObject
    from pytest_tddgate.gates.case import Case

__all__ = ["Prepared", "findings_of", "judge", "prepare", "since"]

_COPIED = "a reader of both cannot tell them apart"
_INNER = "changes nothing that callers see, and needs no documentation."


@dataclass(frozen=True, slots=True)
class Prepared:
    """The base, the features, what differs, and what changed for callers. No run is needed: `orders` is None.

    `copies` are new names with a copied docstring, each with the name that it is copied from. `files` are those of the
    project, and pages outside its folder; `kept` is its changelog, None if there is none; `has_pages` says whether
    there are pages that should mention what is new.
    """

    base: str
    features: tuple[str, ...]
    paths: tuple[str, ...]
    changes: tuple[ApiChange, ...]
    has_sections: bool
    files: tuple[str, ...]
    kept: Changelog | None
    has_pages: bool
    copies: tuple[tuple[PublicObject, PublicObject], ...] = ()
    orders: None = None

    @property
    def feature(self) -> str:
        """The feature in work; empty without a contract."""
        return self.features[0] if self.features else ""


def prepare(case: Case) -> Prepared:
    """What changed since the base that is named, or since the feature's lock commit."""
    target = target_of(registry_of(case), case)
    base = case.repository.resolve(case.base) if case.base else target.commit
    feature = target.contract.feature
    return since(base, (feature,) if feature else (), case, case)


def since(base: str, features: tuple[str, ...], case: Case, customs: Case) -> Prepared:
    """What changed since a commit; `customs` is the case whose files say where changelog and pages are kept."""
    paths = case.repository.changed_since(base, [case.layout.root] if case.layout.root else ())
    before = case.repository.blobs(base, paths)
    now = {path: data for path in paths if (data := case.repository.read(path)) is not None}
    check_patterns(base, paths, case)
    packages = packages_of(paths, case)
    then_seen = public_names(before, case.repository.blobs(base, packages), case)
    packages_now = {path: data for path in packages if (data := case.repository.read(path))}
    now_seen = public_names(now, packages_now, case, unexported_names(before, now, then_seen, features, case))
    usual, kept = project_files(customs), changelog_in(customs)
    changes = api_changes(then_seen, now_seen)
    return Prepared(
        base,
        features,
        (*paths, *_changed_outside(base, kept, case)),
        changes,
        any(each.has_sections for each in (*then_seen, *now_seen)),
        project_files(case),
        kept,
        bool(pages_in(usual, customs)),
        tuple(copied_docstrings(changes, now_seen)),
    )


def _changed_outside(base: str, kept: Changelog | None, case: Case) -> tuple[str, ...]:
    """The changed pages and changelog files that lie outside the project's folder."""
    places = {*places_of_pages(case), *((kept.file or kept.folder,) if kept else ())}
    outside = case.layout.outside(sorted(places))
    changed = case.repository.changed_since(base, [each for each in outside if each]) if outside else ()
    return tuple(path for path in changed if not is_below(path, case.layout.root))


def judge(case: Case, prepared: Prepared, _run: None) -> Report:
    """Whether readers find what the change brings."""
    changes = prepared.changes
    shown = example_findings_of_run(prepared.base, prepared.paths, case)
    findings = leveled((*findings_of(prepared, case), *shown.findings), case.settings)
    about, option = prepared.feature or "the change", option_of(prepared.feature, case)
    told = f"is documented: {counted(len(changes), 'change')} of the public API." if changes else _INNER
    notes = () if prepared.kept else ("no changelog is kept here",)
    verdict = verdict_of(*findings, missing=(*missing_subject(case), *shown.missing))
    return Report(
        gate=Gate.DOCS,
        verdict=verdict,
        header=(f"feature {prepared.feature or '(no contract)'} · changed since {prepared.base[:10]}", ""),
        rows=(*(_row(each) for each in changes), *waiver_rows(case.settings)),
        notes=(*(() if changes else ("nothing public changed",)), *notes, *shown.notes),
        passed=f"{about} {told}",
        move=opened(Gate.DOCS, f"pytest --tdd-gate=review{option}") if verdict.is_passed else None,
        feature=prepared.feature,
        base=prepared.base,
    )


def findings_of(prepared: Prepared, case: Case) -> tuple[Finding, ...]:
    """A finding for each thing that readers would miss."""
    changes, base, paths = prepared.changes, prepared.base, prepared.paths
    pages = text_of_pages(prepared.files, case) or "\n" * prepared.has_pages
    customs = DocHabits(base, case)
    return (
        *_docstring_findings(prepared, pages, customs),
        *silent_findings(changes, pages, prepared.files, customs),
        *(entry_findings(changes, prepared.kept, base, paths, case) if prepared.kept else ()),
        *example_findings(base, paths, case),
        *(each for feature in prepared.features for each in roadmap_findings(feature, case)),
    )


def _row(change: ApiChange) -> Row:
    return Row(change.kind, change.now.kind, change.name, change.breaks)


def _docstring_findings(prepared: Prepared, pages: str, customs: DocHabits) -> Iterator[Finding]:
    gaps = [
        (gap, Place(change.now.path, change.now.line))
        for change in prepared.changes
        for gap in gaps_of(change, has_sections=prepared.has_sections, page=described(pages, change.name))
    ]
    for gap, place in gaps:
        finding = Finding(rule(gap.rule_id), gap.what, at=place, next_step=gap.next_step)
        yield as_advice_by_habit(finding, *customs.about_gap(gap, place.path))
    asked = replace(PLACEHOLDER_DOCS, level=Level.ADVISE)
    for each, other in prepared.copies:
        what = f"the docstring of {each.name} is that of {other.name}, word for word"
        own, another = (one.name.rpartition(".")[2] for one in (each, other))
        next_step = f"say in the docstring of {own} what it does that {another} does not"
        yield Finding(asked, what, at=Place(each.path, each.line), why=_COPIED, next_step=next_step)
