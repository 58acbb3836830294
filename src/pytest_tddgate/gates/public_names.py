"""The public names of the subject, in files as they are or were, and the habits of their docstrings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docstring_habits import habits_of
from pytest_tddgate.domain.layout import is_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.docstring_habits import Habit, Part
    from pytest_tddgate.domain.public_api import PublicObject
    from pytest_tddgate.gates.case import Case

__all__ = ["habits_at", "module_of", "public_names"]


def public_names(files: Mapping[str, bytes], case: Case) -> tuple[PublicObject, ...]:
    """The public names of those of the files (path -> bytes) that are modules of the subject."""
    named = ((path, data, module_of(path, case)) for path, data in files.items() if path.endswith(".py"))
    return tuple(each for path, data, module in named if module for each in public_objects(module, path, data))


def module_of(path: str, case: Case) -> str:
    """The dotted name of the subject's module at a path, empty for what is none."""
    layout = case.layout
    if layout.is_test_side(path) or not any(is_below(path, package) for package in layout.packages):
        return ""
    for root in sorted(layout.source, key=len, reverse=True):
        if not root or root == "." or path.startswith(f"{root}/"):
            inside = path.removeprefix(f"{root}/") if root not in {"", "."} else path
            return inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return ""


def habits_at(base: str, case: Case) -> Mapping[Part, Habit]:
    """What the docstrings of all public functions said at the base: the change has no say in it."""
    paths = [path for path in case.repository.files(base, case.layout.packages) if path.endswith(".py")]
    return habits_of(public_names(case.repository.blobs(base, paths), case))
