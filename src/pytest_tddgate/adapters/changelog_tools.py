"""The settings of changelog tools, from every file in which a project can put them."""

from __future__ import annotations

import configparser
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[str], bytes | None]

__all__ = ["changelog_tables"]

_INI = ("setup.cfg", "tox.ini", "changelog.d/scriv.ini", "scriv.ini")


def changelog_tables(read: Read) -> dict[str, Any]:
    """The settings tables of towncrier and scriv, by tool name; a file that cannot be read counts as empty.

    `read` gives the bytes of a file by its path from pytest's rootdir, or None if there is no such file.
    """
    found = {name: table for name, table in _tools_in(read("pyproject.toml")).items() if name in {"towncrier", "scriv"}}
    own = _tools_in(read("towncrier.toml"))
    return {**_of_ini(read), **{name: table for name, table in own.items() if name == "towncrier"}, **found}


def _tools_in(data: bytes | None) -> dict[str, Any]:
    try:
        tool = tomli.loads((data or b"").decode("utf-8")).get("tool", {})
    except ValueError:
        return {}
    return tool if isinstance(tool, dict) else {}


def _of_ini(read: Read) -> dict[str, Any]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        for name in _INI:
            parser.read_string((read(name) or b"").decode("utf-8"), name)
    except (configparser.Error, UnicodeDecodeError):
        return {}
    for section in ("scriv", "tool.scriv"):
        if parser.has_section(section):
            return {"scriv": dict(parser.items(section))}
    return {}
