"""The step of `action.yml`: which commit the event is compared with, and an audit of what came since.

It needs the standard library and git only. Names and texts of the event are data here: no shell reads them.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

VERDICTS = {0: "passed", 10: "refused", 11: "undecided"}
USAGE, UNDECIDED = 4, 11
_SUMMARY = "GITHUB_STEP_SUMMARY"
_SUMMARY_LIMIT = 200_000  # characters; a step may write 1 MiB
# What code of the change could have written there as well is taken for nothing else.
_ANNOTATION = re.compile(r"^::(?:error|warning|notice) .*\n", re.MULTILINE)
# Git's own words, with the command that it asks for.
_DISTRUSTED = re.compile(
    r"dubious ownership in repository at '(?P<top>.+?)'\n(?:.*\n)*?\s*"
    r"(?P<trust>git config --global --add safe\.directory .+)"
)
_DEEPER = "let actions/checkout fetch the history: `fetch-depth: 0`"
_NAME_ONE = "name the commit before the change in the input `base`"
# An earlier step can set these for this one, and it may have run code of the change.
_NOT_TRUSTED = ("PYTEST_", "PYTHON", "COVERAGE_", "GIT_")
_TRUSTED = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH")


def main() -> int:
    """Audit the commit that is checked out; the exit code is the verdict's."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    head = commit("HEAD") or leave(USAGE, *obstacle())
    base = os.environ.get("TDDGATE_BASE", "") or base_of(os.environ.get("GITHUB_EVENT_NAME", ""), event)
    base_id = commit(base)
    if base_id is None:
        leave(UNDECIDED, f"the base {base} is not in this checkout", _DEEPER if is_shallow() else _NAME_ONE)
    output(base=base_id, head=head)
    fork = git("merge-base", base_id, head)
    if is_cut_short(fork, head):
        leave(UNDECIDED, "this checkout does not hold every commit of the change", _DEEPER)
    if fork == head and not os.environ.get("TDDGATE_BASE"):
        leave(0, "there is nothing to judge: no commit is checked out that the base has not", "")
    code, screen, table, annotations = audit(base_id)
    last = screen.rstrip().rpartition("\n")[2]
    summarize(f"`{base_id[:10]}` … `{head[:10]}`", screen, table)
    output(verdict=VERDICTS.get(code, ""), **{"exit-code": code})
    print(annotations, end="", flush=True)
    if code != 0:
        annotate("error", last or f"pytest ended with exit code {code}")
    return code


def base_of(name: str, event: dict[str, Any]) -> str:
    """The commit that this event is compared with; leaves where there is none, or none that is safe."""
    match name:
        case "pull_request":
            base = event["pull_request"]["base"]
            return newest(base["sha"], base["ref"])
        case "pull_request_target":
            return leave(
                USAGE,
                "pull_request_target would run code of the change with the secrets of the base",
                "use pull_request",
            )
        case "merge_group":
            return str(event["merge_group"]["base_sha"])
        case "push" if event["ref"] == f"refs/heads/{default_branch(event)}":
            return before(event)
        case _:
            return f"refs/remotes/origin/{default_branch(event)}"


def newest(sha: str, branch: str) -> str:
    """The tip of the branch that a pull request goes to, where that goes on from `sha`.

    The event can be older than the merge that is checked out. A branch that holds the change already is no base.
    """
    tip = commit(f"refs/remotes/origin/{branch}")
    if tip is None or is_ancestor("HEAD", tip):
        return sha
    return tip if commit(sha) is None or is_ancestor(sha, tip) else sha


def before(event: dict[str, Any]) -> str:
    """What the default branch was before this push."""
    old = str(event["before"])
    if not old.strip("0"):
        leave(UNDECIDED, "this is the first push of the default branch: there is no base", _NAME_ONE)
    if commit(old) is None and not is_shallow():
        leave(UNDECIDED, f"the commit before this push, {old[:10]}, is gone: the push was forced", _NAME_ONE)
    return old


def default_branch(event: dict[str, Any]) -> str:
    """The name of the repository's default branch."""
    return str(event.get("repository", {}).get("default_branch") or "main")


def audit(base: str) -> tuple[int, str, str, str]:
    """Exit code and screen of the audit, its report as Markdown, and as annotations; the log shows it while it runs."""
    with tempfile.TemporaryDirectory() as reports:
        table, annotations = Path(reports, "table.md"), Path(reports, "annotations")
        command = [sys.executable, "-P", "-m", "pytest", "-o", "addopts=", "--tdd-gate=audit", f"--tdd-base={base}"]
        command += [f"--tdd-audit={os.environ.get('TDDGATE_MODE') or 'full'}"]
        command += [f"--tdd-report=markdown:{table}", f"--tdd-report=github:{annotations}"]
        command += shlex.split(os.environ.get("TDDGATE_ARGS", ""))
        code, screen = shown(command)
        return code, screen, text_of(table), "".join(_ANNOTATION.findall(text_of(annotations)))


def shown(command: list[str]) -> tuple[int, str]:
    """Exit code and screen of a command that the log shows while it runs."""
    # Names of tests and files are the author's: between these two lines none of them is a command to the runner.
    token = secrets.token_hex(20)
    print(f"::stop-commands::{token}", flush=True)
    lines = []
    # The summary is this step's own, so that the two together stay below what the runner takes.
    own = {name: value for name, value in environment().items() if name != _SUMMARY}
    with subprocess.Popen(
        command, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    print(f"\n::{token}::", flush=True)
    return process.returncode, "".join(lines)


def text_of(path: Path) -> str:
    """The text of a file; empty where it was not written."""
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def environment() -> dict[str, str]:
    """The environment of this step without what would let another step choose what is run, or what git reads."""
    return {name: value for name, value in os.environ.items() if name in _TRUSTED or not name.startswith(_NOT_TRUSTED)}


def git(*args: str) -> str | None:
    """What git printed; None where it failed, or is not there."""
    done = asked(*args)
    return done.stdout.strip() if done is not None and done.returncode == 0 else None


def asked(*args: str) -> subprocess.CompletedProcess[str] | None:
    """What git answered, in English; None where there is no git."""
    own = environment() | {"LC_ALL": "C"}
    try:
        return subprocess.run(["git", *args], env=own, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        return None


def obstacle() -> tuple[str, str]:
    """Why git cannot read this checkout, and what to do."""
    done = asked("rev-parse", "--git-dir")
    if done is None:
        return "git is not installed, or not on PATH", "install git 2.34 or newer before actions/checkout"
    if found := _DISTRUSTED.search(done.stderr):
        why = f"git does not trust {found['top']}: it belongs to somebody else"
        return why, f"{found['trust']}, in a step before this action"
    return "git cannot read this checkout", "run actions/checkout before this action"


def commit(revision: str) -> str | None:
    """The id of a commit that is here."""
    return git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


def is_ancestor(one: str, other: str) -> bool:
    """Whether a commit is the other, or comes before it."""
    return git("merge-base", "--is-ancestor", one, other) is not None


def is_shallow() -> bool:
    """Whether history was cut off when this checkout was fetched."""
    return git("rev-parse", "--is-shallow-repository") == "true"


def is_cut_short(fork: str | None, head: str) -> bool:
    """Whether a shallow checkout ends inside the change."""
    if not is_shallow():
        return False
    listing = git("rev-parse", "--git-path", "shallow")
    ends = set(Path(listing).read_text(encoding="ascii").split()) if listing else set()
    return fork is None or not ends.isdisjoint((git("rev-list", f"{fork}..{head}") or "").split())


def leave(code: int, what: str, next_step: str) -> NoReturn:
    """End without an audit."""
    advice = f"Next: {next_step}" if next_step else ""
    output(verdict=VERDICTS.get(code, "") if code else "", **{"exit-code": code})
    summarize(what, advice)
    annotate("error" if code else "notice", f"{what}. {advice}".strip())
    sys.exit(code)


def output(**values: object) -> None:
    """Set outputs of the step; each value is one line."""
    append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in values.items()))


def summarize(title: str, text: str, table: str = "") -> None:
    """Add to the summary of the job; the text stands in a fence that it cannot end."""
    fence = "`" * (3 + max(map(len, re.findall("`+", text)), default=0))
    head = table or "### TDD gate: audit\n"
    append(_SUMMARY, f"{head}\n{title}\n\n{fence}text\n{text[-_SUMMARY_LIMIT:]}\n{fence}\n")


def append(variable: str, text: str) -> None:
    """Add to the file that the runner has named in this variable."""
    if path := os.environ.get(variable):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def annotate(level: str, text: str) -> None:
    """Show a message at the job; the escapes are those of the runner."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    print(f"::{level} title=tddgate::{text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
