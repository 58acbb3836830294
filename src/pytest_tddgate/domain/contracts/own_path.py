"""Which code on a disk is the repository's own, by its path alone: a child asks it as well as the judge."""

from __future__ import annotations

import os

__all__ = ["own_path", "relative_path"]

_ENVIRONMENTS = (".tox/", ".venv/", "venv/", ".nox/")


def own_path(path: str, top: str) -> str | None:
    """As `relative_path`, None for what is installed in an environment inside the project."""
    relative = relative_path(path, top)
    if relative is None or "site-packages" in relative or relative.startswith(_ENVIRONMENTS):
        return None
    return relative


def relative_path(path: str, top: str) -> str | None:
    """An absolute path relative to the repository's top, with `/` between its parts; None where it lies outside."""
    return path[len(top) + 1 :].replace(os.sep, "/") if path.startswith(top + os.sep) else None
