"""Whether the run was asked to leave out tests that were there before: a gate cannot vouch for what did not run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.reports.remarks import agreed
from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["missing_tests"]

_PATTERNS = ("-k", "-m")
_LEAVING_OUT = ("--collect-only", "--co", "--deselect", "--ignore", "--ignore-glob")
_READ = "see above what pytest says of them"


def missing_tests(run: RunSeen, base: str, case: Case, *, is_partial: bool = False) -> tuple[MissingFact, ...]:
    """A missing fact when the command line kept committed tests out of the run by `-k`, `-m` or by its paths.

    `is_partial`: the gate itself chose the files, and paths say nothing. `--deselect` and `--ignore` name what they
    leave out, and count as declared.
    """
    why = "nobody can tell whether the existing tests that did not run still pass"
    if _has_pattern(case.args) and run.deselected:
        what = f"{agreed(len(run.deselected), 'test', 'was', 'were')} deselected by -k or -m"
        return (MissingFact(what, "run the gate without -k and -m", why),)
    if is_partial:
        return ()
    root = f"{case.layout.root}/" if case.layout.root else ""
    committed = [path for path in _committed(base, case) if not _is_hidden(path, run)]
    seen = {root + each.node_id.partition("::")[0] for each in run.tests}
    paths = list(_paths(case))
    if committed and not seen & set(committed):
        given = [each for each in _LEAVING_OUT if any(arg.partition("=")[0] == each for arg in case.args)]
        without = f"run the gate without {'paths' if paths else ' and '.join(given)}"
        return (MissingFact("no committed test ran", without if paths or given else _READ, why),)
    left_out = [
        path for path in committed if paths and path not in seen and not any(is_below(path, each) for each in paths)
    ]
    if not left_out:
        return ()
    files = f"{len(left_out)} committed test files are" if len(left_out) > 1 else "1 committed test file is"
    what = f"{files} not below the paths that were given: {left_out[0]}"
    return (MissingFact(what, "run the gate without paths", why),)


def _committed(base: str, case: Case) -> list[str]:
    """The test files of the base that are still there."""
    files = case.repository.files(base, case.layout.tests)
    return [path for path in files if case.layout.is_test_file(path) and _is_file(case.layout.top, path)]


def _is_file(top: str, path: str) -> bool:
    """Whether there is a regular file; to read each one only for that takes a while."""
    full = os.path.join(top, path)
    return os.path.isfile(full) and not os.path.islink(full)  # noqa: PTH113, PTH114 - ditto


def _is_hidden(path: str, run: RunSeen) -> bool:
    """Whether an import that fails keeps the file's tests out of the run: they have its blame."""
    return any(error.path == path or error.path.endswith("conftest.py") for error in run.collect_errors)


def _has_pattern(args: tuple[str, ...]) -> bool:
    return any(arg in _PATTERNS or (arg.startswith(_PATTERNS) and not arg.startswith("--")) for arg in args)


def _paths(case: Case) -> Iterator[str]:
    """The paths on the command line, relative to the top; what follows an option and is no file is its value."""
    for arg in case.args:
        path = arg.partition("::")[0]
        full = os.path.normpath(os.path.join(case.directory, path))
        if not arg.startswith("-") and os.path.exists(full):  # noqa: PTH110 - ditto
            relative = os.path.relpath(os.path.realpath(full), case.layout.top).replace(os.sep, "/")
            yield "" if relative == "." else relative
