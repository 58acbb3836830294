"""Where pytest would find a project's rootdir and tests, read from its settings without starting pytest."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from pytest_tddgate.domain.contracts.layout import CONFIG_FILES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["addopts_in", "addopts_of", "python_files_of", "rootdir_of", "testpaths_of"]

_PATTERNS = ["test_*.py", "*_test.py"]
_MARKS_OF_A_ROOT = ("pyproject.toml", "setup.py")


def rootdir_of(directory: str, top: str) -> str:
    """The rootdir that pytest finds from `directory`: the nearest directory up to `top` that holds pytest settings.

    Without any settings, the nearest that holds a project file, else `top` itself. Both paths are absolute.
    """
    here = Path(directory).resolve()
    upwards = [each for each in (here, *here.parents) if each.is_relative_to(top)]
    with_settings = (each for each in upwards if _own_table(each) is not None)
    with_project = (each for each in upwards if any((each / name).is_file() for name in _MARKS_OF_A_ROOT))
    return str(next(with_settings, None) or next(with_project, None) or top)


def testpaths_of(rootdir: str) -> list[str]:
    """Pytest's `testpaths`; empty if not set."""
    return _words(_own_table(Path(rootdir)), "testpaths")


def python_files_of(rootdir: str) -> list[str]:
    """Pytest's `python_files`, or its default."""
    return _words(_own_table(Path(rootdir)), "python_files") or list(_PATTERNS)


def addopts_of(rootdir: str) -> list[str]:
    """Pytest's `addopts`, split into arguments."""
    return _words(_own_table(Path(rootdir)), "addopts")


def addopts_in(files: Mapping[str, bytes]) -> list[str]:
    """As `addopts_of`, for a rootdir that holds these files (name -> bytes)."""
    tables = (_table_of(name, files[name]) for name in CONFIG_FILES if name in files)
    return _words(next((table for table in tables if table is not None), None), "addopts")


def _own_table(directory: Path) -> dict[str, Any] | None:
    """The settings that pytest would take from this directory: from the first file, in its order, that has some."""
    tables = (_table_in(directory / name) for name in CONFIG_FILES if (directory / name).is_file())
    return next((table for table in tables if table is not None), None)


def _table_in(path: Path) -> dict[str, Any] | None:
    """The settings table of one file; a file that cannot be read counts as empty."""
    try:
        return _table_of(path.name, path.read_bytes())
    except OSError:
        return _table_of(path.name, b"")


def _table_of(name: str, data: bytes) -> dict[str, Any] | None:
    """The settings table of a file; `pytest.toml` and `pytest.ini` count even if they are empty or cannot be parsed."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        found = _toml_table(name, text) if name.endswith(".toml") else _ini_table(name, text)
    except (ValueError, configparser.Error):
        found = None
    is_own = name.removeprefix(".") in {"pytest.toml", "pytest.ini"}
    return found if found is not None else {} if is_own else None


def _toml_table(name: str, text: str) -> dict[str, Any] | None:
    tables = tomli.loads(text)
    if name.endswith("pytest.toml"):
        found = tables.get("pytest")
    else:
        pytest = tables.get("tool", {}).get("pytest")
        found = pytest.get("ini_options", pytest) if isinstance(pytest, dict) else None
    return found if isinstance(found, dict) else None


def _ini_table(name: str, text: str) -> dict[str, Any] | None:
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(text)
    section = "tool:pytest" if name == "setup.cfg" else "pytest"
    return dict(parser[section]) if parser.has_section(section) else None


def _words(table: dict[str, Any] | None, key: str) -> list[str]:
    value = (table or {}).get(key, [])
    return shlex.split(value) if isinstance(value, str) else [str(each) for each in value]
