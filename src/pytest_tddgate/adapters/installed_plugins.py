"""The pytest plugins that are installed beside this interpreter, without importing one of them."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Collection, Container

__all__ = ["plugin_names"]

_NEEDED = frozenset({"pytest-tddgate", "pytest-cov"})


def plugin_names(allowed: Collection[str] | None, first_party: Container[str]) -> tuple[str, ...]:
    """The names by which `-p` loads the installed plugins, in order.

    `allowed` are names of distributions, None for all of them; the gate's own and pytest-cov are always among them.
    A plugin whose module is one of `first_party` (top-level import names) is left out: it is what is judged, and not
    what judges it. Raises CannotDecide where a distribution of `allowed` is not installed.
    """
    found, missing = set(), set(allowed or ())
    for distribution in distributions():
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"] or "").lower()
        missing.discard(name)
        is_needed = name in _NEEDED
        if not is_needed and allowed is not None and name not in allowed:
            continue
        for entry in distribution.entry_points:
            if entry.group == "pytest11" and (is_needed or entry.value.partition(".")[0] not in first_party):
                found.add(entry.name)
    if missing:
        raise CannotDecide(
            f"{min(missing)} is not installed, and [tool.tddgate.audit] plugins names it",
            why="tests that need a plugin say nothing without it",
            next_step=f"pip install {' '.join(sorted(missing))}",
        )
    return tuple(sorted(found))
