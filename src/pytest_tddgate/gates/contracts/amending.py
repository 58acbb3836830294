"""Amends a contract whose tests change after the lock, on the record and within limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.pytest_settings import settings_digests
from pytest_tddgate.domain.contracts.contract import Amendment, contract_path, sha256_of
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.contracts.succession import differences
from pytest_tddgate.domain.python.syntax import same_syntax
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.edits import changes_of, edits_of
from pytest_tddgate.gates.contracts.moved_files import with_moved_files
from pytest_tddgate.gates.contracts.registry import contract_in, own_file_findings, registry_of
from pytest_tddgate.gates.contracts.scope import check_scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_tddgate.domain.contracts.contract import Contract, LockedTest
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.edits import Changes, Edit
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

    CasesOf = Callable[[Iterable[str]], Mapping[TestId, tuple[str, ...]]]

__all__ = ["Amended", "AmendmentRequest", "amended", "check_ready", "intact_contract", "with_amendment"]


@dataclass(frozen=True, slots=True)
class Amended:
    """An amended contract, and the paths that its commit holds beside the contract's own file.

    `left` maps the other edited paths to the features whose contracts lock them; they stay in the work tree.
    """

    contract: Contract
    paths: tuple[str, ...]
    left: Mapping[str, str] = field(default_factory=dict)

    @property
    def amendment(self) -> Amendment:
        """The amendment that was added."""
        return self.contract.amendments[-1]


def check_ready(case: Case, verb: str = "amend") -> None:
    """Raise Unusable if a commit of tests only cannot be made now; `verb` is `amend`, or `withdraw`.

    A withdrawn feature's code is removed as well: such removals may stay staged for the next commit.
    """
    repository, is_withdrawal = case.repository, verb == "withdraw"
    operation = repository.operation_in_progress()
    if operation:
        raise Unusable(
            f"a {operation} is in progress",
            why="a commit now would become part of it",
            next_step=f"finish it (git status says how), then {verb}",
        )
    staged = [path for path in repository.staged() if case.layout.side_of(path) is Side.SUBJECT]
    staged = [path for path in staged if not is_withdrawal or repository.has_file(path)]
    if staged:
        raise Unusable(
            f"{staged[0]} is staged, and is no test",
            why=f"{'a withdrawal' if is_withdrawal else 'an amendment'} holds tests only, "
            "so that anyone can see what it changes",
            next_step=f"git restore --staged {' '.join(staged)}",
        )


@dataclass(frozen=True, slots=True)
class AmendmentRequest:
    """The request for an amendment: its reason, and whether to prove that only the formatting changed.

    `cases_of` lists the cases of the tests in some files. `together` names the features that are amended at once.
    """

    reason: str
    cases_of: CasesOf
    is_format_only: bool = False
    together: frozenset[str] = frozenset()


def amended(feature: str, asked: AmendmentRequest, case: Case) -> Amended:
    """The contract of the feature with one more amendment, which locks what the work tree holds now.

    Raises Unusable, with the reason, if it may not be amended.
    """
    registry = registry_of(case)
    locked = intact_contract(feature, registry, case)
    edits, left = _split_by_contract(edits_of(locked, registry, case), locked.contract, registry)
    edits = with_moved_files(edits, locked, registry, case)
    return replace(with_amendment(locked.contract, edits, asked, registry, case), left=left)


def with_amendment(
    contract: Contract, edits: tuple[Edit, ...], asked: AmendmentRequest, registry: Registry, case: Case
) -> Amended:
    """The contract with one more amendment, which holds these edits; raises Unusable if they may not be amended."""
    settings = settings_digests(case.repository, case.layout.root)
    other_settings = sorted(
        key for key in {*settings, *contract.settings} if settings.get(key) != contract.settings.get(key)
    )
    if not edits and not other_settings:
        raise Unusable(
            f"nothing that {contract.feature} locks has changed, and no committed test",
            why="an amendment records what the work tree holds now",
            next_step="edit the test, then run this command again",
        )
    changes = changes_of(edits)
    if asked.is_format_only:
        _prove_format_only(contract, changes, other_settings)
    check_scope(changes, contract, registry, asked.together)
    changed = _with_changes(contract, changes, settings, asked.cases_of)
    if asked.is_format_only and len(changed.tests) < len(contract.tests):
        kept = {each.test for each in changed.tests}
        raise Unusable(
            f"{next(each.test for each in contract.tests if each.test not in kept)} is gone",
            why="removing a test is more than formatting",
            next_step=f'give the reason: tddgate amend {contract.feature} --reason "…"',
        )
    what = {*(edit.path for edit in edits), *map(str, changes.changed), *differences(changed, contract)}
    amendment = Amendment(asked.reason, tuple(sorted(what)), asked.is_format_only)
    own = {*(edit.path for edit in edits), *(key.partition("#")[0] for key in other_settings)}
    paths = tuple(path for path in case.repository.changed_since(case.repository.resolve("HEAD")) if path in own)
    return Amended(replace(changed, amendments=(*contract.amendments, amendment)), paths)


def _split_by_contract(
    edits: tuple[Edit, ...], contract: Contract, registry: Registry
) -> tuple[tuple[Edit, ...], Mapping[str, str]]:
    """The edits that this contract has to amend, and the other paths with the features that lock them.

    If no edit is this contract's, all are kept together, so that the check of the scope can say what is wrong.
    """
    theirs = {path: feature for feature, other in registry.contracts.items() for path in other.contract.locked}
    left = {each.path: theirs[each.path] for each in edits if each.path in theirs and each.path not in contract.locked}
    own = tuple(each for each in edits if each.path not in left)
    return (own, left) if own else (edits, {})


def intact_contract(feature: str, registry: Registry, case: Case) -> Locked:
    """The contract of this feature; raises Unusable if its record is damaged."""
    path = contract_path(feature)
    records = (*registry.findings, *own_file_findings(registry, case.repository))
    harm = next((each for each in records if each.at and each.at.path == path), None)
    if harm is not None:
        raise Unusable(
            harm.what,
            why="an amendment adds to a contract, and cannot repair one",
            next_step=harm.first_step,
        )
    return contract_in(registry, feature, why="an amendment changes a contract that was locked")


def _prove_format_only(contract: Contract, changes: Changes, settings: list[str]) -> None:
    """Raise Unusable unless every edited file is Python and has the syntax that it had before."""
    feature = contract.feature
    _check_there(contract, changes.edits)
    for edit in changes.edits:
        is_python = edit.path.endswith(".py") and edit.before is not None and edit.after is not None
        is_same = is_python and same_syntax(edit.before or b"", edit.after or b"")
        if not is_same or changes.files[edit.path].changed or changes.files[edit.path].touched:
            what = "does not have the syntax that was locked" if is_python else "is not valid Python in both versions"
            raise Unusable(
                f"{edit.path} {what}",
                why="only the same syntax tree proves that just the formatting changed",
                next_step=f'give the reason: tddgate amend {feature} --reason "…"',
            )
    if settings:
        raise Unusable(
            f"pytest's settings in {settings[0].partition('#')[0]} changed",
            why="changing a setting is more than formatting",
            next_step=f'tddgate amend {feature} --reason "…"',
        )


def _check_there(contract: Contract, edits: tuple[Edit, ...]) -> None:
    """Raise Unusable if a file was removed or added."""
    gone = {each.path for each in edits if each.after is None}
    for edit in edits:
        if edit.after is not None and edit.before is not None:
            continue
        is_end = bool(contract.tests) and all(each.test.file in gone for each in contract.tests)
        way, verb = ("take the feature back", "withdraw") if is_end else ("give the reason", "amend")
        raise Unusable(
            f"{edit.path} is {'gone' if edit.path in gone else 'new'}",
            why=f"{'removing' if edit.path in gone else 'adding'} a file is more than formatting",
            next_step=f"{'put it back' if edit.path in gone else 'remove it'}, or {way}: "
            f'tddgate {verb} {contract.feature} --reason "…"',
        )


def _with_changes(contract: Contract, changes: Changes, settings: Mapping[str, str], cases_of: CasesOf) -> Contract:
    """The contract with the digests of the present files, and its tests as they are now."""
    lost = {each.test for each in contract.tests if _is_lost(each, changes)}
    inherited = lost & cases_of({test.file for test in lost}).keys() if lost else set()
    kept = {
        each: changes.renamed.get(each.test, each.test)
        for each in contract.tests
        if each.test in inherited or not (each.test in lost or _is_gone(each, changes))
    }
    if contract.tests and not kept:
        raise Unusable(
            f"no test of {contract.feature} would be left",
            why="a contract without a test promises nothing",
            next_step="put one of them back, as the behaviour is now, or git restore the files; "
            f'or, if the feature goes: tddgate withdraw {contract.feature} --reason "…"',
        )
    altered = {*changes.changed, *changes.renamed.values(), *changes.added, *inherited}
    listed = cases_of({test.file for test in kept.values() if test in altered})
    tests = tuple(_relocked(each, test, changes, listed) if test in altered else each for each, test in kept.items())
    files, harness = dict(contract.files), dict(contract.harness)
    test_files = {each.test.file for each in tests}
    for edit in changes.edits:
        is_of_tests = edit.path in files or edit.path in test_files
        files.pop(edit.path, None), harness.pop(edit.path, None)
        if edit.after is not None:
            (files if is_of_tests else harness)[edit.path] = sha256_of(edit.after)
    return replace(contract, tests=tests, files=files, harness=harness, settings=dict(settings))


def _is_gone(locked: LockedTest, changes: Changes) -> bool:
    """Whether a locked test was removed, and is not there under another name or in another edited file."""
    test = locked.test
    if test in changes.renamed or test.file not in changes.files:
        return False
    module = changes.modules.get(test.file)
    return module is None or test.name in changes.files[test.file].removed


def _is_lost(locked: LockedTest, changes: Changes) -> bool:
    """Whether a locked test that had a function of its own has none now; a class may inherit it instead."""
    module = changes.modules.get(locked.test.file)
    if module is None or not locked.digest or locked.test in changes.renamed:
        return False
    return locked.test.name not in module.functions


def _relocked(
    locked: LockedTest, test: TestId, changes: Changes, cases: Mapping[TestId, tuple[str, ...]]
) -> LockedTest:
    function = changes.modules[test.file].functions.get(test.name) if test.file in changes.modules else None
    return replace(locked, test=test, digest=function.digest if function else "", cases=cases.get(test))
