"""Whether a change edits what it is judged by: settings of gates, pytest, coverage and linters, and CI pipelines."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.coverage import SETTINGS_FILES, commit_reader, coverage_settings
from pytest_tddgate.adapters.linter_settings import linter_settings_in, steers_linters
from pytest_tddgate.adapters.project import gate_settings_in, mistakes_in
from pytest_tddgate.adapters.pytest_settings import pytest_tables, settings_digests
from pytest_tddgate.domain.contracts.layout import CONFIG_FILES, Side
from pytest_tddgate.domain.contracts.new_markers import only_gains_markers
from pytest_tddgate.domain.rules.audit import POLICY_CHANGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.audit.mended import settings_path
from pytest_tddgate.gates.audit.unread import is_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

    _Reader = Callable[[str], bytes | None]

__all__ = ["changes_only_policy", "policy_findings", "unreadable_settings"]

_PIPELINES = (
    ".github/workflows/*", ".github/actions/*", ".gitlab-ci.yml", ".gitlab/ci/*", ".circleci/*", "azure-pipelines.yml",
    "Jenkinsfile", ".buildkite/*", "bitbucket-pipelines.yml", ".travis.yml", ".woodpecker.yml", ".woodpecker/*",
    ".pre-commit-config.yaml",
)  # fmt: skip


def policy_findings(audit: AuditCase, case: Case) -> tuple[Finding, ...]:
    """A finding for each file that steers how changes are judged and differs between the fork and the head (`case`).

    Settings of pytest that a contract was locked with belong to the contract, and are not reported.
    """
    found = dict.fromkeys(_changes(audit, case))
    return tuple(Finding(POLICY_CHANGED, f"{path} changes {what}", at=Place(path)) for path, what in found)


def unreadable_settings(audit: AuditCase, case: Case) -> tuple[Finding, ...]:
    """A finding if the range leaves settings at the head that no gate can read; no setting or waiver excuses it."""
    own, root = settings_path(case.layout.root), case.layout.root
    then, now = (
        commit_reader(case.repository, each, root)("pyproject.toml") for each in (audit.range.fork, audit.range.head)
    )
    if then == now or not (mistakes := mistakes_in(now, own)):
        return ()
    what, *details = mistakes.split("\n")
    why = "once merged, settings that cannot be read would leave every later change without a judge"
    next_step = f"fix {own} in this change (docs: settings)"
    return (Finding(POLICY_CHANGED, what, Place(own), why, next_step, details=tuple(details)),)


def changes_only_policy(audit: AuditCase, case: Case) -> bool:
    """Whether the change holds neither code nor tests, so that its reviewer sees nothing but policy."""
    changed = case.repository.changed_since(audit.range.fork)
    return all(case.layout.side_of(path) is Side.OTHER or path.rpartition("/")[2] in CONFIG_FILES for path in changed)


def _changes(audit: AuditCase, case: Case) -> Iterator[tuple[str, str]]:
    root, fork = case.layout.root, audit.range.fork
    before, now = commit_reader(case.repository, fork, root), commit_reader(case.repository, audit.range.head, root)
    own = settings_path(root)
    if gate_settings_in(before("pyproject.toml")) != gate_settings_in(now("pyproject.toml")):
        yield own, "the settings of the gates, [tool.tddgate]"
    if coverage_settings(before) != coverage_settings(now):
        yield (
            _first_with(before, now, SETTINGS_FILES, root),
            "coverage's settings",
        )
    yield from _links(audit, case)
    yield from _pytest_changes(audit, case)
    if "review" in audit.audit.gates:
        yield from _linter_changes(audit, case)
    patterns = (*_PIPELINES, *audit.audit.protected, audit.audit.allowed_signers)
    for path in case.repository.changed_since(fork):
        if any(fnmatch(path, pattern) for pattern in patterns if pattern):
            yield path, "how changes are checked"


def _links(audit: AuditCase, case: Case) -> Iterator[tuple[str, str]]:
    """Settings files that became links: their targets are read instead, but not compared."""
    root, fork = case.layout.root, audit.range.fork
    paths = [f"{root}/{name}" if root else name for name in dict.fromkeys((*CONFIG_FILES, *SETTINGS_FILES))]
    then, now = (case.repository.entries(each, paths) for each in (fork, audit.range.head))
    yield from ((path, "where settings are read") for path in now if is_link(now[path]) and then.get(path) != now[path])


def _pytest_changes(audit: AuditCase, case: Case) -> Iterator[tuple[str, str]]:
    repository, root, fork = case.repository, case.layout.root, audit.range.fork
    if only_gains_markers(pytest_tables(repository, root, fork), pytest_tables(repository, root)):
        return
    then, now = settings_digests(repository, root, fork), settings_digests(repository, root)
    if now == then or audit.range.registry.accounts_for_settings(now):
        return
    for key in sorted({*now, *then}):
        if now.get(key) != then.get(key):
            yield key.partition("#")[0], "pytest's settings"


def _linter_changes(audit: AuditCase, case: Case) -> Iterator[tuple[str, str]]:
    """The changed files that configure linters."""
    changed = [path for path in case.repository.changed_since(audit.range.fork) if steers_linters(path)]
    before = case.repository.blobs(audit.range.fork, changed)
    for path in changed:
        if linter_settings_in(path, before.get(path)) != linter_settings_in(path, case.repository.read(path)):
            yield path, "settings of linters"


def _first_with(before: _Reader, now: _Reader, names: tuple[str, ...], root: str) -> str:
    """The first of these files that differs, to be named in a finding."""
    changed = next((name for name in names if before(name) != now(name)), names[-1])
    return f"{root}/{changed}" if root else changed
