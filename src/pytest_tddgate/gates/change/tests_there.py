"""Whether the tests lie where the settings say."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["absent_tests"]


def absent_tests(case: Case) -> tuple[str, ...]:
    """A note for each path in the setting `tests` that is not there; it may come later, so it is no mistake."""
    return tuple(
        f"[tool.tddgate] tests names {path!r}, and there is no such file or folder"
        for path in case.settings.tests
        if not _is_there(posixpath.normpath(posixpath.join(case.layout.root, path)), case)
    )


def _is_there(path: str, case: Case) -> bool:
    """Whether there is a file at the path, or something in a folder."""
    return case.repository.has_file(path) or bool(case.repository.listing("" if path == "." else path))
