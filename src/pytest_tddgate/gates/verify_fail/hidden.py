"""Test files that cannot be collected, so that their tests are unknown: committed files, and new ones."""

from __future__ import annotations

import os
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.modules import is_module
from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.red.blame import Red, blame_of
from pytest_tddgate.domain.red.plain_tests import may_make_tests
from pytest_tddgate.domain.reports.wording import agreed, counted
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.rules.red import EXISTING_TEST_BROKEN
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.change.existing import uncollected_at_base
from pytest_tddgate.gates.change.unbuilt import own_name_in, setup_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.red.judgement import Scene
    from pytest_tddgate.domain.run.observation import CollectError, RunSeen, TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["behind_the_base", "files_of_unknown_tests", "hidden_files"]


def hidden_files(
    run: RunSeen, evolution: Evolution, scene: Scene, case: Case
) -> tuple[tuple[Finding, ...], tuple[str, ...], tuple[CollectError, ...]]:
    """Findings for files that the base can collect, notes about the others, and errors that the base has as well.

    Files of the change itself are skipped: their tests are blamed for the failed import elsewhere.
    """
    errors = {
        each.path: each
        for each in run.collect_errors
        if each.path not in evolution.paths and case.layout.is_test_side(each.path)
    }
    by_change = [path for path, error in errors.items() if _is_of_the_change(error, evolution, scene)]
    broken = [path for path in errors if path not in by_change]
    old = uncollected_at_base(broken, _targets(broken, evolution, case), evolution, case)
    findings = _findings([errors[path] for path in broken if path not in old], scene)
    return (
        findings,
        (
            *_note(by_change, "hidden by an import that fails"),
            *_note(old, "not collected here, as at the base"),
        ),
        tuple(errors[path] for path in old),
    )


def behind_the_base(
    judged: Iterable[TestRed], old: Iterable[CollectError], layout: Layout, setup: str | None
) -> tuple[MissingFact, ...]:
    """Missing facts about new tests behind a conftest or package that the base cannot import either.

    `setup` is the command that builds the tree of an audit: empty if there is none, None outside an audit.
    """
    hiding = {each.hidden_by for each in judged}
    return tuple(
        MissingFact(
            f"{error.path} cannot be imported, and could not be at the base: {error.why}",
            next_step=_step_before(own_name_in(error, layout), setup),
            why="the new tests in it did not run, so nobody can tell whether they are red",
        )
        for error in sorted(old, key=lambda each: each.path)
        if error.path in hiding
    )


def _step_before(wanted: str, setup: str | None) -> str:
    """What to do before the change; `wanted` is the missing module of the project itself, if that is the problem."""
    return setup_step([wanted], setup) if wanted and setup is not None else "fix it first, in a commit of its own"


def files_of_unknown_tests(
    run: RunSeen, evolution: Evolution, known: Iterable[TestId], scene: Scene, case: Case
) -> tuple[MissingFact, ...]:
    """Missing facts about new files that cannot be imported and whose source shows no test.

    `known` are the new tests. Tests that a scenario or a loop makes exist only after the import.
    """
    seen = {test.file for test in known}
    is_known = partial(is_module, roots=[os.path.join(case.layout.top, each) for each in case.layout.source])
    return tuple(
        MissingFact(
            f"which tests {error.path} holds is unknown: it cannot be imported",
            next_step=_step_to_import(error, scene),
            why="tests that are made at import cannot be seen in its source",
        )
        for error in run.collect_errors
        if error.path in evolution.added_files and error.path not in evolution.unreadable
        if error.path not in seen and case.layout.is_test_file(error.path)
        if may_make_tests(case.bytes_of(error.path), case.layout.names, is_known)
    )


def _step_to_import(error: CollectError, scene: Scene) -> str:
    blame = blame_of(error.exception, scene) if error.exception else None
    if blame is None or not blame.missing:
        return f"fix the import: {error.why}"
    return f"import {blame.missing} inside its tests, or begin with an outline of it"


def _is_of_the_change(error: CollectError, evolution: Evolution, scene: Scene) -> bool:
    """Whether the import failed in a changed test-side file, for want of product code that is still to be written."""
    blame = blame_of(error.exception, scene) if error.exception else None
    return blame is not None and blame.red is Red.MISSING and blame.at is not None and blame.at.path in evolution.paths


def _targets(paths: list[str], evolution: Evolution, case: Case) -> list[str]:
    """The test files to run for these paths: the file itself, or the first test file below a conftest or package."""
    files = case.repository.files(evolution.base, case.layout.tests)
    tests = [path for path in files if case.layout.is_test_file(path)]
    below = ([each for each in tests if is_below(each, _folder(path))][:1] for path in paths)
    return list(dict.fromkeys(each for found in below for each in found))


def _folder(path: str) -> str:
    is_above = path.endswith(("conftest.py", "__init__.py"))
    return path.rpartition("/")[0] if is_above else path


def _findings(errors: list[CollectError], scene: Scene) -> tuple[Finding, ...]:
    """One finding for each cause: a package that cannot be imported hides every file below it."""
    by_cause: defaultdict[str, list[CollectError]] = defaultdict(list)
    for error in errors:
        by_cause[error.why].append(error)
    return tuple(_finding(cause, files, scene) for cause, files in by_cause.items())


def _finding(cause: str, errors: list[CollectError], scene: Scene) -> Finding:
    first, count = errors[0], len(errors) - 1
    more = f" and {counted(count, 'more file')}" if count else ""
    what = f"{first.path}{more} could be collected at the base and cannot be now: {cause}"
    blame = blame_of(first.exception, scene) if first.exception else None
    next_step = blame.next_step if blame else ""
    if blame and blame.rule == "broken-environment":  # the base's run has its source folders on the path
        what = f"{first.path}{more} cannot be collected: {blame.what}"
        return Finding(rule(blame.rule), what, at=Place(first.path), next_step=next_step)
    return Finding(EXISTING_TEST_BROKEN, what, at=Place(first.path), next_step=next_step)


def _note(paths: Sequence[str], how: str) -> tuple[str, ...]:
    return (f"{agreed(len(paths), 'existing test file', 'is', 'are')} {how}: {paths[0]}",) if paths else ()
