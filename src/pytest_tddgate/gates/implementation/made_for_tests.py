"""Changed code that is made for its tests: it notices that it is tested, or agrees with whatever they expect."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.awareness.agreement import agreeing_spots
from pytest_tddgate.domain.awareness.asked_matchers import matchers_asked_for
from pytest_tddgate.domain.awareness.deciding import aware_spots, imports_pytest
from pytest_tddgate.domain.awareness.set_by_tests import variables_set_by
from pytest_tddgate.domain.awareness.told_apart import is_told_apart
from pytest_tddgate.domain.rules.implementation import TEST_AWARE, UNIVERSAL_EQUALS
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.implementation.leaks import changed_files
from pytest_tddgate.gates.implementation.modules_of_tests import modules_of_tests, without_others

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pytest_tddgate.domain.python.changed_file import ChangedFile, Spot
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["agreement_findings", "asks_for_matcher", "awareness_findings", "may_know_tests", "tells_apart"]

_IMPORTING = re.compile(rb"import|modules|resolve_name|run_module|exec|eval|compile|[^\x00-\x7f]")
"""Only code that matches can import a module; to list the test-side modules of a large repository is slow.

Any other letter counts, because Python reads some, such as those of full width, as ASCII letters.
"""
_EQUALITY = frozenset({"__eq__", "__ne__"})
_ROOTS = frozenset({"src", "lib", "python"})
"""Folders that hold packages, and are none."""
_METADATA = ("pyproject.toml", "setup.cfg", "setup.py")


def awareness_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed line by which the subject notices its tests and lets that decide."""
    files = changed_files(implementation.changed, implementation.base, case)
    tests = {*implementation.locked, *(test.file for test in implementation.tests)}
    modules = frozenset(PurePosixPath(path).stem for path in tests if path.endswith(".py")) - {"__init__"}
    may_import = any(_IMPORTING.search(file.after) for file in files.values())
    harness = modules_of_tests(case) if may_import else frozenset()
    found = _spots(files, modules, harness)
    if found and _is_plugin(implementation.base, case):
        return ()
    if found:  # slow: it looks for other modules with these names, and reads the tests
        harness = without_others(harness, case)
        given = variables_set_by({path: data for path in sorted(tests) if (data := case.repository.read(path))})
        found = _spots(files, modules, harness, given)
    return tuple(_finding(path, spot) for path, spot in found)


def _finding(path: str, spot: Spot) -> Finding:
    """A doubtful spot is advice, unless the settings say otherwise of the rule."""
    level = Level.ADVISE if spot.is_doubtful else Level.REFUSE
    rule = replace(TEST_AWARE, level=level)
    return Finding(rule, f"the code {spot.what}", at=Place(path, spot.line), level=level)


def _spots(
    files: Mapping[str, ChangedFile],
    modules: frozenset[str],
    harness: frozenset[str],
    given: frozenset[str] = frozenset(),
) -> list[tuple[str, Spot]]:
    """Path and spot of each such line; the other arguments are those of `aware_spots`."""
    found = []
    for path, file in files.items():
        own = frozenset(PurePosixPath(path).with_suffix("").parts) - _ROOTS
        found += [(path, spot) for spot in aware_spots(file, modules, harness, given, own)]
    return found


def agreement_findings(implementation: Implementation, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed method that agrees with everything, unless the tests ask for such a class."""
    files = changed_files(implementation.changed, implementation.base, case)
    found = [(path, spot) for path, file in files.items() for spot in agreeing_spots(file)]
    found = [
        each for each in found if not asks_for_matcher(each[0], each[1].what.partition(" ")[0], implementation, case)
    ]
    return tuple(Finding(UNIVERSAL_EQUALS, spot.what, at=Place(path, spot.line)) for path, spot in found)


def asks_for_matcher(path: str, method: str, implementation: Implementation, case: Case) -> bool:
    """Whether the contract's tests ask for a class whose method (`Anything.__eq__`) makes it equal to everything."""
    owner, _, name = method.rpartition(".")
    if name not in _EQUALITY:
        return False
    return owner in matchers_asked_for(_tests(implementation, case), case.repository.read(path) or b"")


def tells_apart(names: Collection[str], implementation: Implementation, case: Case) -> bool:
    """Whether the contract's tests assert that a result of one of these functions or classes differs from a value."""
    return is_told_apart(_tests(implementation, case), names)


def _tests(implementation: Implementation, case: Case) -> dict[str, bytes]:
    """Path -> bytes of the contract's files."""
    files = sorted({*implementation.locked, *(test.file for test in implementation.tests)})
    return {each: data for each in files if (data := case.repository.read(each)) is not None}


def may_know_tests(path: str, base: str, case: Case) -> bool:
    """Whether a file imported pytest at the base commit, or its project was a pytest plugin there."""
    return imports_pytest(case.repository.blobs(base, [path]).get(path, b"")) or _is_plugin(base, case)


def _is_plugin(base: str, case: Case) -> bool:
    """Whether the project was a pytest plugin at the base: such a project has to know about tests."""
    folder = f"{case.layout.root}/" if case.layout.root else ""
    metadata = case.repository.blobs(base, [folder + each for each in _METADATA])
    return any(b"pytest11" in data for data in metadata.values())
