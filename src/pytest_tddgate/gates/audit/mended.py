"""A change that mends the settings of its base: they can judge nothing, so it is judged without them."""

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
    """What keeps the base's settings from being read, where the range changes that file alone and mends it; else empty.

    Such a range holds nothing that settings would have to judge. With anything beside it, somebody could break the
    settings in one change and come past them with the next. What is not the fork's a merge could keep.
    """
    path = settings_path(root)
    base, fork, head = (repository.blobs(each, [path]).get(path) for each in (span.policy, span.fork, span.head))
    mistakes = mistakes_in(base, path)
    if not mistakes or fork != base or mistakes_in(head, path):
        return ""
    before, after = (repository.entries(each) for each in (span.fork, span.head))
    changed = {each for each in {*before, *after} if before.get(each) != after.get(each)}
    return mistakes if changed == {path} else ""
