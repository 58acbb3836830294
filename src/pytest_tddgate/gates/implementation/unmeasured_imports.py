"""Import paths that the product extends to unmeasured code: to archives, and to folders beside the packages."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side, is_below
from pytest_tddgate.domain.python.import_paths import Addition, Kind, additions_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import Implementation

__all__ = ["unmeasured_imports"]

_ARCHIVES = (".zip", ".egg", ".whl", ".pyz")
_MAGIC = b"PK\x03\x04"
"""How a zip file begins, whatever its name; Python imports from no other kind of archive."""


def unmeasured_imports(
    implementation: Implementation, reported: Container[str], case: Case
) -> Iterator[tuple[str, int, str]]:
    """Path, line and words for each addition to an import path that leads to unmeasured code.

    Either the line or the code that it leads to has changed. Files in `reported` have findings already.
    """
    changed = case.repository.changed_since(implementation.base)
    loose = tuple(path for path in changed if path not in reported and _is_loose(path, case))
    files = {*case.repository.files(implementation.base), *changed}
    paths = {*implementation.changed, *(path for path in files if loose and _is_product(path, case))}
    added = [(path, each) for path in sorted(paths) for each in additions_in(case.bytes_of(path), path)]
    known = {path for path in files if case.repository.has_file(path) or case.repository.is_link(path)} if added else ()
    for path, each in added:
        is_new = each.line in implementation.changed.get(path, ())
        what = _archive_of(each, known, loose, case, is_new=is_new) or _folder_of(
            each, path, loose, case, is_new=is_new
        )
        if what:
            yield path, each.line, f"imports from {what}"


def _is_loose(path: str, case: Case) -> bool:
    """Whether a file can hold code that is neither measured product code nor a test."""
    if case.layout.side_of(path) is Side.TEST:
        return False
    if path.endswith(".py"):
        return case.layout.side_of(path) is Side.OTHER
    return case.layout.is_startup(path) or _is_archive(path, case)


def _is_archive(path: str, case: Case) -> bool:
    return path.lower().endswith(_ARCHIVES) or case.bytes_of(path).startswith(_MAGIC)


def _is_product(path: str, case: Case) -> bool:
    return path.endswith(".py") and case.layout.side_of(path) is Side.SUBJECT


def _archive_of(addition: Addition, known: Container[str], loose: Iterable[str], case: Case, *, is_new: bool) -> str:
    """The words for an added archive; if its path cannot be read, for a changed archive that it may lead to."""
    files = [path for path in loose if not path.endswith((".py", ".pth"))]
    if addition.target is None:
        is_meant = addition.is_own and addition.kind is not Kind.SEARCH
        below = [each for each in files if is_meant and is_below(each, addition.beginning)]
        found = [each for each in below if any(is_below(each, package) for package in case.layout.packages)]
    else:
        steps = [addition.target, *map(str, PurePosixPath(addition.target).parents)]
        found = [each for each in steps if each in known and not each.endswith(".py") and (is_new or each in files)]
    return f"{found[0]}, an archive, and no part of what is measured" if found else ""


def _folder_of(addition: Addition, path: str, loose: Iterable[str], case: Case, *, is_new: bool) -> str:
    """The words for an added folder that holds changed, unmeasured code."""
    if addition.kind is Kind.SEARCH:
        inside = f"/{_package_of(path, case)}/"
        found = [each for each in loose if each.endswith(".py") and inside in f"/{each}"]
        folder = f"/{found[0]}".partition(inside)[0].strip("/") if found else ""
    else:
        folder = "" if addition.target in {None, "."} else str(addition.target)
        endings = (".py", ".pth") if addition.kind is Kind.SITE else (".py",)
        found = [each for each in loose if each.endswith(endings) and is_below(each, folder)]
        holds_product = any(is_below(package, folder) for package in case.layout.packages)
        if addition.target is None or (addition.kind is not Kind.PACKAGE and (holds_product or not is_new)):
            return ""
    return f"{folder or '.'}, where {found[0]} is no part of what is measured" if found else ""


def _package_of(path: str, case: Case) -> str:
    """The folder of a file's package, relative to the source folder that it is imported from."""
    folder = str(PurePosixPath(path).parent)
    roots = sorted((each for each in case.layout.source if is_below(folder, each)), key=len)
    return folder.removeprefix(roots[-1]).strip("/") if roots else folder
