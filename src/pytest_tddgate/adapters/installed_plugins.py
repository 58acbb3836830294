"""The pytest plugins that are installed beside this interpreter, without importing one of them."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["plugin_names"]

_NEEDED = frozenset({"pytest-tddgate", "pytest-cov"})


def plugin_names(allowed: Container[str] | None, first_party: Container[str]) -> tuple[str, ...]:
    """The names by which `-p` loads the installed plugins, in order.

    `allowed` are names of distributions, None for all of them; the gate's own and pytest-cov are always among them.
    A plugin whose module is one of `first_party` (top-level import names) is left out: it is what is judged, and not
    what judges it.
    """
    found = set()
    for distribution in distributions():
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"] or "").lower()
        is_needed = name in _NEEDED
        if not is_needed and allowed is not None and name not in allowed:
            continue
        for entry in distribution.entry_points:
            if entry.group == "pytest11" and (is_needed or entry.value.partition(".")[0] not in first_party):
                found.add(entry.name)
    return tuple(sorted(found))
