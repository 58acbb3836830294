"""The pytest plugins that are installed beside this interpreter, without importing one of them."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Collection, Container

__all__ = ["module_of_plugin", "plugin_command", "plugin_names"]

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


def module_of_plugin(name: str) -> str | None:
    """The module of the pytest plugin with this name, None where none is installed."""
    return next((each.module for each in entry_points(group="pytest11", name=name)), None)


def plugin_command(name: str) -> tuple[str, ...]:
    """The command line of a process in which this plugin verifies: isolated from the project, with what is installed.

    It runs the same copy of this package as the judge, wherever another one may be installed.
    """
    ours = str(Path(__file__).parents[2])
    installed = [entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    program = (
        f"import sys; sys.path += [each for each in {installed!r} if each not in sys.path]; "
        f"sys.path.insert(0, {ours!r}); import pytest_tddgate; del sys.path[0]; "
        "from pytest_tddgate.plugin import HookSpecs; from pytest_tddgate.session.verifier_host import main; "
        "sys.exit(main(sys.argv[1], HookSpecs))"
    )
    return (sys.executable, "-I", "-X", "utf8", "-c", program, name)
