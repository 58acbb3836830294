"""New harness that can reach a locked contract without changing a byte of it."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.pytest_settings import pytest_tables, settings_digests
from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.contracts.new_markers import only_gains_markers
from pytest_tddgate.domain.rules.green import HARNESS_ADDED, HARNESS_CHANGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.contracts.plugin_metadata import ADVICE, plugin_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

__all__ = ["intruder_findings", "settings_findings"]

_OF_THE_RUN = frozenset({"_pytest", "coverage", "pluggy", "pytest", "pytest_cov", "pytest_tddgate", "xdist"})


def intruder_findings(locked: Locked, registry: Registry, case: Case) -> tuple[Finding, ...]:
    """A finding for each file newer than the lock that Python or pytest loads before or for the contract's tests.

    These are conftests, start-up files, committed bytecode, metadata that bring a plugin, and modules with the name of
    a locked helper, an installed module or a module of the subject.
    """
    found = [
        (path, what, f"remove {path}, or lock it together with new tests")
        for path, what in dict(_intruders(locked, case)).items()
        if not _is_locked(path, registry, case)
    ]
    found += [(path, what, ADVICE.format(path=path)) for path, what in plugin_metadata(locked.commit, case)]
    return tuple(
        Finding(HARNESS_ADDED, f"{path} {what}", at=Place(path), next_step=step) for path, what, step in sorted(found)
    )


def _is_locked(path: str, registry: Registry, case: Case) -> bool:
    """Whether a contract locks the file as harness; start-up files and files outside the test side cannot be locked."""
    is_harness = case.layout.is_test_side(path) and not case.layout.is_startup(path)
    return is_harness and registry.accounts_for(path, case.bytes_of(path))


def settings_findings(locked: Locked, registry: Registry, case: Case) -> tuple[Finding, ...]:
    """Findings if pytest's settings are not those that the contract was locked with, apart from new markers."""
    now, then = settings_digests(case.repository, case.layout.root), locked.contract.settings
    if now == dict(then) or registry.accounts_for_settings(now) or _has_only_new_markers(registry, case):
        return ()
    feature = locked.contract.feature
    return tuple(
        Finding(
            HARNESS_CHANGED if key in then else HARNESS_ADDED,
            f"pytest's settings in {key.partition('#')[0]} are not those under which {feature} was locked",
            at=Place(key.partition("#")[0]),
            next_step=f'restore them from {locked.commit[:10]}, or: tddgate amend {feature} --reason "…"',
        )
        for key in sorted({*now, *then})
        if now.get(key) != then.get(key)
    )


def _has_only_new_markers(registry: Registry, case: Case) -> bool:
    """Whether the settings are those of some contract and more markers; only its commit knows which it had."""
    repository, root = case.repository, case.layout.root
    locked = {frozenset(each.contract.settings.items()): each.has_bytes for each in registry.contracts.values()}
    now = pytest_tables(repository, root)
    return any(
        settings_digests(repository, root, commit) == dict(settings)
        and only_gains_markers(pytest_tables(repository, root, commit), now)
        for settings, commit in locked.items()
    )


def _intruders(locked: Locked, case: Case) -> Iterator[tuple[str, str]]:
    folders = sorted(_folders(locked, case))
    there = case.repository.names_in(locked.commit, folders)
    helpers = {PurePosixPath(path).stem for path in locked.contract.harness if path.endswith(".py")}
    for folder in folders:
        is_of_tests = any(is_below(path, folder) for path in locked.contract.files)
        for entry in case.repository.listing(folder):
            path = f"{folder}/{entry}" if folder else entry
            if path in there:
                continue
            what = _what_it_does(path, entry, helpers, case, is_of_tests=is_of_tests)
            what = what or _place_of_subject(path, folder, case)
            if what:
                yield path, what
    caches = {str(PurePosixPath(path).parent / "__pycache__") for path in locked.contract.files}
    for tracked in case.repository.files(case.repository.resolve("HEAD"), sorted(caches)) if caches else ():
        yield tracked, "is bytecode that runs in place of a locked test"


def _folders(locked: Locked, case: Case) -> set[str]:
    """Every directory from the rootdir down to the contract's tests, and the roots from which modules are imported."""
    chain = {parent.as_posix() for path in locked.contract.files for parent in PurePosixPath(path).parents}
    inside = {"" if folder == "." else folder for folder in chain}
    return {
        folder for folder in inside | set(case.layout.source) | {case.layout.root} if is_below(folder, case.layout.root)
    }


def _what_it_does(path: str, name: str, helpers: set[str], case: Case, *, is_of_tests: bool) -> str:
    """What a new file or directory does to the tests, as the end of a sentence; empty if nothing."""
    module = _module_name(path, case)
    if name == "conftest.py":
        return "is a new conftest above the contract's tests" if is_of_tests else ""
    if case.layout.is_startup(path):
        return "is run by Python when it starts"
    if not module or module.startswith("test_"):
        return ""
    if is_of_tests and module in helpers:
        return f"takes the place of the locked helper {module}"
    is_own = module in case.layout.names  # includes a module that was just added to the sources
    is_of_python = module in sys.stdlib_module_names or module in _OF_THE_RUN
    if is_of_python or (not is_own and PathFinder.find_spec(module, sys.path) is not None):  # isolated from the project
        return f"takes the place of the installed module {module}"
    return ""


def _place_of_subject(path: str, folder: str, case: Case) -> str:
    """What a module beside the tests does if a subject's module has its name: pytest puts their folder first."""
    module = _module_name(path, case)
    is_first = folder not in case.layout.source and "__init__.py" not in case.repository.listing(folder)
    is_aside = is_first and module in case.layout.names
    return f"takes the place of the subject's module {module}" if is_aside else ""


def _module_name(path: str, case: Case) -> str:
    """The name under which a file or directory can be imported; empty if it cannot be."""
    pure = PurePosixPath(path)
    inside = case.repository.listing(path)
    if inside:
        return pure.name if pure.name.isidentifier() and "__init__.py" in inside else ""
    name = pure.name.partition(".")[0]
    return name if pure.suffix in {".py", ".so", ".pyc"} and name.isidentifier() else ""
