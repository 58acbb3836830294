"""Whether the tests lie where the settings say."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["absent_tests"]


def absent_tests(case: Case) -> tuple[str, ...]:
    """A note for each path in the setting `tests` that does not exist; not an error, since it may be added later."""
    return tuple(
        f"[tool.tddgate] tests names {path!r}, and there is no such file or folder"
        for path in case.settings.tests
        if not _is_there(posixpath.normpath(posixpath.join(case.layout.root, path)), case)
    )


def _is_there(path: str, case: Case) -> bool:
    """Whether the path is a file, or a folder that is not empty."""
    return case.repository.has_file(path) or bool(case.repository.listing("" if path == "." else path))
