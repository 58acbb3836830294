"""Whether the run was asked to leave out existing tests: a gate cannot vouch for what did not run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.collection import addopts_in
from pytest_tddgate.domain.configuration.selection import selection_of
from pytest_tddgate.domain.contracts.layout import CONFIG_FILES, is_below
from pytest_tddgate.domain.reports.wording import agreed
from pytest_tddgate.domain.rerun import OnlyGateOptions
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.gates.run.other_settings import other_settings, place_of_settings
from pytest_tddgate.gates.run.validity import run_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["missing_tests"]

_DESELECTING = ("-k", "-m", "--lf", "--sw", "--deselect")
_OF_SETTINGS = ("-k", "-m", "--deselect")  # in the order of `SelectionAsked`
_NOT_COLLECTING = ("--lf", "--ignore", "--ignore-glob")
_LEAVING_OUT = ("--collect-only", "--co", "--deselect", "--ignore", "--ignore-glob")
_SETTING_UP = ("--setup-plan", "--setup-only")
_READ = "read above what pytest says about them"
_WHY = "nobody can tell whether the existing tests that did not run still pass"


def missing_tests(run: RunSeen, base: str, case: Case, *, is_partial: bool = False) -> tuple[MissingFact, ...]:
    """A missing fact if this run was asked to leave out committed tests: by `-k`, `-m`, the cache, or its paths.

    With `is_partial` the gate itself chose the files, so paths are not checked. What the project's own settings leave
    out was left out at the base, too. `--deselect` and `--ignore` on the command line name what they leave out, so they
    count as declared.
    """
    if (
        fact := other_settings(run, base, case)
        or _only_setting_up(run, case)
        or _deselected(run, case)
        or _otherwise_a_test(run)
        or _newly_deselected(run, base, case)
        or _optional(run, case)
    ):
        return (fact,)
    if is_partial:
        return ()
    there = _committed(base, case)
    committed = [path for path in there if not _is_hidden(path, run)]
    seen = {case.layout.from_root(each.node_id.partition("::")[0]) for each in run.tests}
    paths = list(_paths(run, case))
    if len(committed) == len(there) and committed and not seen & set(committed):
        return (_none_ran(run, paths, case),)
    unseen = [path for path in committed if path not in seen]
    left_out = [path for path in unseen if paths and not any(is_below(path, each) for each in paths)]
    if left_out:
        files = agreed(len(left_out), "committed test file", "is", "are")
        what = f"{files} not below the paths that were given: {left_out[0]}"
        return (MissingFact(what, "run the gate without paths", _WHY, rerun=OnlyGateOptions()),)
    options = [each for each in _NOT_COLLECTING if each in run.asked]
    if not options or not unseen:
        return ()
    files = agreed(len(unseen), "committed test file", "was", "were")
    return (_without(options, f"{files} left out by {' or '.join(options)}: {unseen[0]}", case),)


def _none_ran(run: RunSeen, paths: list[str], case: Case) -> MissingFact:
    """The missing fact when no committed test ran although every test file could be collected."""
    given = [each for each in _LEAVING_OUT if any(arg.partition("=")[0] == each for arg in case.args)]
    given += [each for each in run.asked if each in {*_DESELECTING, *_NOT_COLLECTING} and each not in given]
    without = "paths" if paths else " and ".join(given)
    step = f"run the gate without {without}" if without else _READ
    return MissingFact("no committed test ran", step, _WHY, rerun=OnlyGateOptions() if without else None)


def _only_setting_up(run: RunSeen, case: Case) -> MissingFact | None:
    """A missing fact if pytest was asked to set the tests up and run none of them."""
    option = next((each for each in _SETTING_UP if each in run.asked), None)
    return _without([option], f"{option} runs no test", case) if option else None


def _deselected(run: RunSeen, case: Case) -> MissingFact | None:
    """A missing fact if options of this run deselected tests; -k and -m are reported together."""
    by = [option for each in dict.fromkeys(run.deselected) if (option := run.deselected_by.get(each)) in run.asked]
    if not by:
        return None
    patterns = ("-k", "-m") if {"-k", "-m"} & {*by} else ()
    options = [*patterns, *(each for each in _DESELECTING[2:] if each in by)]
    what = f"{agreed(len(by), 'test', 'was', 'were')} deselected by {' or '.join(options)}"
    return _without(options, what, case)


def _newly_deselected(run: RunSeen, base: str, case: Case) -> MissingFact | None:
    """A missing fact if tests were deselected by settings that differ from the base's: at the base, these tests ran."""
    by = [option for each in dict.fromkeys(run.deselected) if (option := run.deselected_by.get(each)) in _OF_SETTINGS]
    if not by:
        return None
    paths = {f"{case.layout.root}/{name}".lstrip("/"): name for name in CONFIG_FILES}
    read = {path: case.repository.read(path) for path in paths}
    now = {path: data for path, data in read.items() if data is not None}
    before = case.repository.blobs(base, paths)
    then, here = (
        selection_of(addopts_in({paths[path]: data for path, data in files.items()})) for files in (before, now)
    )
    if then == here:
        return None
    changed = [name for name, one, other in zip(_OF_SETTINGS, then, here, strict=True) if one != other and name in by]
    if not changed:
        return None
    left_out = sum(each in changed for each in by)
    what = f"{agreed(left_out, 'test', 'was', 'were')} deselected by {' and '.join(changed)} in settings"
    return MissingFact(f"{what} that are not the base's", "commit the settings first, in a change of their own", _WHY)


def _optional(run: RunSeen, case: Case) -> MissingFact | None:
    """A missing fact if plugins or conftests deselected tests that they keep when no option is given.

    Only the plugins know which options do that, so tests are collected again with the project's settings only.
    """
    left_out = [each for each in dict.fromkeys(run.deselected) if run.deselected_by.get(each) == ""]
    if not left_out or not case.args:
        return None
    alone = case.runner.run(Role.AGAIN, extra={**case.first_party, "own_settings": True})
    if not run_findings(alone):
        left_out = [each for each in left_out if each not in alone.deselected]
    if not left_out:
        return None
    many = agreed(len(left_out), "test", "was", "were")
    verb = "is" if len(left_out) == 1 else "are"
    what = f"{many} deselected by a plugin or a conftest, and {verb} not by the settings alone: {left_out[0]}"
    step = "run the gate without options of plugins that choose tests"
    return MissingFact(what, step, _WHY, rerun=OnlyGateOptions())


def _otherwise_a_test(run: RunSeen) -> MissingFact | None:
    """A missing fact if `-o` changes what counts as a test: tests left out so are not reported as deselected."""
    option = next((each for each in run.asked if each.startswith("-o ")), None)
    if option is None:
        return None
    what = f"{option} says otherwise than the settings what is a test"
    return MissingFact(what, f"run the gate without {option}", _WHY, rerun=OnlyGateOptions())


def _without(options: list[str], what: str, case: Case) -> MissingFact:
    """The missing fact; an option that the command line does not show may come from the environment."""
    typed = f"run the gate without {' and '.join(options)}"
    is_seen = any(arg.startswith(each) for each in options for arg in case.args)
    step = typed if is_seen else f"{typed}, on the command line and in PYTEST_ADDOPTS"
    return MissingFact(what, step, _WHY, rerun=OnlyGateOptions() if is_seen else None)


def _committed(base: str, case: Case) -> list[str]:
    """The test files of the base that still exist."""
    files = case.repository.files(base, case.layout.tests)
    return [path for path in files if case.layout.is_test_file(path) and case.repository.has_file(path)]


def _is_hidden(path: str, run: RunSeen) -> bool:
    """Whether a failed import keeps the file's tests out of the run; the failure is reported elsewhere."""
    return any(error.path == path or error.path.endswith("conftest.py") for error in run.collect_errors)


def _paths(run: RunSeen, case: Case) -> Iterator[str]:
    """The given paths, relative to the top; a word that names no file is taken for an option's value."""
    settings, _ = place_of_settings(run, case) or ("", None)
    for arg in (*case.args, *run.asked):
        if arg == settings:
            continue
        path = arg.partition("::")[0]
        full = os.path.normpath(os.path.join(case.directory, path))
        if not arg.startswith("-") and os.path.exists(full):  # noqa: PTH110 - strings all through
            relative = os.path.relpath(os.path.realpath(full), case.layout.top).replace(os.sep, "/")
            yield "" if relative == "." else relative
