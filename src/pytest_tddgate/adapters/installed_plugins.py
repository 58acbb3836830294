"""The pytest plugins that are installed for this interpreter, found without importing them."""

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
    """A distribution's normalised name, and its pytest plugins as (name, top-level module)."""

    name: str
    plugins: tuple[tuple[str, str], ...] = ()


def installed() -> tuple[Installed, ...]:
    """Every distribution that is installed for this interpreter; slow, because all metadata is read."""
    return tuple(Installed(normalized(each.metadata["Name"] or ""), _plugins_of(each)) for each in distributions())


def _plugins_of(distribution: Distribution) -> tuple[tuple[str, str], ...]:
    entries = (entry for entry in distribution.entry_points if entry.group == "pytest11")
    return tuple((entry.name, entry.value.partition(":")[0].partition(".")[0]) for entry in entries)


class _Text(Distribution):
    """A distribution of which only the entry points are known."""

    def __init__(self, entries: str) -> None:
        self._entries = entries

    def read_text(self, filename: str) -> str | None:
        return self._entries if filename == "entry_points.txt" else None

    def locate_file(self, path: str | PathLike[str]) -> Path:
        return Path(path)


def plugins_in(entries: bytes) -> tuple[tuple[str, str], ...]:
    """Name and `module:attribute` of each pytest plugin in an `entry_points.txt`, parsed as Python does it."""
    found = _Text(entries.decode("utf-8", "replace")).entry_points
    return tuple((entry.name, entry.value) for entry in found if entry.group == "pytest11")


@dataclass(frozen=True, slots=True)
class Plugins:
    """The names to load with `-p`, in order, and the distributions whose plugins are left out."""

    names: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def plugins_for(
    among: Iterable[Installed],
    named: Collection[str] | None,
    locked: Collection[str] | None,
    first_party: Container[str],
    needed: Collection[str] = (),
) -> Plugins:
    """The plugins that a run loads, out of those that are installed.

    `among` comes from `installed`; `named` are the distributions in the settings, and `locked` those in the lock file,
    used if `named` is None; if both are None, every plugin is loaded. The gate's own plugin, pytest-cov and `needed`
    are always loaded. A plugin whose module is in `first_party` (top-level import names) is left out: it is judged, and
    must not judge. Raises CannotDecide if a distribution of `named` is not installed.
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
    """The module of the installed pytest plugin with this name; None if there is none."""
    return next((each.module for each in entry_points(group="pytest11", name=name)), None)


def plugin_command(name: str) -> tuple[str, ...]:
    """The command line of a process, isolated from the project, that hosts this plugin."""
    program = (
        "from pytest_tddgate.plugin import HookSpecs; from pytest_tddgate.session.child.plug_in_host import main; "
        "sys.exit(main(sys.argv[1], HookSpecs))"
    )
    return tuple(isolated_command(program, name))
