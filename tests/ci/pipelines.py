"""What the files of this project that run elsewhere are run with here: an event, a checkout, a shell."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project

__all__ = [
    "ROOT",
    "ZEROS",
    "JobRun",
    "blocks_of",
    "read_yaml",
    "run_action",
    "run_gitlab_job",
    "runner_environment",
    "write_hooks",
]

ROOT = Path(__file__).parents[2]
ZEROS = "0" * 40
_RUNNERS_OWN = ("GITHUB_", "GITLAB_", "CI", "PRE_COMMIT", "PREK")


@dataclass(frozen=True, slots=True)
class JobRun:
    """What a job left behind: exit code, log, the outputs and the summary of its step."""

    exit_code: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def base(self) -> str:
        """The commit that the audit was given."""
        return self.outputs.get("base", "")


def read_yaml(path: str) -> Any:  # noqa: ANN401 - whatever stands there
    """The only document of a file of this project."""
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def blocks_of(page: str, language: str, under: str) -> list[str]:
    """The code blocks of one language below a heading of a page in `docs/`, up to the next heading of its level."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    section = re.split(rf"^## {re.escape(under)}$", text, flags=re.MULTILINE)[1]
    section = re.split(r"^## ", section, flags=re.MULTILINE)[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def runner_environment() -> dict[str, str]:
    """The environment of a runner on which the project is installed, without what belongs to the run of these tests."""
    ours = {name: value for name, value in git_environment().items() if not name.startswith(_RUNNERS_OWN)}
    return ours | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), ours["PATH"]])}


def run_action(
    project: Project, name: str, event: dict[str, Any], inputs: dict[str, str] | None = None, **variables: str
) -> JobRun:
    """Run the steps of `action.yml` as a runner does: `name` and `event` are what started the workflow."""
    action = read_yaml("action.yml")
    given = {key: str(each.get("default", "")) for key, each in action["inputs"].items()} | (inputs or {})
    context = {f"inputs.{key}": value for key, value in given.items()} | {"github.action_path": str(ROOT)}
    kept = project.root.parent
    files = {"GITHUB_EVENT_PATH": "event.json", "GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary.md"}
    paths = {variable: kept / file for variable, file in files.items()}
    paths["GITHUB_EVENT_PATH"].write_text(json.dumps(event), encoding="utf-8")
    for each in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        paths[each].write_text("", encoding="utf-8")
    environment = runner_environment() | {key: str(path) for key, path in paths.items()}
    environment |= {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_ACTION_PATH": str(ROOT)} | variables
    code, log = 0, ""
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        env = {key: _filled(str(value), context) for key, value in step.get("env", {}).items()}
        directory = project.root / _filled(step.get("working-directory", "."), context)
        # https://docs.github.com/actions: how `shell: bash` starts a step.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        code, text = _ran(command, directory, environment | env)
        log += text
        if code != 0:
            break
    outputs = dict(
        line.split("=", 1) for line in paths["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines() if line
    )
    return JobRun(code, log, outputs, paths["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"))


def run_gitlab_job(project: Project, inputs: dict[str, str] | None = None, **variables: str) -> JobRun:
    """Run the script of the job in `templates/tddgate.yml`, with these inputs and predefined variables."""
    text = (ROOT / "templates/tddgate.yml").read_text(encoding="utf-8")
    header, body = yaml.safe_load_all(text)
    given = {key: str(each.get("default", "")) for key, each in header["spec"]["inputs"].items()} | (inputs or {})
    (job,) = [each for each in body.values() if "script" in each]
    script = "\n".join(_interpolated(line, given) for line in job["script"])
    predefined = {"CI": "true", "GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main"} | variables
    code, log = _ran(["sh", "-e", "-c", script], project.root, runner_environment() | predefined)
    return JobRun(code, log, {}, "")


def write_hooks(project: Project, *args: str, at: str = "") -> tuple[int, str]:
    """Exit code and screen of `tddgate init --hooks --write`."""
    command = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", command, "init", "--hooks", "--write", *args]
    return _ran(words, project.root / at, runner_environment())


def _ran(command: list[str], directory: Path, environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        command,
        cwd=directory,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=240,
    )
    return done.returncode, done.stdout


def _filled(text: str, context: dict[str, str]) -> str:
    """The text with each `${{ name }}` replaced; a name that is not in the context is a KeyError."""
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: context[found[1]], text)


def _interpolated(text: str, inputs: dict[str, str]) -> str:
    """The text with each `$[[ inputs.name ]]` replaced."""
    return re.sub(r"\$\[\[ *inputs\.([\w-]+) *\]\]", lambda found: inputs[found[1]], text)
