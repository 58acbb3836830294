"""Mistakes in settings: finds paths that lead out of the repository, and words the message."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_tddgate.domain.configuration.settings import Settings

__all__ = ["mistakes_message", "paths_that_lead_out"]


def paths_that_lead_out(settings: Settings, folder: str) -> Iterator[str]:
    """A mistake for each path that leads out of the repository; `folder` is the settings', relative to the top."""
    paths = {
        "source": settings.source,
        "tests": settings.tests,
        "docs.changelog": (settings.docs.changelog,),
        "docs.pages": settings.docs.pages,
        "review.workspace": settings.review.workspace,
    }
    for key, path in ((key, path) for key, each in paths.items() for path in each):
        if posixpath.normpath(posixpath.join(folder, path)).startswith(("..", "/")):
            yield f"{key} = {path!r}: it leads out of the repository"


def mistakes_message(mistakes: Sequence[str], path: str) -> str:
    """The message about the mistakes in the file at this path: the only one, or their number and one per line."""
    listed = mistakes[0] if len(mistakes) == 1 else "\n  ".join([f"{len(mistakes)} mistakes", *mistakes])
    return f"{path}, [tool.tddgate]: {listed}"
