"""Which files steer linters and type checkers, and what of a file that several tools share is theirs."""

from __future__ import annotations

from configparser import ConfigParser
from configparser import Error as IniError

import tomli

__all__ = ["linter_settings_in", "steers_linters"]

_OWN = frozenset({"ruff.toml", ".ruff.toml", "mypy.ini", ".mypy.ini", "pyrightconfig.json", "ty.toml", "pyrefly.toml"})
_TABLES = ("ruff", "mypy", "pyright", "basedpyright", "ty", "pyrefly")
_SECTIONS = "mypy"  # of `setup.cfg`: `[mypy]`, `[mypy-shop.*]`
_SHARED = frozenset({"pyproject.toml", "setup.cfg"})
_IGNORED = frozenset({".gitignore", ".ignore"})
"""Ruff passes over what they name when it looks for files by itself."""


def steers_linters(path: str) -> bool:
    """Whether a file of this path, relative to the top, can change what a linter or a type checker says."""
    return path.rpartition("/")[2] in _OWN | _SHARED | _IGNORED


def linter_settings_in(path: str, data: bytes | None) -> object:
    """What the bytes of a file (None: there is none) set for linters: to be compared, and nothing else.

    The bytes themselves where they cannot be read.
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
