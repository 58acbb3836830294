"""`tddgate init`: shows or writes settings that fit a project, its git hooks, or files for coding agents."""

from __future__ import annotations

import posixpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.collection import testpaths_of
from pytest_tddgate.adapters.project import parsed_toml, pyproject_of
from pytest_tddgate.commands.agents import remove_agents, show_agents, write_agents
from pytest_tddgate.commands.hook_files import remove_hooks, show_hooks, write_hooks
from pytest_tddgate.commands.writing import write_file
from pytest_tddgate.domain.agents.toml_text import appended, table_text
from pytest_tddgate.domain.configuration.settings import TABLES
from pytest_tddgate.domain.contracts.layout import Side, is_below
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.errors import TddgateError, Unusable
from pytest_tddgate.gates.contracts.home import cd_prefix
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.gates.case import Case

__all__ = ["run"]

_MOST = 3  # projects to name


def run(arguments: argparse.Namespace) -> int:
    """Show, write or remove what was asked for; raises Unusable if other content is in the way."""
    case = case_in(".")
    layout = case.layout
    if arguments.agents is not None:
        change = remove_agents if arguments.remove else write_agents if arguments.write else show_agents
        change(layout.top, arguments.agents)
        return ExitCode.PASSED
    if arguments.hooks:
        step = remove_hooks if arguments.remove else write_hooks if arguments.write else show_hooks
        step(layout.top, layout.root)
        return ExitCode.PASSED
    if arguments.remove:
        raise Unusable(
            "settings are not removed by a command",
            why="they may hold decisions",
            next_step="tddgate init --hooks --remove, or --agents NAMES --remove; edit pyproject.toml by hand",
        )
    return _settings(arguments, case)


def _settings(arguments: argparse.Namespace, case: Case) -> int:
    """Show the table, or write it; raises Unusable if a table exists already, or if no code was found.

    No code is found at the top of several projects: each has its own settings.
    """
    layout = case.layout
    path = Path(layout.top, layout.root, "pyproject.toml")
    _check_absent(path)
    if not layout.packages:
        again = f"tddgate init{' --write' if arguments.write else ''}"
        raise Unusable(
            "no first-party code was found",
            why="the gates have to know which code the tests are about",
            next_step="; and: ".join(f"{way}{again}" for way in _ways_to_projects(case))
            or 'add to pyproject.toml: [tool.tddgate] source = ["PATH"]',
        )
    text = table_text("tool.tddgate", _values(layout))
    if arguments.write:
        _write(path, text)
        print(f"written to {path}:\n")  # noqa: T201 - what was done
    print(text.rstrip("\n"))  # noqa: T201 - the command's output
    for note in _shared_testpaths(layout, str(path.parent)):
        print(note)  # noqa: T201 - as above
    step = "write a failing test, then pytest --tdd-gate=verify-fail" if arguments.write else "tddgate init --write"
    print(f"\nWhat is not named here has its default. Next: {step}")  # noqa: T201 - the last line is the next command
    return ExitCode.PASSED


def _check_absent(path: Path) -> None:
    """Raise Unusable if the table has settings of its own; tables below it, such as `review`, may exist."""
    tool = pyproject_of(str(path.parent)).get("tool", {})
    own = tool.get("tddgate", {}) if isinstance(tool, dict) else {}
    if not isinstance(own, dict) or any(key not in {*TABLES, "rules", "audit"} for key in own):
        raise Unusable(
            f"{path} has a table [tool.tddgate] already",
            why="a second one would make the file invalid, and yours may hold decisions",
            next_step=f"edit {path} (docs: settings)",
        )


def _ways_to_projects(case: Case) -> list[str]:
    """The start of a command (`cd PATH && `) for each of the first projects below this folder, except ignored ones."""
    repository, layout = case.repository, case.layout
    try:
        known = repository.files(repository.resolve("HEAD"))
    except TddgateError:  # no commit yet
        known = ()
    settings = [PurePosixPath(each) for each in {*known, *repository.untracked()} if not layout.is_test_side(each)]
    folders = {each.parent.as_posix() for each in settings if each.name == "pyproject.toml"} - {"."}
    below = sorted(each for each in folders if each != layout.root and is_below(each, layout.root))
    there = [each for each in below if Path(layout.top, each, "pyproject.toml").is_file()]
    return [cd_prefix(each, case) for each in there[:_MOST]]


def _values(layout: Layout) -> dict[str, list[str]]:
    """What was detected, relative to the rootdir: source roots such as `src`, or the packages beside the settings."""
    is_flat = layout.root in layout.source
    found = {"source": layout.packages if is_flat else layout.source, "tests": layout.tests}
    start = layout.root or "."
    return {key: [posixpath.relpath(each or ".", start) for each in paths] for key, paths in found.items() if paths}


def _shared_testpaths(layout: Layout, rootdir: str) -> Iterator[str]:
    """A note for each of pytest's test paths that is in product code and holds more than tests."""
    for path in testpaths_of(rootdir):
        full = posixpath.normpath(posixpath.join(layout.root, path))
        if full not in layout.tests and layout.side_of(full) is Side.SUBJECT:
            yield (
                f"note: pytest looks for tests in {path} too, which is product code: of it test files, conftest.py and "
                "folders named tests or test count as tests"
            )


def _write(path: Path, text: str) -> None:
    before = path.read_bytes() if path.exists() else b""
    after = appended(before, text)
    try:
        parsed_toml(after.decode("utf-8"))
    except ValueError as problem:
        raise Unusable(
            f"a table cannot be appended to {path}: {problem}",
            why="the file would no longer be valid TOML",
            next_step="add the table by hand where it fits",
        ) from None
    write_file(path, after, why="the settings are kept there")
