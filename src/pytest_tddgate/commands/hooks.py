"""The git hooks: what each does when git, pre-commit or prek runs it, and the files that `init --hooks` writes."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.pytest_settings import settings_digests
from pytest_tddgate.domain.contracts.contract import contract_of_json, contract_path, sha256_of
from pytest_tddgate.domain.contracts.succession import differences, follows
from pytest_tddgate.domain.reports.status import Status
from pytest_tddgate.domain.verdict import ExitCode
from pytest_tddgate.errors import TddgateError, Unusable
from pytest_tddgate.gates.contracts.status import status_of
from pytest_tddgate.render.problem import command_problem
from pytest_tddgate.render.status import status_lines
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["STAGES", "hook_text", "hooks_folder", "main", "remove_hooks", "show_hooks", "write_hooks"]

STAGES = ("pre-commit", "pre-push")
_PORTABLE = "python"
_REMEDY = "tddgate init --hooks --write, or --remove"
_TEMPLATE = """\
#!/bin/sh
# pytest-tddgate: made by `tddgate init --hooks --write`, and removed by `tddgate init --hooks --remove`.
python={python}
command -v "$python" >/dev/null 2>&1 || python=python
command -v "$python" >/dev/null 2>&1 || {{
  echo 'tddgate: there is no Python to run this hook; next: tddgate init --hooks --write, or --remove' >&2
  exit 1
}}
exec "$python" -P -m pytest_tddgate.commands.hooks {stage} --directory={directory} --from-git "$@"
"""


# -- what a hook does


def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook of a stage; the exit code says whether git goes on."""
    parser = argparse.ArgumentParser(prog="python -P -m pytest_tddgate.commands.hooks")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--directory", default="", help="the folder of the project, from the top of the work tree")
    parser.add_argument("--from-git", action="store_true", help="git itself runs this, and tells what is pushed")
    parser.add_argument("gits", nargs="*", help="what git says: the name of the remote, and its address")
    arguments = parser.parse_intermixed_args(argv)
    staged = (
        _git("write-tree") if arguments.stage == "pre-commit" else ""
    )  # of the index that git names: -a has its own
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"):
        os.environ.pop(name, None)  # git starts a hook at the top; from another folder a relative path leads nowhere
    try:
        os.chdir(arguments.directory or ".")
        if arguments.stage == "pre-commit":
            return _verify(staged)
        if arguments.from_git:
            return _audit_of(_pushed_commits(sys.stdin.read()), (*arguments.gits, "origin")[0])
        return _audit_of(_named_commits(os.environ), os.environ.get("PRE_COMMIT_REMOTE_NAME", "origin"))
    except (TddgateError, OSError) as error:
        problem = error if isinstance(error, TddgateError) else Unusable(str(error), next_step=_REMEDY)
        text, code = command_problem(problem)
        sys.stderr.write(text)
        return code


def _verify(staged: str) -> int:
    """Whether a commit of this tree keeps every contract, or changes it by an amendment; silent as long as it does."""
    if _git("rev-parse", "--git-dir") and not _git("rev-parse", "--verify", "--quiet", "HEAD"):
        return ExitCode.PASSED
    case = case_in(".")
    status = status_of(case, staged)
    amended = {path for each in status.features for path in _amended_paths(each.contract, case)}
    features = tuple(replace(each, findings=_others(each.findings, amended)) for each in status.features)
    status = Status(features, _others(status.problems, amended))
    if not status.findings:
        return ExitCode.PASSED
    sys.stderr.write("\n".join(status_lines(status)) + "\n")
    return ExitCode.REFUSED


def _others(findings: tuple[Finding, ...], paths: set[str]) -> tuple[Finding, ...]:
    return tuple(each for each in findings if each.at is None or each.at.path not in paths)


def _amended_paths(contract: Contract, case: Case) -> set[str]:
    """What an amendment accounts for that this very commit adds, as `tddgate amend` makes one: its record, its files.

    HEAD has not seen it yet, so `tddgate status` calls the contract broken. An audit verifies the amendment again.
    """
    path, read = contract_path(contract.feature), case.repository.read
    try:
        later = contract_of_json(read(path) or b"", contract.feature)
    except ValueError:
        return set()
    if not follows(later, contract):
        return set()
    found = {each for each, digest in later.locked.items() if sha256_of(read(each) or b"") == digest}
    found |= {each for each in differences(later, contract) if each not in later.locked and read(each) is None}
    if dict(later.settings) == settings_digests(case.repository, case.layout.root):
        found |= {key.partition("#")[0] for key in later.settings}
    return {path} | found


def _audit_of(commits: Sequence[str], remote: str) -> int:
    """A static audit of HEAD, where it is among what is pushed and the remote has something to compare it with."""
    head = _git("rev-parse", "--verify", "--quiet", "HEAD")
    if not head:
        raise Unusable("git cannot read the commit that is checked out", why="it is what is judged", next_step=_REMEDY)
    for other in [each for each in commits if each != head]:
        if _git("rev-list", "--max-count=1", other, "--not", f"--remotes={remote}"):
            sys.stderr.write(f"tddgate: {other[:10]} is not checked out, so the audit of it is left to CI\n")
    if head not in commits:
        return ExitCode.PASSED
    if not _git("for-each-ref", "--count=1", f"refs/remotes/{remote}/"):
        sys.stderr.write("tddgate: the remote has nothing to compare with yet, so there is no audit\n")
        return ExitCode.PASSED
    if not _git("rev-list", "--max-count=1", head, "--not", f"--remotes={remote}"):
        return ExitCode.PASSED
    command = [sys.executable, "-P", "-m", "pytest", "-o", "addopts=", "--tdd-gate=audit", "--tdd-audit=static"]
    tips = [f"refs/remotes/{remote}/{name}" for name in ("HEAD", "main", "master")]
    command += [f"--tdd-base={tip}" for tip in tips if _git("rev-parse", "--verify", "--quiet", tip)][:1]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode  # noqa: S603 - ours


def _pushed_commits(text: str) -> list[str]:
    """The commits on git's lines `REF COMMIT REF COMMIT`; a deletion has zeros in place of one."""
    rows = [line.split() for line in text.splitlines()]
    return [row[1] for row in rows if len(row) == 4 and row[1].strip("0")]  # noqa: PLR2004 - githooks(5), pre-push


def _named_commits(variables: Mapping[str, str]) -> list[str]:
    """The commit that pre-commit or prek names; HEAD where the hook was started by hand."""
    return [_git("rev-parse", f"{variables.get('PRE_COMMIT_TO_REF') or 'HEAD'}^{{commit}}")]


def _git(*args: str, directory: str | None = None) -> str:
    """What git printed; nothing where it failed."""
    command = ["git", *args]
    done = subprocess.run(command, cwd=directory, check=False, capture_output=True, text=True)  # noqa: S603 - ditto
    return done.stdout.strip() if done.returncode == 0 else ""


# -- the files of the hooks


def hook_text(stage: str, *, python: str, directory: str) -> str:
    """The script that git runs at a stage, for an interpreter and the project's folder below the top, `""` for it."""
    return _TEMPLATE.format(stage=stage, python=shlex.quote(python), directory=shlex.quote(directory))


def hooks_folder(top: str) -> Path:
    """Where git looks for the hooks of the repository at `top`; raises Unusable where others share it."""
    folder = Path(_git("rev-parse", "--path-format=absolute", "--git-path", "hooks", directory=top))
    own = Path(_git("rev-parse", "--path-format=absolute", "--git-common-dir", directory=top))
    if not any(folder.resolve().is_relative_to(each.resolve()) for each in (own, Path(top))):
        raise Unusable(
            f"core.hooksPath names {folder}, which is outside this repository",
            why="hooks there run in every repository that names it",
            next_step="git config --local core.hooksPath .git/hooks, or call from your own hook: "
            + _line("pre-push", ""),
        )
    return folder


def show_hooks(top: str, directory: str) -> None:
    """Print where each hook would go, and its text."""
    for hook, text in _files(top, directory).items():
        print(f"{hook}:\n\n{text}")  # noqa: T201 - what was asked for
    print("Next: tddgate init --hooks --write")  # noqa: T201 - the last line is the next command


def write_hooks(top: str, directory: str) -> None:
    """Write both hooks; raises Unusable, and writes none, where one would take the place of somebody else's."""
    files = _files(top, directory)
    for hook in files:
        if _is_there(hook) and not _is_ours(hook):
            raise Unusable(
                f"{hook} is there already, and is not one that this command has written",
                why="it may do what somebody relies on",
                next_step=f"add this line to it: {_line(hook.name, directory)}",
            )
    for hook, text in files.items():
        is_same = _is_there(hook) and hook.read_text(encoding="utf-8") == text
        hook.parent.mkdir(parents=True, exist_ok=True)
        hook.write_text(text, encoding="utf-8", newline="\n")
        hook.chmod(0o755)
        print(f"{hook} {'is as it should be' if is_same else 'was written'}")  # noqa: T201 - what was done
    print("Next: git commit and git push run them. tddgate init --hooks --remove takes them away.")  # noqa: T201 - ditto


def remove_hooks(top: str, directory: str) -> None:
    """Remove the hooks that this command has written, and leave all others."""
    for hook in _files(top, directory):
        if not _is_there(hook):
            print(f"{hook} is not there")  # noqa: T201 - what was done
        elif _is_ours(hook):
            hook.unlink()
            print(f"{hook} was removed")  # noqa: T201 - ditto
        else:
            print(f"{hook} was left: it is not one that this command has written")  # noqa: T201 - ditto


def _files(top: str, directory: str) -> dict[Path, str]:
    """Path -> text of each hook; one that is committed names no interpreter of this machine."""
    folder = hooks_folder(top)
    own = Path(_git("rev-parse", "--path-format=absolute", "--git-common-dir", directory=top))
    python = sys.executable if folder.resolve().is_relative_to(own.resolve()) else _PORTABLE
    return {folder / stage: hook_text(stage, python=python, directory=directory) for stage in STAGES}


def _is_there(hook: Path) -> bool:
    return hook.is_symlink() or hook.exists()


def _is_ours(hook: Path) -> bool:
    """Whether the file is what this command writes, for whatever interpreter and folder."""
    if hook.is_symlink() or not hook.is_file():
        return False
    text = hook_text(hook.name, python="PYTHON", directory="FOLDER")
    pattern = re.escape(text).replace("PYTHON", "[^\n]+").replace("FOLDER", "[^\n]+")
    return re.fullmatch(pattern, hook.read_text(encoding="utf-8", errors="replace")) is not None


def _line(stage: str, directory: str) -> str:
    """What a hook of somebody else can call."""
    words = [_PORTABLE, "-P", "-m", "pytest_tddgate.commands.hooks", stage]
    return shlex.join([*words, *([f"--directory={directory}"] if directory else [])]) + ' --from-git "$@" || exit'


if __name__ == "__main__":
    sys.exit(main())
