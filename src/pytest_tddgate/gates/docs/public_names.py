"""The public names of the subject, in given versions of its files."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.docs.public_api import ELSEWHERE
from pytest_tddgate.domain.python.exposures import exposed, private_but
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pytest_tddgate.domain.docs.public_api import PublicObject
    from pytest_tddgate.gates.case import Case

__all__ = ["check_patterns", "module_of", "packages_of", "public_names", "public_names_at"]

_PACKAGE = "__init__.py"


def public_names(
    files: Mapping[str, bytes],
    packages: Mapping[str, bytes],
    case: Case,
    used: Collection[str] = (),
) -> tuple[PublicObject, ...]:
    """The public names of those of the files (path -> bytes) that are modules of the subject.

    `packages` are the `__init__.py` files of the same version: what they export from private modules is public too.
    `used` are dotted names that are public although `__all__` leaves them out.
    """
    modules = {path: module for path in files if path.endswith(".py") and (module := module_of(path, case))}
    is_private = private_but(case.settings.docs.public)
    given = {
        **{each: each for each in used},
        **exposed({module_of(path, case): data for path, data in packages.items()}, is_private),
    }
    found = [
        each
        for path, module in modules.items()
        for each in public_objects(module, path, files[path], given, is_private)
    ]
    at_home = {each.name for each in found if each.kind != ELSEWHERE}
    return tuple(each for each in found if each.kind != ELSEWHERE or each.name not in at_home)


def packages_of(paths: Iterable[str], case: Case) -> tuple[str, ...]:
    """Paths of `__init__.py`, existing or not, in the folders above the private modules among these paths."""
    is_private = private_but(case.settings.docs.public)
    modules = (path for path in paths if path.endswith(".py") and is_private(module_of(path, case)))
    folders = {str(folder) for path in modules for folder in PurePosixPath(path).parents}
    return tuple(sorted(path for each in folders if module_of(path := f"{each}/{_PACKAGE}", case)))


def check_patterns(base: str, changed: Iterable[str], case: Case) -> None:
    """Raise CannotDecide if a pattern for public modules matches no module of the project, now or at the base."""
    patterns = case.settings.docs.public
    if not patterns:
        return
    paths = {*changed, *case.repository.files(base, case.layout.packages)}
    modules = {module for path in paths if path.endswith(".py") and (module := module_of(path, case))}
    loose = [each for each in patterns if not any(fnmatchcase(module, each) for module in modules)]
    if loose:
        raise CannotDecide(
            f"docs.public names no module of this project by {loose[0]}",
            why="every name would be private, and nothing would have to be documented",
            next_step='name modules as an import does in [tool.tddgate.docs], such as public = ["shop", "shop.api.*"]',
        )


def module_of(path: str, case: Case) -> str:
    """The dotted name of the subject's module at a path; empty if it is not one."""
    layout = case.layout
    if layout.is_test_side(path) or not any(is_below(path, package) for package in layout.packages):
        return ""
    for root in sorted(layout.source, key=len, reverse=True):
        if not root or root == "." or path.startswith(f"{root}/"):
            inside = path.removeprefix(f"{root}/") if root not in {"", "."} else path
            return inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return ""


def public_names_at(base: str, case: Case) -> tuple[PublicObject, ...]:
    """The public names of the whole subject at the base, which the change cannot influence."""
    paths = [path for path in case.repository.files(base, case.layout.packages) if path.endswith(".py")]
    blobs = case.repository.blobs(base, paths)
    packages = {path: data for path, data in blobs.items() if path.rpartition("/")[2] == _PACKAGE}
    return public_names(blobs, packages, case)
