"""The settings of tools that keep a changelog, wherever they let a project put them."""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import Any

import tomli

from pytest_tddgate.adapters.project import tool_tables

__all__ = ["changelog_tables"]

_INI = ("setup.cfg", "tox.ini", "changelog.d/scriv.ini", "scriv.ini")


def changelog_tables(rootdir: str) -> dict[str, Any]:
    """The tables of towncrier and scriv, by the tools' names; a file that cannot be read has none."""
    found = {name: table for name, table in tool_tables(rootdir).items() if name in {"towncrier", "scriv"}}
    return {**_of_ini(rootdir), **_of_toml(rootdir), **found}


def _of_toml(rootdir: str) -> dict[str, Any]:
    try:
        tool = tomli.loads(Path(rootdir, "towncrier.toml").read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError):
        return {}
    return {"towncrier": tool["towncrier"]} if isinstance(tool, dict) and "towncrier" in tool else {}


def _of_ini(rootdir: str) -> dict[str, Any]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read([Path(rootdir, name) for name in _INI], encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return {}
    for section in ("scriv", "tool.scriv"):
        if parser.has_section(section):
            return {"scriv": dict(parser.items(section))}
    return {}
