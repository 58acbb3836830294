"""Mistakes in settings: paths that lead out of the repository, and how mistakes are told."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_tddgate.domain.configuration.settings import Settings

__all__ = ["paths_that_lead_out", "told"]


def paths_that_lead_out(settings: Settings, folder: str) -> Iterator[str]:
    """A mistake for each path that leads out of the repository; `folder` is that of the settings, from its top."""
    paths = {
        "docs.changelog": (settings.docs.changelog,),
        "docs.pages": settings.docs.pages,
        "review.workspace": settings.review.workspace,
    }
    for key, path in ((key, path) for key, each in paths.items() for path in each):
        if posixpath.normpath(posixpath.join(folder, path)).startswith(("..", "/")):
            yield f"{key} = {path!r}: it leads out of the repository"


def told(mistakes: Sequence[str], path: str) -> str:
    """What is said of the mistakes in the file at this path: the one, or how many and each on a line of its own."""
    listed = mistakes[0] if len(mistakes) == 1 else "\n  ".join([f"{len(mistakes)} mistakes", *mistakes])
    return f"{path}, [tool.tddgate]: {listed}"
