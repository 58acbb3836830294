"""Gate 5: docstrings, pages, changelog and roadmap say what the change brings. It reads files, and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.adapters.project import parsed_toml, tool_tables
from pytest_tddgate.domain.changelog import changelog_of
from pytest_tddgate.domain.doc_blocks import broken_blocks
from pytest_tddgate.domain.layout import is_below
from pytest_tddgate.domain.public_api import api_changes, gaps_of
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

    from pytest_tddgate.domain.changelog import Entry
    from pytest_tddgate.domain.public_api import ApiChange, PublicObject
    from pytest_tddgate.gates.case import Case

__all__ = ["Prepared", "judge", "prepare"]

_PAGES = (".md", ".rst", ".markdown", ".txt")
_ROADMAP = ("ROADMAP.md", "ROADMAP.rst", "ROADMAP", "docs/ROADMAP.md", "docs/roadmap.md")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Since when, for which feature, what differs, and what changed for callers. No run is needed: `orders` is None."""

    base: str
    feature: str
    paths: tuple[str, ...]
    changes: tuple[ApiChange, ...]
    has_sections: bool
    orders: None = None


def prepare(case: Case) -> Prepared:
    """What changed since the base: the one that is named, or the lock commit of the feature."""
    target = target_of(registry_of(case), case)
    base = case.repository.resolve(case.base) if case.base else target.commit
    paths = case.repository.changed_since(base, [case.layout.root] if case.layout.root else ())
    before = case.repository.blobs(base, paths)
    now = {path: data for path in paths if (data := case.repository.read(path)) is not None}
    then_seen, now_seen = _public(before, case), _public(now, case)
    return Prepared(
        base,
        target.contract.feature,
        paths,
        api_changes(then_seen, now_seen),
        any(each.has_sections for each in (*then_seen, *now_seen)),
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
    kept = changelog_of(_project_files(case), tool_tables(_rootdir(case)), case.settings.docs.changelog)
    entries = (
        kept.entries(_texts([each for each in prepared.paths if kept.has(_inner(each, case))], prepared, case))
        if kept
        else ()
    )
    findings = leveled(
        (
            *_docstring_findings(prepared),
            *_silent(prepared, case),
            *(_changelog_findings(changes, entries) if kept else ()),
            *_example_findings(prepared, case),
            *_roadmap_findings(prepared, case),
        ),
        case.settings,
    )
    notes = () if kept else ("no changelog is kept here",)
    return Report(
        gate=Gate.DOCS,
        verdict=verdict_of(*findings),
        header=(f"feature {prepared.feature or '(no contract)'} · changed since {prepared.base[:10]}", ""),
        rows=(*(_row(each) for each in changes), *waiver_rows(case.settings)),
        notes=(*(() if changes else ("nothing public changed",)), *notes),
        passed=f"{prepared.feature or 'the change'} is documented: {counted(len(changes), 'change')} of the public API.",
        next_step="pytest --tdd-gate=review",
        feature=prepared.feature,
        base=prepared.base,
    )


def _row(change: ApiChange) -> Row:
    return Row(change.kind, change.now.kind, change.name, change.breaks)


def _rootdir(case: Case) -> str:
    return f"{case.layout.top}/{case.layout.root}" if case.layout.root else case.layout.top


def _inner(path: str, case: Case) -> str:
    """A path relative to pytest's rootdir."""
    return path.removeprefix(f"{case.layout.root}/") if case.layout.root else path


def _project_files(case: Case) -> tuple[str, ...]:
    """The files of the project, relative to its root, without those that git ignores."""
    root = [case.layout.root] if case.layout.root else []
    committed = case.repository.files(case.repository.resolve("HEAD"), root)
    return tuple(_inner(path, case) for path in {*committed, *case.repository.untracked(root)})


def _texts(paths: list[str], prepared: Prepared, case: Case) -> dict[str, tuple[str, str]]:
    """Path relative to the root -> the text before and now."""
    before = case.repository.blobs(prepared.base, paths)
    return {_inner(path, case): (_decoded(before.get(path)), _decoded(case.repository.read(path))) for path in paths}


def _decoded(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


def _docstring_findings(prepared: Prepared) -> Iterator[Finding]:
    for change in prepared.changes:
        for gap in gaps_of(change, has_sections=prepared.has_sections):
            yield Finding(rule(gap.rule_id), gap.what, at=Place(change.now.path, change.now.line))


def _silent(prepared: Prepared, case: Case) -> Iterator[Finding]:
    """A finding for each new function or class that no page mentions, by its name or that of its module."""
    pages = [path for path in _project_files(case) if _is_page(path, case)]
    prefix = f"{case.layout.root}/" if case.layout.root else ""
    text = "\n".join(_decoded(case.repository.read(prefix + path)) for path in pages)
    for change in prepared.changes if pages else ():
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
    for path in prepared.paths:
        for block in broken_blocks(path, _decoded(case.repository.read(path)), parsed_toml):
            what = f"the {block.language} block does not parse: {block.why}"
            yield Finding(rule("example-broken"), what, at=Place(path, block.line))


def _roadmap_findings(prepared: Prepared, case: Case) -> Iterator[Finding]:
    prefix = f"{case.layout.root}/" if case.layout.root else ""
    for name in _ROADMAP if prepared.feature else ():
        for line in open_items(_decoded(case.repository.read(prefix + name)), prepared.feature):
            what = f"the item of {prepared.feature} is not ticked"
            yield Finding(rule("roadmap-open"), what, at=Place(prefix + name, line))
