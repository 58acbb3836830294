"""Modules of the project that a build generates and git ignores, such as its version, so that no commit has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import first_few

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import CollectError

__all__ = ["NAMED", "own_name_in", "setup_step"]

NAMED = 5
"""Modules and files that are named of several."""


def own_name_in(error: CollectError, layout: Layout) -> str:
    """The dotted name that a file could not import, if it is the project's own; empty otherwise."""
    cause = error.cause
    if cause is None or not cause.subject or not cause.is_a("builtins.ImportError"):
        return ""
    is_module = cause.is_a("builtins.ModuleNotFoundError")
    name = cause.subject if is_module or not cause.owner else f"{cause.owner}.{cause.subject}"
    return name if name.partition(".")[0] in layout.names else ""


def setup_step(names: Sequence[str], setup: str) -> str:
    """The next step that gives an audit these modules; `setup` is the base's build command, empty without one."""
    it = first_few(names, NAMED)
    if setup:
        return f"make {it}, which no commit holds, in [tool.tddgate.audit] setup of the base: {setup}"
    return f"name the command that makes {it}, which no commit holds: [tool.tddgate.audit] setup on the base"
