"""Metadata of a distribution beside the code, from which pytest loads plugins by itself."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.case import Case

__all__ = ["ADVICE", "plugin_metadata"]

ADVICE = "remove {path}; a plugin of the project's own is declared in pyproject.toml, and lies in its code"
_METADATA = (".dist-info", ".egg-info")
_ENTRIES = "entry_points.txt"
_DECLARING = ("pyproject.toml", "setup.cfg", "setup.py", _ENTRIES)
"""Files from which a build makes such metadata."""


def plugin_metadata(commit: str, case: Case) -> Iterator[tuple[str, str]]:
    """Path of each metadata folder that brings a plugin and is new or changed since the lock commit; and what it does.

    Only folders in which Python looks for metadata at its start are searched: the source roots and pytest's rootdir.
    What an editable install of the project writes there is allowed, since it names what the project itself declares.
    """
    for folder in sorted({*case.layout.source, case.layout.root}):
        for name in case.repository.listing(folder):
            path = f"{folder}/{name}" if folder else name
            if name.lower().endswith(_METADATA) and (what := _what_it_does(path, commit, case)):
                yield path, what


def _what_it_does(path: str, commit: str, case: Case) -> str:
    entries = f"{path}/{_ENTRIES}"
    if case.repository.is_link(path) or case.repository.is_link(entries):
        return "is a link to metadata"
    now = case.repository.read(entries)
    if now is None or now == case.repository.blobs(commit, [entries]).get(entries):
        return ""
    from pytest_tddgate.adapters.installed_plugins import plugins_in  # noqa: PLC0415 - few projects have such metadata

    foreign = ((name, value) for name, value in plugins_in(now) if not _is_own(name, value, commit, case))
    return next((f"makes {value} a plugin of pytest, by the name {name}" for name, value in foreign), "")


def _is_own(name: str, value: str, commit: str, case: Case) -> bool:
    """Whether the project declares this plugin (name, and `module:attribute`), has its code, and the name is free."""
    if any(plugin == name and not case.layout.is_first_party(module) for plugin, module in _known()):
        return False
    paths = [case.layout.from_root(each) for each in _DECLARING]
    if any(_declares(data, value) for data in case.repository.blobs(commit, paths).values()):
        return True
    declared = any(_declares(case.bytes_of(path), value) for path in paths)
    return declared and _is_of_subject(value.partition(":")[0].strip(), case)


def _declares(data: bytes, value: str) -> bool:
    return b"pytest11" in data and value.encode() in data


def _is_of_subject(module: str, case: Case) -> bool:
    """Whether the gates judge this dotted module as product code."""
    package = case.layout.present_package(module.partition(".")[0])
    if not package:
        return False
    place = (PurePosixPath(package).parent / module.replace(".", "/")).as_posix()
    files = [path for path in (f"{place}.py", f"{place}/__init__.py") if case.repository.has_file(path)]
    return bool(files) and all(case.layout.side_of(path) is Side.SUBJECT for path in files)


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """Name and top-level module of each installed plugin; cached, since finding them takes a while."""
    from pytest_tddgate.adapters.installed_plugins import installed  # noqa: PLC0415 - ditto

    return tuple(plugin for each in installed() for plugin in each.plugins)
