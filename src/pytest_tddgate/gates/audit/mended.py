"""A change that fixes the unreadable settings of its base: it is judged without settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.adapters.project import mistakes_in

if TYPE_CHECKING:
    from pytest_tddgate.gates.audit.range import Range
    from pytest_tddgate.ports import Repository

__all__ = ["mended_settings", "settings_path"]


def settings_path(root: str) -> str:
    """The path of the settings of the project in `root`, both relative to the repository."""
    return f"{root}/pyproject.toml" if root else "pyproject.toml"


def mended_settings(span: Range, root: str, repository: Repository) -> str:
    """Why the base's settings cannot be read, if the range changes that file only and fixes it; else empty.

    Such a range holds nothing that settings would judge. If it could hold anything else, somebody could break the
    settings in one change and evade them with the next. The fork must have the base's file, because a merge could
    keep the base's version otherwise.
    """
    path = settings_path(root)
    base, fork, head = (repository.blobs(each, [path]).get(path) for each in (span.policy, span.fork, span.head))
    mistakes = mistakes_in(base, path)
    if not mistakes or fork != base or mistakes_in(head, path):
        return ""
    before, after = (repository.entries(each) for each in (span.fork, span.head))
    changed = {each for each in {*before, *after} if before.get(each) != after.get(each)}
    return mistakes if changed == {path} else ""
