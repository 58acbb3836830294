"""Which code on disk is the repository's own, judged by its path alone; used by the judge and by child processes."""

from __future__ import annotations

import os

__all__ = ["own_path", "relative_path"]

_ENVIRONMENTS = (".tox/", ".venv/", "venv/", ".nox/")


def own_path(path: str, top: str) -> str | None:
    """Like `relative_path`, but None also for packages installed in an environment inside the project."""
    relative = relative_path(path, top)
    if relative is None or "site-packages" in relative or relative.startswith(_ENVIRONMENTS):
        return None
    return relative


def relative_path(path: str, top: str) -> str | None:
    """An absolute path made relative to the repository's top, with `/`; None if it lies outside."""
    return path[len(top) + 1 :].replace(os.sep, "/") if path.startswith(top + os.sep) else None
