"""What the git hooks do when git, pre-commit or prek runs them."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git_process import git_says
from pytest_tddgate.adapters.held_back import code_of
from pytest_tddgate.adapters.pytest_settings import settings_digests
from pytest_tddgate.commands.hook_files import STAGES
from pytest_tddgate.domain.contracts.contract import contract_of_json, contract_path
from pytest_tddgate.domain.contracts.line_ends import digests_of
from pytest_tddgate.domain.contracts.succession import differences, follows
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.reports.status import Status
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

__all__ = ["main"]

_REMEDY = "tddgate init --hooks --write, or --remove"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the hook of a stage; the exit code tells git whether to go on."""
    parser = argparse.ArgumentParser(prog="python -P -m pytest_tddgate.commands.hooks")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--directory", default="", help="the folder of the project, from the top of the work tree")
    parser.add_argument("--from-git", action="store_true", help="git itself runs this, and says what is pushed")
    parser.add_argument("gits", nargs="*", help="what git says: the name of the remote, and its address")
    arguments = parser.parse_intermixed_args(argv)
    index = {name: value for name, value in os.environ.items() if name == "GIT_INDEX_FILE"}
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"):
        os.environ.pop(name, None)  # they may be relative to the top, and we change to another folder
    try:
        # Before the change of folder, as well: `git commit -a` has an index of its own.
        staged = git_says("write-tree", variables=index) if arguments.stage == "pre-commit" else ""
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
    """PASSED if a commit of this tree keeps every contract or amends it; prints nothing in that case."""
    if git_says("rev-parse", "--git-dir") and not git_says("rev-parse", "--verify", "--quiet", "HEAD"):
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
    """The paths that this very commit amends as `tddgate amend` does: the contract, and its files as it locks them.

    `tddgate status` compares with HEAD, which lacks the amendment, and calls the contract broken. An audit verifies the
    amendment later.
    """
    path, read = contract_path(contract.feature), case.repository.read
    try:
        later = contract_of_json(read(path) or b"", contract.feature)
    except ValueError:
        return set()
    if not follows(later, contract):
        return set()
    found = {each for each, digest in later.locked.items() if digest in digests_of(read(each) or b"")}
    found |= {each for each in differences(later, contract) if each not in later.locked and read(each) is None}
    if dict(later.settings) == settings_digests(case.repository, case.layout.root):
        found |= {key.partition("#")[0] for key in later.settings}
    return {path} | found


def _audit_of(commits: Sequence[str], remote: str) -> int:
    """Audit HEAD statically if it is being pushed and the remote has something to compare it with."""
    head = git_says("rev-parse", "--verify", "--quiet", "HEAD")
    if not head:
        raise Unusable(
            "git cannot read the commit that is checked out", why="it is the commit to judge", next_step=_REMEDY
        )
    for other in [each for each in commits if each != head]:
        if git_says("rev-list", "--max-count=1", other, "--not", f"--remotes={remote}"):
            sys.stderr.write(f"tddgate: {other[:10]} is not checked out, so the audit of it is left to CI\n")
    if head not in commits:
        return ExitCode.PASSED
    if not git_says("for-each-ref", "--count=1", f"refs/remotes/{remote}/"):
        sys.stderr.write("tddgate: the remote has nothing to compare with yet, so there is no audit\n")
        return ExitCode.PASSED
    if not git_says("rev-list", "--max-count=1", head, "--not", f"--remotes={remote}"):
        return ExitCode.PASSED
    command = [sys.executable, "-P", "-m", "pytest", "-o", "addopts=", "--tdd-gate=audit", "--tdd-audit=static"]
    tips = [f"refs/remotes/{remote}/{name}" for name in ("HEAD", "main", "master")]
    command += [f"--tdd-base={tip}" for tip in tips if git_says("rev-parse", "--verify", "--quiet", tip)][:1]
    return code_of(command, stdin=subprocess.DEVNULL)


def _pushed_commits(text: str) -> list[str]:
    """The commits in git's lines `REF COMMIT REF COMMIT`; a deletion has zeros for a commit."""
    rows = [line.split() for line in text.splitlines()]
    return [row[1] for row in rows if len(row) == 4 and row[1].strip("0")]  # noqa: PLR2004 - githooks(5), pre-push


def _named_commits(variables: Mapping[str, str]) -> list[str]:
    """The commit that pre-commit or prek names; HEAD if the hook was started by hand."""
    return [git_says("rev-parse", f"{variables.get('PRE_COMMIT_TO_REF') or 'HEAD'}^{{commit}}")]


if __name__ == "__main__":
    sys.exit(main())
