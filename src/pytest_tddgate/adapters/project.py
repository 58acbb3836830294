"""The project in the work tree: its settings, and its layout, which is detected if it is not set."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from pytest_tddgate.adapters.roots_of_tests import Sources, check_apart, roots_of_tests
from pytest_tddgate.domain.configuration.audit_settings import AuditSettings, audit_settings_of
from pytest_tddgate.domain.configuration.mistakes import mistakes_message, paths_that_lead_out
from pytest_tddgate.domain.configuration.settings import Settings, settings_of
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "detect_layout",
    "folder_of_project",
    "gate_settings_in",
    "has_ruff_settings",
    "mistakes_in",
    "names_first_party",
    "parsed_toml",
    "pyproject_of",
    "read_audit_settings",
    "read_settings",
    "tool_tables",
]

_NO_PACKAGE = re.compile(
    r"^(tests?|testing|docs?|examples?|benchmarks?|scripts?|tools?|build|dist|node_modules|venv|env)$"
)
_NO_MODULE = re.compile(r"^(conftest|test_.*|.*_test|sitecustomize|usercustomize)$")
_AT_TOP = frozenset({"setup", "noxfile"})
"""Modules that belong to a tool if they are beside the settings; in a source folder they can be product code."""
_SCRIPTS = {"setup": b"setuptools", "tasks": b"invoke", "fabfile": b"fabric", "manage": b"django"}
"""Modules that are a tool's script if they mention the tool, and product code otherwise."""
_OUTSIDE = re.compile(r"\.\.(?:/|$)|/")  # of normalized paths, relative to the repository's top


def pyproject_of(rootdir: str) -> dict[str, Any]:
    """The parsed `pyproject.toml` of a directory, empty if there is none; raises Unusable if it is not valid TOML."""
    path = Path(rootdir, "pyproject.toml")
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise Unusable(
            f"{path} cannot be read: {problem}", why="it holds the settings of the gates", next_step=f"mend {path}"
        ) from None


def read_settings(rootdir: str, folder: str = "") -> Settings:
    """The project's settings; raises Unusable with every mistake in them.

    `folder` is the rootdir relative to the repository's top.
    """
    settings, mistakes = _settings_in(_own_table(rootdir), folder)
    if mistakes:
        raise Unusable(
            mistakes_message(mistakes, "pyproject.toml"),
            why="a misread setting would silently switch a rule off",
            next_step="fix the keys named above (docs: settings)",
        )
    return settings


def mistakes_in(pyproject: bytes | None, path: str) -> str:
    """Why the settings in these bytes of the file at `path` are unusable, with every mistake; empty if valid."""
    try:
        table = _table_in(pyproject)
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as problem:
        return f"{path} cannot be read: {problem}"
    _, mistakes = _settings_in(table, os.path.dirname(path))
    return mistakes_message(mistakes, path) if mistakes else ""


def _settings_in(table: object, folder: str) -> tuple[Settings, tuple[str, ...]]:
    """The settings in the table `[tool.tddgate]`, and every mistake in it, including those about the audit."""
    settings, mistakes = settings_of(table)
    _, more = audit_settings_of(table.get("audit", {}) if isinstance(table, dict) else {})
    return settings, (*mistakes, *more, *paths_that_lead_out(settings, folder))


def read_audit_settings(rootdir: str) -> AuditSettings:
    """The settings in `[tool.tddgate.audit]`; mistakes in them are reported by `read_settings`."""
    table = _own_table(rootdir)
    return audit_settings_of(table.get("audit", {}) if isinstance(table, dict) else {})[0]


def _own_table(rootdir: str) -> object:
    tool = pyproject_of(rootdir).get("tool", {})
    return tool.get("tddgate", {}) if isinstance(tool, dict) else tool


def tool_tables(rootdir: str) -> dict[str, Any]:
    """The tables below `[tool]` in the project's `pyproject.toml`, by tool name."""
    tool = pyproject_of(rootdir).get("tool", {})
    return tool if isinstance(tool, dict) else {}


def has_ruff_settings(rootdir: str, top: str) -> bool:
    """Whether ruff would find settings in the project's folder, or in one above it up to the repository's top."""
    return next(_ruff_tables(rootdir, top), None) is not None


def names_first_party(rootdir: str, top: str) -> bool:
    """Whether ruff's settings name the project's own packages (`known-first-party`, for the order of imports)."""
    return any("known-first-party" in text for text in _ruff_tables(rootdir, top))


def _ruff_tables(rootdir: str, top: str) -> Iterator[str]:
    """The text of each ruff settings file or table between the project's folder and the repository's top."""
    root = Path(rootdir)
    inside = [root, *root.parents]
    for folder in inside[: inside.index(Path(top)) + 1] if Path(top) in inside else [root]:
        for path in (folder / "ruff.toml", folder / ".ruff.toml"):
            if path.is_file():
                yield path.read_text(encoding="utf-8", errors="replace")
        tables = tool_tables(str(folder))
        if "ruff" in tables:
            yield repr(tables["ruff"])


def parsed_toml(text: str) -> object:
    """The parsed TOML; raises ValueError for anything else."""
    return tomli.loads(text)


def gate_settings_in(pyproject: bytes | None) -> object:
    """The table `[tool.tddgate]` in the bytes of a `pyproject.toml`; the bytes if they cannot be parsed."""
    try:
        return _table_in(pyproject)
    except (tomli.TOMLDecodeError, UnicodeDecodeError):
        return pyproject


def _table_in(pyproject: bytes | None) -> object:
    tool = tomli.loads((pyproject or b"").decode("utf-8")).get("tool", {})
    return tool.get("tddgate", {}) if isinstance(tool, dict) else tool


def detect_layout(
    top: str, rootdir: str, settings: Settings, testpaths: Sequence[str], patterns: Sequence[str]
) -> Layout:
    """Where this project keeps source and tests; `testpaths` and `patterns` (`python_files`) are pytest's settings.

    Raises Unusable if the settings turn all product code into tests, and as `folder_of_project` does.
    """
    root = folder_of_project(top, rootdir)
    source, packages = _configured(rootdir, settings.source) if settings.source else _detected(rootdir)
    declared = _declared_names(rootdir)
    names = {Path(package).name.removesuffix(".py") for package in packages} | declared
    sources = Sources(rootdir, source, packages, declared, patterns)
    check_apart(settings.tests, settings.source, sources)
    tests = settings.tests or roots_of_tests(testpaths, sources, rootdir)
    return Layout(
        top=top,
        root=root,
        source=tuple(_join(root, each) for each in source),
        packages=tuple(_join(root, each) for each in packages),
        names=frozenset(names),
        absent=tuple(_join(root, each) for each in packages if not Path(rootdir, each).exists()),
        tests=tuple(path for each in tests if not _OUTSIDE.match(path := _join(root, each))),
        patterns=tuple(patterns),
    )


def folder_of_project(top: str, rootdir: str) -> str:
    """The rootdir relative to the repository's top, `""` for the top itself; raises Unusable if it is outside."""
    root = os.path.relpath(os.path.realpath(rootdir), top).replace(os.sep, "/")
    if _OUTSIDE.match(root):
        raise Unusable(
            f"pytest's rootdir {rootdir} is not in the repository {top}",
            why="pytest would use the settings there, and no commit holds them",
            next_step=f"add [tool.pytest.ini_options] to the project's pyproject.toml, or give --rootdir={top}",
        )
    return "" if root == "." else root


def _join(root: str, path: str) -> str:
    joined = os.path.normpath(os.path.join(root, path)).replace(os.sep, "/")
    return "" if joined == "." else joined


def _configured(rootdir: str, entries: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Roots and packages from the setting `source`: a module, or an entry with `__init__.py`, is itself a package."""
    source, packages = [], []
    for entry in entries:
        full = Path(rootdir, entry)
        is_package = (full / "__init__.py").exists() or entry.endswith(".py") or not full.exists()
        found = [] if is_package else _packages_in(full, at_top=False)
        source.append(str(Path(entry).parent) if is_package else entry)
        packages += [entry] if is_package else [str(Path(entry, each)) for each in found]
    return list(dict.fromkeys(source)), packages


def _detected(rootdir: str) -> tuple[list[str], list[str]]:
    """`src` if it is a root of packages, else the packages and modules beside the settings file."""
    root = Path(rootdir)
    beside = _packages_in(root, at_top=True)
    if (root / "src").is_dir() and not (root / "src" / "__init__.py").exists():
        inside = [f"src/{name}" for name in _packages_in(root / "src", at_top=False)]
        return (["src"], inside) if inside or not beside else (["."], beside)
    return ["."], beside


def _packages_in(directory: Path, *, at_top: bool) -> list[str]:
    """Packages and modules directly in a directory; at the top of a project, usual other folders are left out."""
    found = []
    for entry in sorted(os.scandir(directory), key=lambda each: each.name) if directory.is_dir() else ():
        name = entry.name.removesuffix(".py")
        if entry.is_dir():
            is_package = name.isidentifier() and not (at_top and _NO_PACKAGE.match(name)) and name != "__pycache__"
            if is_package and (not at_top or Path(entry.path, "__init__.py").exists()):
                found.append(entry.name)
        elif entry.name.endswith(".py") and name.isidentifier() and not _NO_MODULE.match(name):
            is_tools = (at_top and name in _AT_TOP) or _is_script(Path(entry.path), name)
            found += [] if is_tools else [entry.name]
    return found


def _is_script(path: Path, name: str) -> bool:
    """Whether the module at this path is a tool's script instead of product code."""
    return name in _SCRIPTS and path.is_file() and _SCRIPTS[name] in path.read_bytes()


def _declared_names(rootdir: str) -> set[str]:
    """Import names that the project's metadata declares, even if no file with that name exists yet."""
    data = pyproject_of(rootdir)
    name = _value(data, "project", "name") or _value(data, "tool", "poetry", "name")
    modules = _value(data, "tool", "setuptools", "py-modules")
    normalized = re.sub(r"[-_.]+", "_", name).lower() if isinstance(name, str) else ""
    declared = (normalized, *(modules if isinstance(modules, list) else ()))
    return {each for each in declared if isinstance(each, str) and each.isidentifier()}


def _value(data: object, *keys: str) -> object:
    """The value in nested tables under these keys; None if a key is missing or a value on the way is not a table."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data
