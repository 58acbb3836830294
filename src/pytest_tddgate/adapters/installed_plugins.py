"""The pytest plugins that are installed beside this interpreter, without importing one of them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import distributions, entry_points
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.isolated import isolated_command
from pytest_tddgate.adapters.lock_files import normalized
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Collection, Container

__all__ = ["Plugins", "module_of_plugin", "plugin_command", "plugins_for"]

_NEEDED = frozenset({"pytest-tddgate", "pytest-cov"})


@dataclass(frozen=True, slots=True)
class Plugins:
    """The names by which `-p` loads plugins, in order, and the distributions of those that are left out."""

    names: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def plugins_for(
    named: Collection[str] | None,
    locked: Collection[str] | None,
    first_party: Container[str],
    needed: Collection[str] = (),
) -> Plugins:
    """The installed plugins that a run loads.

    `named` are the distributions that the settings name, `locked` those of the lock file, which count where the
    settings name none; None: there are no such. The gate's own, pytest-cov and `needed` are always among them. A plugin
    whose module is one of `first_party` (top-level import names) is left out: it is what is judged, and not what judges
    it. Raises CannotDecide where a distribution of `named` is not installed.
    """
    allowed = named if named is not None else locked
    found, left_out, missing = set(), set(), set(named or ())
    for distribution in distributions():
        name = normalized(distribution.metadata["Name"] or "")
        missing.discard(name)
        is_needed = name in _NEEDED or name in needed
        for entry in distribution.entry_points:
            if entry.group != "pytest11" or (not is_needed and entry.value.partition(".")[0] in first_party):
                continue
            if is_needed or allowed is None or name in allowed:
                found.add(entry.name)
            else:
                left_out.add(name)
    if missing:
        raise CannotDecide(
            f"{min(missing)} is not installed, and [tool.tddgate.audit] plugins names it",
            why="tests that need a plugin say nothing without it",
            next_step=f"pip install {' '.join(sorted(missing))}",
        )
    return Plugins(tuple(sorted(found)), tuple(sorted(left_out)))


def module_of_plugin(name: str) -> str | None:
    """The module of the pytest plugin with this name, None where none is installed."""
    return next((each.module for each in entry_points(group="pytest11", name=name)), None)


def plugin_command(name: str) -> tuple[str, ...]:
    """The command line of a process in which this plugin is asked, isolated from the project."""
    program = (
        "from pytest_tddgate.plugin import HookSpecs; from pytest_tddgate.session.plug_in_host import main; "
        "sys.exit(main(sys.argv[1], HookSpecs))"
    )
    return tuple(isolated_command(program, name))
