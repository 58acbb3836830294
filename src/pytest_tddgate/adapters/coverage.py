"""Coverage facts, read from a run's data file by coverage itself.

Coverage's configuration can name plugins. They are code that must not run in the judge, so they run in a process of
their own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from pytest_tddgate.adapters.coverage_reader import PROGRAM, answer_of
from pytest_tddgate.adapters.isolated import isolated_command
from pytest_tddgate.domain.python.import_lines import lines_at_import

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.ports import Repository

__all__ = [
    "SETTINGS_FILES",
    "CoverageFacts",
    "FileCoverage",
    "best_core",
    "commit_reader",
    "coverage_settings",
    "hiding_settings",
    "includes_any",
    "read_coverage",
]

_SYSMON_SINCE = (3, 12)
_SYSMON_BRANCHES_SINCE = (3, 14)
_INI_PREFIXES = {".coveragerc": "", "setup.cfg": "coverage:", "tox.ini": "coverage:"}
_OWN_TOML = ".coveragerc.toml"
SETTINGS_FILES = (".coveragerc", _OWN_TOML, "setup.cfg", "tox.ini", "pyproject.toml")
"""The files in which coverage looks for its settings, in coverage's order."""
_HIDING = ("omit", "include", "exclude_lines", "exclude_also", "partial_branches", "partial_also", "source", "plugins")


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """Coverage's line numbers (from 1) for one file."""

    statements: frozenset[int]
    missing: frozenset[int]
    is_measured: bool


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """Total coverage in percent, unrounded (None without data), and the facts of each requested file by path.

    `without` holds the facts of files as if some of their pragmas were absent. `covered`, `counted` and `branches` are
    the counts behind the total, set only if pragmas were asked for. `problem` is coverage's message if existing data
    cannot be read.
    """

    total: float | None
    files: Mapping[str, FileCoverage]
    without: Mapping[str, FileCoverage] = field(default_factory=dict)
    covered: int = 0
    counted: int = 0
    branches: int = 0
    problem: str = ""


def read_coverage(  # noqa: PLR0913 - the data, what to read, and two switches given by name
    data_file: str,
    directory: str,
    files: Iterable[str],
    pragmas: Mapping[str, Mapping[int, int]],
    run: RunSeen | None = None,
    *,
    wants_total: bool = True,
    with_include: bool = True,
) -> CoverageFacts:
    """The facts in a data file about `files` (both absolute paths), with the configuration of `directory`.

    `pragmas` are those to ignore, by file: line -> byte in that line at which the comment starts.
    `run` is the measured run. In files that were imported before the measurement began, the lines that any import runs
    count as run; plugins of coverage are also looked for in its `pythonpath`. The total needs every measured file:
    it is None without `wants_total`. Without `with_include`, an `include` in the configuration is ignored.
    """
    if not os.path.exists(data_file):  # noqa: PTH110 - this module handles paths as strings
        return CoverageFacts(None, {})
    early = run.early if run else ()
    request = {
        "data_file": data_file,
        "directory": directory,
        "files": list(files),
        "pythonpath": run.pythonpath if run else (),
        "wants_total": wants_total,
        "with_include": with_include,
        "early": {path: sorted(lines_at_import(Path(path).read_bytes())) for path in early if Path(path).is_file()},
        "pragmas": {path: list(places.items()) for path, places in pragmas.items()},
    }
    try:
        answer = answer_of(request) if os.path.samefile(directory, os.curdir) else None  # noqa: PTH121 - as above
    except Exception as problem:  # noqa: BLE001 - the judged run can have written anything
        return CoverageFacts(None, {}, problem=" ".join(str(problem).split()))
    if answer is None:
        answer, why = _answer_elsewhere(request)
        if answer is None:
            return CoverageFacts(None, {}, problem=why)
    totals = answer["totals"] or {}
    branches = totals.get("num_branches", 0)
    return CoverageFacts(
        answer["total"],
        {path: _file(raw) for path, raw in answer["files"].items()},
        {path: _file(raw) for path, raw in answer["without"].items()},
        totals.get("covered_lines", 0) + totals.get("covered_branches", 0),
        totals.get("num_statements", 0) + branches,
        branches,
    )


def _answer_elsewhere(request: Mapping[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """The answer of a separate process, or None and the reason why there is none."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and code, no shell
        isolated_command(PROGRAM), input=json.dumps(request).encode(), capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        return None, said.splitlines()[-1] if said else f"exit code {done.returncode}"
    return json.loads(done.stdout), ""


def best_core(directory: str, options: Iterable[str]) -> str | None:
    """The measurement core to use with this Python and configuration; None to leave the choice to coverage.

    `sysmon` costs 1.05 to 1.22 times a plain run, the C tracer 2 to 3. `sysmon` measures branches only from Python 3.14
    on, and never contexts. A core that the user has chosen is left alone.
    """
    settings = coverage_settings(_directory_reader(directory))
    is_chosen = "COVERAGE_CORE" in os.environ or "core" in settings
    has_branches = bool(settings.get("branch")) or "--cov-branch" in options
    has_contexts = bool(settings.get("dynamic_context")) or any(each.startswith("--cov-context") for each in options)
    if is_chosen or has_contexts or sys.version_info < _SYSMON_SINCE or sys.version_info >= _SYSMON_BRANCHES_SINCE:
        return None
    return None if has_branches else "sysmon"


def coverage_settings(read: Any) -> dict[str, Any]:
    """Coverage's settings as one flat table, from the first file that has some; `read` gives a file's bytes or None."""
    for name in SETTINGS_FILES:
        data = read(name)
        if data is None:
            continue
        text = data.decode("utf-8", "replace")
        found = _toml_settings(text, name) if name.endswith(".toml") else _ini_settings(text, _INI_PREFIXES[name])
        if found or name == ".coveragerc":
            return found or {}
    return {}


def _toml_settings(text: str, name: str) -> dict[str, Any] | None:
    try:
        tables = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return None
    nested = tables.get("tool", {}).get("coverage", {})
    own = tables if name == _OWN_TOML else {}
    return {**own.get("run", {}), **own.get("report", {}), **nested.get("run", {}), **nested.get("report", {})}


def _ini_settings(text: str, prefix: str) -> dict[str, Any] | None:
    """The settings in the sections with this prefix; None if the text cannot be parsed."""
    import configparser  # noqa: PLC0415 - for the few projects with an ini file

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    sections = [prefix + table for table in ("run", "report") if parser.has_section(prefix + table)]
    return {key: value for section in sections for key, value in parser[section].items()}


def hiding_settings(read: Any) -> dict[str, Any]:
    """The coverage settings that can hide code from coverage."""
    return {key: value for key, value in coverage_settings(read).items() if key in _HIDING}


def includes_any(include: object, directory: str, paths: Iterable[str]) -> bool:
    """Whether the setting `include` of a file in `directory` matches one of these absolute paths."""
    from coverage.files import GlobMatcher, prep_patterns  # noqa: PLC0415 - for the few projects that include

    listed = include if isinstance(include, list) else re.split(r"[,\n]", str(include))
    patterns = [each.strip() for each in listed if each.strip()]
    absolute = [each if each.startswith("*") else os.path.join(directory, each) for each in patterns]
    matcher = GlobMatcher(prep_patterns(absolute), "include")
    return any(map(matcher.match, paths))


def _directory_reader(directory: str) -> Callable[[str], bytes | None]:
    def read(name: str) -> bytes | None:
        path = Path(directory, name)
        return path.read_bytes() if path.is_file() else None

    return read


def _file(raw: dict[str, Any]) -> FileCoverage:
    return FileCoverage(frozenset(raw["statements"]), frozenset(raw["missing"]), raw["measured"])


def commit_reader(repository: Repository, commit: str, root: str) -> Callable[[str], bytes | None]:
    """A function from a file name in the rootdir to the file's bytes in this commit, or None."""
    paths = {name: f"{root}/{name}" if root else name for name in SETTINGS_FILES}
    blobs = repository.blobs(commit, paths.values())
    return lambda name: blobs.get(paths[name])
