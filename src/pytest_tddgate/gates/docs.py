"""Gate 5: docstrings, pages, changelog and roadmap say what the change brings. It reads files, and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.adapters.project import parsed_toml, tool_tables
from pytest_tddgate.domain.changelog import changelog_of
from pytest_tddgate.domain.doc_blocks import newly_broken
from pytest_tddgate.domain.layout import is_below
from pytest_tddgate.domain.public_api import api_changes, described, gaps_of
from pytest_tddgate.domain.remarks import counted
from pytest_tddgate.domain.report import Report, Row
from pytest_tddgate.domain.roadmap import open_items
from pytest_tddgate.domain.rules import Gate, rule
from pytest_tddgate.domain.verdict import Finding, Place, verdict_of
from pytest_tddgate.gates.case import leveled, waiver_rows
from pytest_tddgate.gates.contracts import registry_of
from pytest_tddgate.gates.target import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.changelog import Changelog, Entry
    from pytest_tddgate.domain.public_api import ApiChange, PublicObject
    from pytest_tddgate.gates.case import Case

__all__ = ["Prepared", "changelog_in", "findings_of", "has_pages", "judge", "prepare", "since", "told_row"]

_PAGES = (".md", ".rst", ".markdown", ".txt")
_ROADMAP = ("ROADMAP.md", "ROADMAP.rst", "ROADMAP", "docs/ROADMAP.md", "docs/roadmap.md")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Since when, for which features, what differs, and what changed for callers. No run is needed: `orders` is None.

    `changelog` is where entries are looked for, None where none is kept; `has_pages` says whether there are pages that
    should mention what is new.
    """

    base: str
    features: tuple[str, ...]
    paths: tuple[str, ...]
    changes: tuple[ApiChange, ...]
    has_sections: bool
    changelog: Changelog | None
    has_pages: bool
    orders: None = None

    @property
    def feature(self) -> str:
        """The feature in work, empty without a contract."""
        return self.features[0] if self.features else ""


def prepare(case: Case) -> Prepared:
    """What changed since the base: the one that is named, or the lock commit of the feature."""
    target = target_of(registry_of(case), case)
    base = case.repository.resolve(case.base) if case.base else target.commit
    feature = target.contract.feature
    return since(base, (feature,) if feature else (), case, case)


def since(base: str, features: tuple[str, ...], case: Case, customs: Case) -> Prepared:
    """What changed since a commit; `customs` are the files that say where changelog and pages are kept."""
    paths = case.repository.changed_since(base, [case.layout.root] if case.layout.root else ())
    before = case.repository.blobs(base, paths)
    now = {path: data for path in paths if (data := case.repository.read(path)) is not None}
    then_seen, now_seen = _public(before, case), _public(now, case)
    return Prepared(
        base,
        features,
        paths,
        api_changes(then_seen, now_seen),
        any(each.has_sections for each in (*then_seen, *now_seen)),
        changelog_in(customs),
        has_pages(customs),
    )


def _public(files: Mapping[str, bytes], case: Case) -> tuple[PublicObject, ...]:
    """The public names of those of the files that are modules of the subject."""
    named = ((path, data, module_of(path, case)) for path, data in files.items() if path.endswith(".py"))
    return tuple(each for path, data, module in named if module for each in public_objects(module, path, data))


def module_of(path: str, case: Case) -> str:
    """The dotted name of the subject's module at a path, empty for what is none."""
    layout = case.layout
    if layout.is_test_side(path) or not any(is_below(path, package) for package in layout.packages):
        return ""
    for root in sorted(layout.source, key=len, reverse=True):
        if not root or root == "." or path.startswith(f"{root}/"):
            inside = path.removeprefix(f"{root}/") if root not in {"", "."} else path
            return inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return ""


def judge(case: Case, prepared: Prepared, _run: None) -> Report:
    """Whether a reader finds what the change brings."""
    changes = prepared.changes
    findings = leveled(findings_of(prepared, case), case.settings)
    told = counted(len(changes), "change")
    notes = () if prepared.changelog else ("no changelog is kept here",)
    return Report(
        gate=Gate.DOCS,
        verdict=verdict_of(*findings),
        header=(f"feature {prepared.feature or '(no contract)'} · changed since {prepared.base[:10]}", ""),
        rows=(*(told_row(each) for each in changes), *waiver_rows(case.settings)),
        notes=(*(() if changes else ("nothing public changed",)), *notes),
        passed=f"{prepared.feature or 'the change'} is documented: {told} of the public API.",
        next_step="pytest --tdd-gate=review",
        feature=prepared.feature,
        base=prepared.base,
    )


def changelog_in(case: Case) -> Changelog | None:
    """Where the project keeps its changelog, None where it keeps none."""
    tables = tool_tables(case.repository.read(_outer("pyproject.toml", case)))
    return changelog_of(_project_files(case), tables, case.settings.docs.changelog)


def has_pages(case: Case) -> bool:
    """Whether the project has pages for its users."""
    return any(_is_page(path, case) for path in _project_files(case))


def findings_of(prepared: Prepared, case: Case) -> tuple[Finding, ...]:
    """Everything that a reader would miss."""
    kept = prepared.changelog
    entries = _entries(kept, prepared, case) if kept else ()
    pages = _pages(case)
    return (
        *_docstring_findings(prepared, pages),
        *_silent(prepared, case, pages),
        *(_changelog_findings(prepared.changes, entries) if kept else ()),
        *_example_findings(prepared, case),
        *_roadmap_findings(prepared, case),
    )


def told_row(change: ApiChange) -> Row:
    """What changed for callers, as a row of a report."""
    return Row(change.kind, change.now.kind, change.name, change.breaks)


def _outer(path: str, case: Case) -> str:
    """A path relative to the top of the repository, of one relative to pytest's rootdir."""
    return f"{case.layout.root}/{path}" if case.layout.root else path


def _inner(path: str, case: Case) -> str:
    """A path relative to pytest's rootdir."""
    return path.removeprefix(f"{case.layout.root}/") if case.layout.root else path


def _project_files(case: Case) -> tuple[str, ...]:
    """The files of the project, relative to its root, without those that git ignores."""
    root = [case.layout.root] if case.layout.root else []
    committed = case.repository.files(case.repository.resolve("HEAD"), root)
    return tuple(_inner(path, case) for path in {*committed, *case.repository.untracked(root)})


def _entries(kept: Changelog, prepared: Prepared, case: Case) -> tuple[Entry, ...]:
    """The entries that the change adds to the changelog."""
    paths = [each for each in prepared.paths if kept.has(_inner(each, case))]
    before = case.repository.blobs(prepared.base, paths)
    now = {path: _decoded(case.repository.read(path)) for path in paths}
    return kept.entries({_inner(path, case): (_decoded(before.get(path)), now[path]) for path in paths})


def _decoded(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


def _docstring_findings(prepared: Prepared, pages: str) -> Iterator[Finding]:
    for change in prepared.changes:
        for gap in gaps_of(change, has_sections=prepared.has_sections, page=described(pages, change.name)):
            yield Finding(rule(gap.rule_id), gap.what, at=Place(change.now.path, change.now.line))


def _pages(case: Case) -> str:
    """The text of all pages, empty where there are none."""
    paths = [path for path in _project_files(case) if _is_page(path, case)]
    return "\n".join(_decoded(case.repository.read(_outer(path, case))) + "\n" for path in sorted(paths))


def _silent(prepared: Prepared, case: Case, text: str) -> Iterator[Finding]:
    """A finding for each new function or class that no page mentions, by its name or that of its module."""
    for change in prepared.changes if prepared.has_pages or text else ():
        module, _, name = change.name.rpartition(".")
        is_top = (
            change.kind == "added"
            and change.now.kind in {"function", "class"}
            and module_of(change.now.path, case) == module
        )
        if is_top and name not in text and not _documents_module(module, text):
            what = f"no page mentions {name}, which is new in {module}"
            yield Finding(rule("docs-silent"), what, at=Place(change.now.path, change.now.line))


def _is_page(path: str, case: Case) -> bool:
    return path.endswith(_PAGES) and any(is_below(path, page) for page in case.settings.docs.pages)


def _documents_module(module: str, text: str) -> bool:
    """Whether a page lets a tool write the module's API: `automodule`, `autosummary`, mkdocstrings' `:::`."""
    return any(f"{mark} {module}\n" in f"{text}\n" for mark in ("automodule::", ":::", "autosummary::"))


def _changelog_findings(changes: tuple[ApiChange, ...], entries: tuple[Entry, ...]) -> Iterator[Finding]:
    changes = tuple(each for each in changes if each.is_news)
    if not changes:
        return
    if not entries:
        names = ", ".join(each.name for each in changes[:3]) + (" …" if len(changes) > 3 else "")  # noqa: PLR2004 - enough to recognize
        yield Finding(rule("changelog-missing"), f"the changelog says nothing of {names}")
        return
    for change in changes:
        if change.breaks and not any(each.tells_a_break for each in entries):
            what = f"{change.name} breaks its callers ({change.breaks}), and no entry says so"
            yield Finding(rule("breaking-unlisted"), what, at=Place(change.now.path, change.now.line))


def _example_findings(prepared: Prepared, case: Case) -> Iterator[Finding]:
    """A finding for each block of a changed page that does not parse."""
    before = case.repository.blobs(prepared.base, [path for path in prepared.paths if path.endswith(_PAGES)])
    for path in prepared.paths:
        for block in newly_broken(path, _decoded(before.get(path)), _decoded(case.repository.read(path)), parsed_toml):
            what = f"the {block.language} block does not parse: {block.why}"
            yield Finding(rule("example-broken"), what, at=Place(path, block.line))


def _roadmap_findings(prepared: Prepared, case: Case) -> Iterator[Finding]:
    for path in [_outer(name, case) for name in _ROADMAP] if prepared.features else ():
        text = _decoded(case.repository.read(path))
        for feature in prepared.features:
            for line in open_items(text, feature):
                what = f"the item of {feature} is not ticked"
                yield Finding(rule("roadmap-open"), what, at=Place(path, line))
