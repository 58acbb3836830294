"""The files that configure linters and type checkers, and the linters' part of files shared with other tools."""

from __future__ import annotations

from configparser import ConfigParser
from configparser import Error as IniError

import tomli

__all__ = ["linter_settings_in", "steers_linters"]

_OWN = frozenset({"ruff.toml", ".ruff.toml", "mypy.ini", ".mypy.ini", "pyrightconfig.json", "ty.toml", "pyrefly.toml"})
_TABLES = ("ruff", "mypy", "pyright", "basedpyright", "ty", "pyrefly")
_SECTIONS = "mypy"  # prefix in `setup.cfg`: `[mypy]`, `[mypy-shop.*]`
_SHARED = frozenset({"pyproject.toml", "setup.cfg"})
_IGNORED = frozenset({".gitignore", ".ignore"})
"""Ruff skips the files that these name when it searches for files."""


def steers_linters(path: str) -> bool:
    """Whether a file at this path, relative to the top, can change what a linter or a type checker reports."""
    return path.rpartition("/")[2] in _OWN | _SHARED | _IGNORED


def linter_settings_in(path: str, data: bytes | None) -> object:
    """The linter settings in a file's bytes (None: no such file), as a value that is only good for comparison.

    The bytes themselves if they cannot be parsed.
    """
    name = path.rpartition("/")[2]
    if name in _OWN:
        return data
    if name not in _SHARED:
        return None
    text = (data or b"").decode("utf-8", "replace")
    try:
        return _tables_in(text) if name == "pyproject.toml" else _sections_in(text)
    except (tomli.TOMLDecodeError, IniError):
        return data


def _tables_in(text: str) -> dict[str, object]:
    tool = tomli.loads(text).get("tool", {})
    return {name: tool[name] for name in _TABLES if name in tool} if isinstance(tool, dict) else {}


def _sections_in(text: str) -> dict[str, object]:
    parser = ConfigParser(interpolation=None)
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections() if name.startswith(_SECTIONS)}
