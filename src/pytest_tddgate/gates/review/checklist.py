"""The items of the completion checklist, derived from git, from this run, and from records of earlier gates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
from pytest_tddgate.domain.contracts.layout import Side, is_below
from pytest_tddgate.domain.docs.roadmap import items_of as roadmap_items
from pytest_tddgate.domain.reports.checklist import Item, Standing, of_gate
from pytest_tddgate.domain.reports.wording import agreed, counted, first_few
from pytest_tddgate.domain.rules.consequences import OF_COVERAGE
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.gates.contracts.target import option_of
from pytest_tddgate.gates.docs.pages import roadmaps

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from pytest_tddgate.domain.reports.linter_output import Remark
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.green import gate as green
    from pytest_tddgate.gates.panel.panel import Panelist

__all__ = ["TOLD_BY_GREEN", "ChecklistFacts", "items_of", "panel_items", "unasked_items", "workspace_item"]

_KEEPERS = frozenset({".gitkeep", ".gitignore", ".keep"})
_COVERAGE = OF_COVERAGE | {"coverage-excluded"}
_FAILING = frozenset({
    "not-green", "test-missing", "not-run", "run-cut-short", "exit-mismatch", "foreign-subject", "file-swapped",
})  # fmt: skip
_ORDER = ("locked", "green", "docs", "behaviours", "general", "lint", "format", "types", "", "coverage", "workspace")
"""Names of items in the order of the gates; the empty name is the place of reviewers, other names come last."""
TOLD_BY_GREEN = frozenset({"behaviours", "coverage"})
"""Items whose missing facts are among those of green's run already."""
_NAMED = 3
_AGAIN = "then pytest --tdd-gate=review"


@dataclass(frozen=True, slots=True)
class ChecklistFacts:
    """What the items are derived from.

    `remarks` are sorted by the rule that they are about, `state` is that of the files, and `silent` are the names of
    the panel members that have not answered.
    """

    prepared: green.Prepared
    run_result: green.RunResult
    panel: Sequence[Panelist]
    remarks: Mapping[str, Sequence[Remark]]
    state: tuple[str, str]
    silent: frozenset[str] = frozenset()


def items_of(shown: ChecklistFacts, case: Case) -> tuple[Item, ...]:
    """Every item, in the order of the gates."""
    records = case.records.records() if case.records is not None else None
    feature = shown.prepared.target.contract.feature
    option = option_of(feature, case)
    gates = [of_gate(gate, feature, shown.state, records, option) for gate in case.settings.review.gates]
    general = [
        replace(each, name="general", what=f"green: {each.what}", rule_id="") for each in gates if each.name == "green"
    ]
    asked = {each.kind for each in shown.panel}
    found = (
        _locked(shown),
        *gates,
        _behaviours(shown),
        *(each for each in general if each.standing is not Standing.UNKNOWN),
        *panel_items(shown.panel, shown.remarks, shown.silent),
        *unasked_items(case.settings.review, asked),
        _coverage(shown, case),
        workspace_item(case),
        _stray(case),
        _committed(case),
        _roadmap(feature, case),
    )
    reviewers = {each.name for each in shown.panel if not each.kind}
    return tuple(sorted(found, key=lambda each: _rank(each.name, reviewers)))


def _rank(name: str, reviewers: Container[str]) -> int:
    place = "" if name in reviewers else name
    return _ORDER.index(place) if place in _ORDER else len(_ORDER)


def unasked_items(review: ReviewSettings, asked: Container[str]) -> Iterator[Item]:
    """An item for each gate and linter that was not asked, with the reason; `asked` are the kinds of the panel."""
    for gate in ("green", "docs"):
        if gate not in review.gates:
            what = "gates in [tool.tddgate.review] leaves it out"
            yield Item(gate, Standing.UNASKED, what, f"pytest --tdd-gate={gate}")
    if "green" not in review.gates:
        yield Item("general", Standing.UNASKED, "green is not asked for", "pytest --tdd-gate=green")
    why = {"off": 'ruff = "off" in [tool.tddgate.review]', "auto": "no settings of ruff here"}
    for kind, command in (("lint", "ruff check"), ("format", "ruff format --check")):
        if kind not in asked:
            yield Item(kind, Standing.UNASKED, why.get(review.ruff, "the change has no Python file"), command)
    if "types" not in asked:
        what = "no type checker is named: types in [tool.tddgate.review]"
        yield Item("types", Standing.UNASKED, what, 'for example, types = "mypy src"')


def _locked(shown: ChecklistFacts) -> Item:
    contract, broken = shown.prepared.target.contract, shown.prepared.findings
    refusing = [each for each in broken if each.level is Level.REFUSE]
    if not contract.feature:
        return Item("locked", Standing.OPEN, "no contract", "tddgate status", "gate-not-passed")
    what = f"{counted(len(contract.tests), 'test')} in commit {shown.prepared.target.commit[:10]}"
    standing = Standing.OPEN if refusing else Standing.DONE
    return Item("locked", standing, f"{what}, {'broken' if refusing else 'kept'}", "tddgate status")


def _behaviours(shown: ChecklistFacts) -> Item:
    run_result = shown.run_result
    bad = [each for each in (*run_result.findings, *run_result.others.findings) if each.rule.id in _FAILING]
    if bad:
        return Item("behaviours", Standing.OPEN, f"{counted(len(bad), 'finding')} about tests", "pytest")
    if unknown := (*run_result.left_out, *run_result.others.missing):
        return Item("behaviours", Standing.UNKNOWN, unknown[0].what, "pytest")
    if not run_result.tests:
        return Item("behaviours", Standing.UNKNOWN, "no contract says what they are", "tddgate status")
    what = f"{agreed(len(run_result.tests), 'contracted test', 'passes', 'pass')}, and no other fails"
    return Item("behaviours", Standing.DONE, what, "pytest")


def panel_items(
    panel: Sequence[Panelist], remarks: Mapping[str, Sequence[Remark]], silent: Container[str]
) -> Iterator[Item]:
    """An item for each panel member; `silent` are the names of those that have not answered."""
    for panelist in panel:
        said = [
            each for each in remarks.get(panelist.kind, ()) if panelist.kind or panelist.name in each.who.split(", ")
        ]
        command = panelist.shown_by
        name = panelist.kind or panelist.name
        if panelist.name in silent:
            yield Item(name, Standing.UNKNOWN, "has not answered", command)
            continue
        standing = Standing.OPEN if any(each.refuses for each in said) else Standing.DONE
        yield Item(name, standing, counted(len(said), "remark") if said else "nothing to say", command)


def _coverage(shown: ChecklistFacts, case: Case) -> Item:
    covered, command = shown.run_result.covered, "pytest --cov --cov-report=term-missing"
    short = [each for each in shown.run_result.findings if each.rule.id in _COVERAGE]
    what = next(iter(covered.notes), "not measured")
    if any(case.settings.level_of(each.rule.id) is Level.REFUSE for each in short):
        return Item("coverage", Standing.OPEN, what, command)
    if unknown := (*covered.missing, *shown.run_result.left_out):
        return Item("coverage", Standing.UNKNOWN, unknown[0].what, command)
    return Item("coverage", Standing.DONE if covered.numbers else Standing.UNKNOWN, what, command)


def workspace_item(case: Case) -> Item:
    """The item for files that are left in a workspace folder."""
    folders = _workspace(case)
    inside = {*_tracked(folders, case), *(case.repository.untracked(folders) if folders else ())}
    inside |= {*case.repository.ignored(folders)} if folders else set()
    left = sorted(path for path in inside if not _keeps_folder(path))
    from_top = ":/" if case.layout.root else ""
    command = "git ls-files --cached --others -- " + " ".join(f"{from_top}{each}" for each in folders)
    return _of_paths("workspace", left, "is empty", command)


def _stray(case: Case) -> Item:
    """The item for untracked files outside the workspace folders; untracked product code belongs to another item."""
    folders = _workspace(case)
    outside = (path for path in _untracked(case) if _keeps_folder(path) or not _is_in(folders, path))
    stray = [path for path in outside if case.layout.side_of(path) is not Side.SUBJECT]
    return _of_paths("stray files", stray, "none", "git status")


def _workspace(case: Case) -> tuple[str, ...]:
    return case.layout.places_of(case.settings.review.workspace, ReviewSettings().workspace)


def _untracked(case: Case) -> tuple[str, ...]:
    return case.repository.untracked([case.layout.root] if case.layout.root else [])


def _is_in(folders: Iterable[str], path: str) -> bool:
    return any(is_below(path, each) for each in folders)


def _keeps_folder(path: str) -> bool:
    return path.rpartition("/")[2] in _KEEPERS


def _tracked(folders: tuple[str, ...], case: Case) -> tuple[str, ...]:
    return case.repository.files(case.repository.resolve("HEAD"), folders) if folders else ()


def _of_paths(name: str, paths: Sequence[str], none: str, command: str) -> Item:
    if not paths:
        return Item(name, Standing.DONE, none, command)
    step = f"remove {first_few(paths, _NAMED)}, have git ignore it, or commit it where it belongs, {_AGAIN}"
    return Item(name, Standing.OPEN, first_few(paths, _NAMED), command, "left-over", step)


def _committed(case: Case) -> Item:
    """The item for tracked files, and untracked ones of the subject, that are not what HEAD has."""
    root = [case.layout.root] if case.layout.root else []
    loose = {*case.repository.untracked(root)}
    changed = case.repository.changed_since(case.repository.resolve("HEAD"), root)
    open_paths = [path for path in changed if path not in loose or case.layout.side_of(path) is Side.SUBJECT]
    if not open_paths:
        return Item("committed", Standing.DONE, "nothing differs from HEAD", "git status")
    what = f"{first_few(open_paths, _NAMED)} {'differs' if len(open_paths) == 1 else 'differ'} from HEAD"
    step = f"commit {first_few(open_paths, _NAMED)}, {_AGAIN}"
    return Item("committed", Standing.OPEN, what, "git status", "not-committed", step)


def _roadmap(feature: str, case: Case) -> Item:
    """The item for the roadmap's line about the feature; if that is not ticked, a finding says so already."""
    found = [(path, each) for path in roadmaps(case) for each in roadmap_items(case.text_of(path), feature)]
    if not found:
        where = ", ".join(roadmaps(case))
        what = f"no item of {where} names {feature or 'a feature'}" if where else "there is no roadmap"
        return Item("roadmap", Standing.UNASKED, what, f"- [ ] {feature or 'NAME'}, in ROADMAP.md")
    path, first = next(((path, each) for path, each in found if not each.is_ticked), found[0])
    what = f"{path}:{first.line} is {'ticked' if first.is_ticked else 'open'}"
    standing = Standing.DONE if first.is_ticked else Standing.OPEN
    return Item("roadmap", standing, what, f"grep -n '\\[[ x]\\]' {path}")
