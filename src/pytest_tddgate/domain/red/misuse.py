"""Mistakes in tests that pytest or Python names itself, before anything of the subject is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.red.judgement import Blame, Lack, Red
from pytest_tddgate.domain.verdict import Place

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import ExceptionSeen

__all__ = ["PYTEST_FAILED", "blame_misuse"]

PYTEST_FAILED = "builtins.Failed"
"""What pytest.fail raises; pytest gives it this module."""

_COLLECTION_FAULT = (
    'in "parametrize"', "uses no argument", "uses no fixture", "duplicate parametrization", "must return or yield",
)  # fmt: skip
_MISUSE = ("called directly. Fixtures are not meant", "Invalid regex pattern provided to")
_SCOPES = re.compile(
    r"ScopeMismatch: You tried to access the (?P<inner>\w+) scoped fixture (?P<name>\w+) with a (?P<outer>\w+) scoped"
)
_REQUESTED = re.compile(r"^Requested fixture:\n(?P<path>[^:\n]+):(?P<line>\d+):", re.MULTILINE)  # from the rootdir
_SAME_NAME = re.compile(r"\('[\w.]+', '(?P<path>[^']+)'")  # the file that pytest imported under this name
_TEST = "broken-test"


def blame_misuse(exception: ExceptionSeen, layout: Layout, at: Place | None) -> Blame | None:
    """The blame for an exception that names a mistake of the test, or the same mistake of the subject; else None."""
    if exception.is_a(PYTEST_FAILED):
        return _blame_failed(exception, layout, at)
    if exception.is_a("_pytest.pathlib.ImportPathMismatchError"):
        other = _SAME_NAME.match(exception.message)
        path = (layout.relative(other["path"]) or other["path"]) if other else exception.message
        step = "rename one of them, or set --import-mode=importlib in pytest's settings"
        return Blame(None, _TEST, f"has the module name of another file: {path}", at, next_step=step)
    is_relative = exception.is_a("builtins.ImportError") and exception.message.startswith("attempted relative import")
    if is_relative and _is_loaded_by_subject(exception, layout):
        return Blame(Red.RAISED, what=f"{exception.kind}: {exception.message}", at=at)
    if is_relative and at is not None and layout.side_of(at.path) is not Side.SUBJECT:
        what = f"is in no package, or not so deep in one: {exception.message}"
        return Blame(None, _TEST, what, at, next_step="import it by its whole name")
    return None


def _is_loaded_by_subject(exception: ExceptionSeen, layout: Layout) -> bool:
    """Whether a function of the subject imported, not only the modules that the test imports."""
    functions = (each.path for each in exception.frames if each.function != "<module>")
    return any(layout.side_of_frame(path) is Side.SUBJECT for path in functions)


def _blame_failed(exception: ExceptionSeen, layout: Layout, at: Place | None) -> Blame | None:
    """The blame for a failure that pytest itself raises before a test runs; None for an unmet expectation."""
    line = exception.message.partition("\n")[0]
    if scopes := _SCOPES.match(line):
        return _blame_scope(exception, scopes, layout, at)
    if any(each in exception.message for each in _MISUSE):
        return Blame(None, _TEST, f"uses pytest wrongly: {line}", at)
    if any(each in exception.message for each in _COLLECTION_FAULT):
        return Blame(None, _TEST, f"cannot be collected: {line}", at)
    if exception.message == "Unexpected success":
        step = "take @unittest.expectedFailure away"
        return Blame(None, "not-run", "is expected to fail, and passes", at, next_step=step)
    if "async def functions are not natively supported" in exception.message:
        what = "is async, and no plugin that runs async tests is installed"
        return Blame(None, "broken-environment", what, at, lacks=Lack.PACKAGE)
    return None


def _blame_scope(exception: ExceptionSeen, scopes: re.Match[str], layout: Layout, at: Place | None) -> Blame:
    """The blame for a fixture that lives shorter than the one that asks for it; the subject may be a pytest plugin."""
    line = exception.message.partition("\n")[0].partition(" Requesting ")[0]
    asked = _REQUESTED.search(exception.message)
    path = f"{layout.root}/{asked['path']}".lstrip("/") if asked else ""
    if asked and layout.side_of(path) is Side.SUBJECT:
        return Blame(Red.RAISED, what=f"{exception.kind}: {line}", at=Place(path, int(asked["line"])))
    step = (
        f"give the fixture {scopes['name']} the scope {scopes['outer']}, or the one that asks for it the scope "
        f"{scopes['inner']}"
    )
    return Blame(None, _TEST, f"uses pytest wrongly: {line}", at, next_step=step)
