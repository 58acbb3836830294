"""The distributions that a project has locked, read from the lock files of the common installers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["LOCK_FILES", "locked_names", "normalized"]

_TOML_TABLES = {"uv.lock": "package", "poetry.lock": "package", "pdm.lock": "package", "pylock.toml": "packages"}
"""TOML file -> its array of tables, each with a `name`."""
_JSON_TABLES = {"Pipfile.lock": ("default", "develop")}
"""JSON file -> its tables from name to version."""
LOCK_FILES = (*_TOML_TABLES, *_JSON_TABLES)


def locked_names(files: Mapping[str, bytes]) -> frozenset[str] | None:
    """The normalised names in the lock files among `files` (base name -> bytes); None if none are found."""
    found: set[str] = set()
    for name, data in files.items():
        try:
            found |= {normalized(each) for each in _names_in(name, data.decode("utf-8", "replace"))}
        except (tomli.TOMLDecodeError, ValueError, AttributeError, KeyError, TypeError):
            continue
    return frozenset(found) or None


def normalized(name: str) -> str:
    """A distribution's name as the package index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _names_in(name: str, text: str) -> Iterator[str]:
    if name in _TOML_TABLES:
        tables: list[dict[str, Any]] = tomli.loads(text).get(_TOML_TABLES[name], [])
        yield from (each["name"] for each in tables)
    elif name in _JSON_TABLES:
        raw = json.loads(text)
        yield from (each for section in _JSON_TABLES[name] for each in raw.get(section, {}))
