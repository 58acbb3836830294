"""The items of the completion checklist, each derived from git, from this very run, or from what a gate said before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.checklist import Item, Standing, of_gate
from pytest_tddgate.domain.layout import Side, is_below
from pytest_tddgate.domain.remarks import counted
from pytest_tddgate.domain.rules import Level

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from pytest_tddgate.domain.linter_output import Remark
    from pytest_tddgate.gates import green
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.review_panel import Panelist

__all__ = ["Shown", "items_of", "panel_items", "workspace_item"]

_KEEPERS = frozenset({".gitkeep", ".gitignore", ".keep"})
_COVERAGE = frozenset({"low-coverage", "low-diff-coverage", "coverage-excluded"})
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to derive the items from.

    `remarks` are by the rule that they are about, `state` is the files', `silent` are the names of those who were asked
    and have not answered.
    """

    prepared: green.Prepared
    ran: green.Ran
    panel: Sequence[Panelist]
    remarks: Mapping[str, Sequence[Remark]]
    state: tuple[str, str]
    silent: frozenset[str] = frozenset()


def items_of(shown: Shown, case: Case) -> tuple[Item, ...]:
    """Every item, in the order of the gates."""
    records = case.records.records() if case.records is not None else None
    feature = shown.prepared.target.contract.feature
    gates = [of_gate(gate, feature, shown.state, records) for gate in case.settings.review.gates]
    general = [replace(each, name="general", rule_id="") for each in gates if each.name == "green"]
    return (
        _locked(shown),
        *gates,
        _behaviours(shown),
        *(each for each in general if each.standing is not Standing.UNKNOWN),
        *panel_items(shown.panel, shown.remarks, shown.silent),
        _coverage(shown, case),
        workspace_item(case),
        _stray(case),
        _committed(case),
    )


def _locked(shown: Shown) -> Item:
    contract, broken = shown.prepared.target.contract, shown.prepared.findings
    refusing = [each for each in broken if each.level is Level.REFUSE]
    if not contract.feature:
        return Item("locked", Standing.OPEN, "no contract", "tddgate status", "gate-not-passed")
    what = f"{counted(len(contract.tests), 'test')} in commit {shown.prepared.target.commit[:10]}"
    standing = Standing.OPEN if refusing else Standing.DONE
    return Item("locked", standing, f"{what}, {'broken' if refusing else 'kept'}", "tddgate status")


def _behaviours(shown: Shown) -> Item:
    failing = {"not-green", "test-missing", "not-run", "run-cut-short", "exit-mismatch"}
    bad = [each for each in (*shown.ran.findings, *shown.ran.elsewhere.findings) if each.rule.id in failing]
    count = len(shown.ran.tests)
    passing = f"{counted(count, 'contracted test')} and every other pass"
    what = f"{counted(len(bad), 'finding')} about tests" if bad else passing
    return Item("behaviours", Standing.OPEN if bad else Standing.DONE, what, "pytest")


def panel_items(
    panel: Sequence[Panelist], remarks: Mapping[str, Sequence[Remark]], silent: Container[str]
) -> Iterator[Item]:
    """One for each who was asked; `silent` are the names of those who have not answered."""
    for panelist in panel:
        said = [
            each for each in remarks.get(panelist.kind, ()) if panelist.kind or panelist.name in each.who.split(", ")
        ]
        command = panelist.name if panelist.kind else "pytest --tdd-gate=review"
        name = panelist.kind or panelist.name
        if panelist.name in silent:
            yield Item(name, Standing.UNKNOWN, "has not answered", command)
            continue
        standing = Standing.OPEN if any(each.refuses for each in said) else Standing.DONE
        yield Item(name, standing, counted(len(said), "remark") if said else "nothing to say", command)


def _coverage(shown: Shown, case: Case) -> Item:
    short = [each for each in shown.ran.findings if each.rule.id in _COVERAGE]
    levels = [each for each in short if case.settings.level_of(each.rule.id) is Level.REFUSE]
    what = next(iter(shown.ran.covered.notes), "not measured")
    command = "pytest --cov --cov-report=term-missing"
    return Item("coverage", Standing.OPEN if levels or shown.ran.covered.missing else Standing.DONE, what, command)


def workspace_item(case: Case) -> Item:
    """What lies in a workspace folder."""
    folders = _workspace(case)
    inside = {*_tracked(folders, case), *(path for path in _loose(case) if _is_in(folders, path))}
    inside |= {*case.repository.ignored(folders)} if folders else set()
    left = sorted(path for path in inside if not _keeps_folder(path))
    return _of_paths("workspace", left, "is empty", "git ls-files --cached --others -- " + " ".join(folders))


def _stray(case: Case) -> Item:
    """What git neither knows nor ignores, outside the workspace folders."""
    folders = _workspace(case)
    stray = [path for path in _loose(case) if _keeps_folder(path) or not _is_in(folders, path)]
    return _of_paths("stray files", stray, "none", "git status")


def _workspace(case: Case) -> list[str]:
    root = case.layout.root
    return [f"{root}/{each}" if root else each for each in case.settings.review.workspace]


def _loose(case: Case) -> tuple[str, ...]:
    return case.repository.untracked([case.layout.root] if case.layout.root else [])


def _is_in(folders: list[str], path: str) -> bool:
    return any(is_below(path, each) for each in folders)


def _keeps_folder(path: str) -> bool:
    return path.rpartition("/")[2] in _KEEPERS


def _tracked(folders: list[str], case: Case) -> tuple[str, ...]:
    return case.repository.files(case.repository.resolve("HEAD"), folders) if folders else ()


def _of_paths(name: str, paths: Sequence[str], none: str, command: str) -> Item:
    if not paths:
        return Item(name, Standing.DONE, none, command)
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return Item(name, Standing.OPEN, ", ".join(paths[:_NAMED]) + more, command, "left-over")


def _committed(case: Case) -> Item:
    """Whether the subject and the tests are what HEAD has."""
    root = [case.layout.root] if case.layout.root else []
    loose = {*case.repository.untracked(root)}
    changed = case.repository.changed_since(case.repository.resolve("HEAD"), root)
    open_paths = [path for path in changed if path not in loose or case.layout.side_of(path) is Side.SUBJECT]
    if not open_paths:
        return Item("committed", Standing.DONE, "nothing differs from HEAD", "git status")
    more = f" and {len(open_paths) - _NAMED} more" if len(open_paths) > _NAMED else ""
    return Item("committed", Standing.OPEN, ", ".join(open_paths[:_NAMED]) + more, "git status", "not-committed")
