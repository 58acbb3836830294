"""What the page shows for pipelines that need no file of ours: it is valid, and the audit is called in the safe way."""

from __future__ import annotations

import ast
import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.exit_code import ExitCode
from tests.ci.pipelines import ROOT, blocks_of, runner_environment

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("what a pipeline does is no product code")

SAFE = ["-P", "-m", "pytest", "-o", "addopts=", "--tdd-gate=audit"]
SHIPPED = ("ci/github.py", "templates/tddgate.yml", "docs/ci.md", "docs/adopting.md")


def tox_command() -> list[str]:
    """The words of the command in the tox environment of the page."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(blocks_of("ci.md", "ini", "tox and nox")[0])
    return shlex.split(parser["testenv:tddgate"]["commands"])


def nox_command() -> list[str]:
    """The words of the command in the nox session of the page, as far as they are constants."""
    tree = ast.parse(blocks_of("ci.md", "python", "tox and nox")[0])
    (call,) = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "run"
    ]
    return [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]


@pytest.mark.parametrize("command", [tox_command, nox_command], ids=["tox", "nox"])
def test_the_command_audits(runner: Project, command: object) -> None:
    """The words of the page, with the base that a developer's checkout has."""
    words = command()  # type: ignore[operator]  # one of the two above
    words = [word for word in words if not word.startswith("{")]

    done = subprocess.run(
        [sys.executable, *words[1:], "--tdd-audit=static"],
        cwd=runner.root,
        env=runner_environment(),
        check=False,
        capture_output=True,
        text=True,
    )

    assert words[1:7] == SAFE
    assert done.returncode == ExitCode.PASSED, done.stdout + done.stderr


@pytest.mark.parametrize("path", SHIPPED)
def test_every_audit_is_called_in_the_safe_way(path: str) -> None:
    """A `pytest.py` in the checkout is not pytest, and `addopts` of the change do not count."""
    text = re.sub(r'[\\\s",\[\]]+', " ", (ROOT / path).read_text(encoding="utf-8"))

    calls = re.findall(r"(\S+ \S+ \S+ \S+ \S+ )--tdd-gate=audit", text)

    assert [call for call in calls if call.split() != SAFE[:-1]] == []
    assert calls or path == "docs/adopting.md"


def test_the_pipeline_for_azure_follows_its_schema(tmp_path: Path) -> None:
    """It is text for others, who cannot run it before they have it."""
    (tmp_path / "azure-pipelines.yml").write_text(blocks_of("ci.md", "yaml", "Azure Pipelines")[0], encoding="utf-8")
    program = Path(sys.executable).with_name("check-jsonschema")
    arguments = ["--builtin-schema", "vendor.azure-pipelines", "--data-transform", "azure-pipelines"]

    done = subprocess.run(
        [program, *arguments, tmp_path / "azure-pipelines.yml"], check=False, capture_output=True, text=True
    )

    assert done.returncode == ExitCode.PASSED, done.stdout + done.stderr


def test_the_owners_file_of_the_page_names_what_judges() -> None:
    """The contracts, and what calls the audit."""
    (block,) = blocks_of("ci.md", "text", "Make it count")

    assert {line.split()[0] for line in block.splitlines()} >= {"/.tddgate/", "/.github/", "/pyproject.toml"}
