"""Not asked for, the plugin is options and markers: it imports nothing, writes nothing, prints nothing."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate import plugin

if TYPE_CHECKING:
    from tests.project import Project

_TELL_MODULES = """\
import json, pathlib, sys

def pytest_unconfigure(config):
    names = sorted(name for name in sys.modules if name.split(".")[0] in {"pytest_tddgate", "git", "tomli"})
    pathlib.Path(r"%s").write_text(json.dumps(names))
"""


def files_below(folder: Path) -> set[str]:
    """Every file but those of git."""
    found = (each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
    return {each for each in found if not each.startswith(".git/")}


@pytest.mark.parametrize("args", [(), ("-n", "1"), ("--collect-only",), ("--tdd-base=HEAD", "--tdd-feature=x")])
def test_a_plain_run_imports_the_plugin_alone(project: Project, tmp_path: Path, args: tuple[str, ...]) -> None:
    """Not even when options are given that only a gate would read."""
    project.with_file("conftest.py", _TELL_MODULES % (tmp_path / "modules.json"))

    exit_code = project.run(*args).exit_code

    loaded = json.loads((tmp_path / "modules.json").read_text())
    assert (exit_code, loaded) == (0, ["pytest_tddgate", "pytest_tddgate.plugin"])


def test_a_plain_run_writes_nothing(project: Project) -> None:
    """No file that is not there without the plugin."""
    before = files_below(project.root)

    project.run(PYTHONDONTWRITEBYTECODE="1")

    assert files_below(project.root) == before


def test_a_plain_run_prints_nothing_of_its_own(project: Project) -> None:
    """Line by line what pytest prints without the plugin, but for the list of plugins and the time."""

    def shown(*args: str) -> list[str]:
        lines = project.run(*args).output.splitlines()
        return [line.partition(" in ")[0] for line in lines if not line.startswith("plugins:")]

    assert shown() == shown("-p", "no:tddgate")


def test_the_plugin_loads_pytest_and_typing_alone() -> None:
    """What it imports at load is paid for by every run of everybody."""
    tree = ast.parse(Path(plugin.__file__).read_text(encoding="utf-8"))

    imported = {name.name for node in tree.body if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)}

    assert imported == {"__future__", "pytest", "typing"}


def test_an_unknown_gate_names_the_known_ones(project: Project) -> None:
    """With pytest's own exit code for usage."""
    ran = project.run("--tdd-gate=verify")

    assert (ran.exit_code, [name for name in plugin.GATES if name not in ran.output]) == (4, [])


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_is_given_whatever_gate_is_named(project: Project, option: str) -> None:
    """It runs no test, so there is nothing to judge."""
    ran = project.run(option, "--tdd-gate=verify-fail")

    assert (ran.exit_code, "TDD gate: verify-fail" in ran.output) == (0, False)


def test_help_tells_every_option(project: Project) -> None:
    """Below a heading of its own."""
    output = project.run("--help").output

    options = ("TDD gates:", "--tdd-gate=GATE", "--tdd-feature=NAME", "--tdd-base=REV", "--tdd-amend=REASON")
    assert [each for each in options if each not in output] == []


def test_markers_are_known(project: Project) -> None:
    """Under `--strict-markers`, with and without a gate."""
    marked = "import pytest\n\n@pytest.mark.tdd_pins('x')\n@pytest.mark.tdd_hangs('y')\ndef test_it(): ...\n"

    ran = project.with_file("tests/test_marked.py", marked).run(
        "--strict-markers", "-W", "error::pytest.PytestUnknownMarkWarning"
    )

    assert ran.exit_code == 0, ran.output


def test_a_plugin_that_is_switched_off_knows_no_gate(project: Project) -> None:
    """Pytest says so, and nothing passes in silence."""
    assert project.run("-p", "no:tddgate").exit_code == 0

    ran = project.run("-p", "no:tddgate", "--tdd-gate=verify-fail")

    assert (ran.exit_code, "unrecognized arguments: --tdd-gate=verify-fail" in ran.output) == (4, True)


def test_a_gate_works_without_pytest_s_own_terminal(project: Project) -> None:
    """`-p no:terminal` takes the options `-v` and `--color` away; the verdict is still told."""
    ran = project.with_red_test().run("--tdd-gate=verify-fail", "-p", "no:terminal")

    assert (ran.exit_code, ran.last_line.partition(":")[0]) == (0, "passed"), ran.output
