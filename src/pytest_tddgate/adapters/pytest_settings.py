"""Pytest's own settings in a project's files: which files hold some, and a digest of pytest's tables in each."""

from __future__ import annotations

import configparser
import json
from typing import TYPE_CHECKING

import tomli

from pytest_tddgate.domain.contracts.contract import sha256_of
from pytest_tddgate.domain.contracts.layout import CONFIG_FILES

if TYPE_CHECKING:
    from pytest_tddgate.ports import Repository

__all__ = ["pytest_tables", "settings_digests"]

_SECTIONS = ("pytest", "tool:pytest")


def settings_digests(repository: Repository, root: str, commit: str | None = None) -> dict[str, str]:
    """`FILE#pytest` -> digest of pytest's tables in that file, for each file in the rootdir that has some.

    Arguments are those of `pytest_tables`.
    """
    return {
        f"{path}#pytest": sha256_of(json.dumps(tables, sort_keys=True, default=str).encode())
        for path, tables in pytest_tables(repository, root, commit).items()
    }


def pytest_tables(repository: Repository, root: str, commit: str | None = None) -> dict[str, object]:
    """The path of each file in the rootdir that has tables of pytest, and these tables.

    The files are read from the commit, or from the work tree if `commit` is None. Formatting, comments and other tools'
    tables do not matter.
    """
    found: dict[str, object] = {}
    paths = {f"{root}/{name}" if root else name: name for name in CONFIG_FILES}
    committed = repository.blobs(commit, paths) if commit is not None else {}
    for path, name in paths.items():
        data = repository.read(path) if commit is None else committed.get(path)
        tables = _tables(name, data) if data is not None else None
        if tables is not None:
            found[path] = tables
    return found


def _tables(name: str, data: bytes) -> object | None:
    """Pytest's tables; the whole text if it cannot be parsed, None if there are no such tables."""
    text = data.decode("utf-8", "replace")
    try:
        return _toml_tables(name, text) if name.endswith(".toml") else _ini_tables(name, text)
    except (tomli.TOMLDecodeError, configparser.Error):
        return text


def _toml_tables(name: str, text: str) -> object | None:
    tables = tomli.loads(text)
    return tables if name.endswith("pytest.toml") else tables.get("tool", {}).get("pytest")


def _ini_tables(name: str, text: str) -> object | None:
    parser = configparser.RawConfigParser(strict=False)
    parser.read_string(text)
    sections = {section: dict(parser[section]) for section in _SECTIONS if parser.has_section(section)}
    return sections if sections or name.endswith("pytest.ini") else None
