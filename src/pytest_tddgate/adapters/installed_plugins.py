"""The pytest plugins that are installed beside this interpreter, without importing one of them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import Distribution, distributions, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.isolated import isolated_command
from pytest_tddgate.adapters.lock_files import normalized
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable
    from os import PathLike

__all__ = ["Installed", "Plugins", "installed", "module_of_plugin", "plugin_command", "plugins_for", "plugins_in"]

_NEEDED = frozenset({"pytest-tddgate", "pytest-cov"})


@dataclass(frozen=True, slots=True)
class Installed:
    """The normalised name of a distribution, and its plugins: the name of each, and the top-level module it is in."""

    name: str
    plugins: tuple[tuple[str, str], ...] = ()


def installed() -> tuple[Installed, ...]:
    """Every distribution beside this interpreter: to read all of their metadata takes a while."""
    return tuple(Installed(normalized(each.metadata["Name"] or ""), _plugins_of(each)) for each in distributions())


def _plugins_of(distribution: Distribution) -> tuple[tuple[str, str], ...]:
    entries = (entry for entry in distribution.entry_points if entry.group == "pytest11")
    return tuple((entry.name, entry.value.partition(":")[0].partition(".")[0]) for entry in entries)


class _Text(Distribution):
    """A distribution of which nothing is known but its entry points."""

    def __init__(self, entries: str) -> None:
        self._entries = entries

    def read_text(self, filename: str) -> str | None:
        return self._entries if filename == "entry_points.txt" else None

    def locate_file(self, path: str | PathLike[str]) -> Path:
        return Path(path)


def plugins_in(entries: bytes) -> tuple[tuple[str, str], ...]:
    """Name and `module:attribute` of each plugin of pytest in an `entry_points.txt`, read as Python reads it."""
    found = _Text(entries.decode("utf-8", "replace")).entry_points
    return tuple((entry.name, entry.value) for entry in found if entry.group == "pytest11")


@dataclass(frozen=True, slots=True)
class Plugins:
    """The names by which `-p` loads plugins, in order, and the distributions of those that are left out."""

    names: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def plugins_for(
    among: Iterable[Installed],
    named: Collection[str] | None,
    locked: Collection[str] | None,
    first_party: Container[str],
    needed: Collection[str] = (),
) -> Plugins:
    """The plugins that a run loads, of those that are installed.

    `among` is what `installed` says, `named` are the distributions that the settings name, `locked` those of the lock
    file, which count where the settings name none; None: there are no such. The gate's own, pytest-cov and `needed` are
    always among them. A plugin whose module is one of `first_party` (top-level import names) is left out: it is what is
    judged, and not what judges it. Raises CannotDecide where a distribution of `named` is not installed.
    """
    allowed = named if named is not None else locked
    found, left_out, missing = set(), set(), set(named or ())
    for each in among:
        missing.discard(each.name)
        is_needed = each.name in _NEEDED or each.name in needed
        for plugin, module in each.plugins:
            if not is_needed and module in first_party:
                continue
            if is_needed or allowed is None or each.name in allowed:
                found.add(plugin)
            else:
                left_out.add(each.name)
    if missing:
        raise CannotDecide(
            f"{min(missing)} is not installed, and [tool.tddgate.audit] plugins names it",
            why="tests that need a plugin show nothing without it",
            next_step=f"pip install {' '.join(sorted(missing))}",
        )
    return Plugins(tuple(sorted(found)), tuple(sorted(left_out)))


def module_of_plugin(name: str) -> str | None:
    """The module of the pytest plugin with this name, None where none is installed."""
    return next((each.module for each in entry_points(group="pytest11", name=name)), None)


def plugin_command(name: str) -> tuple[str, ...]:
    """The command line of a process in which this plugin is asked, isolated from the project."""
    program = (
        "from pytest_tddgate.plugin import HookSpecs; from pytest_tddgate.session.child.plug_in_host import main; "
        "sys.exit(main(sys.argv[1], HookSpecs))"
    )
    return tuple(isolated_command(program, name))
