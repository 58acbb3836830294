"""A project in a git repository, told as a story: each step returns the project, each gate says what it expects."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a dataclass keeps its annotations readable at run time
from typing import TYPE_CHECKING

from tests.locked import LocksMade

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["EXIT_CODES", "GateRun", "Project", "git", "git_environment", "make_template", "unmeasured"]

EXIT_CODES = {"passed": 0, "refused": 10, "undecided": 11, "unusable": 4, "interrupted": 2}

_FILES = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n\n[tool.pytest.ini_options]\n'
    'pythonpath = ["src"]\ntestpaths = ["tests"]\n',
    "src/shop/__init__.py": '"""A shop."""\n',
    "src/shop/cart.py": "def total(prices):\n    return sum(prices)\n",
    "tests/test_cart.py": "from shop.cart import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n",
    ".gitignore": "__pycache__/\n.coverage*\n",
}


_OURS = ("GIT_", "TDDGATE_", "PYTEST_", "COVERAGE_FILE", "PYTHONDONTWRITEBYTECODE")
"""Beginnings of variables that belong to the run of these tests, and not to the runs that they start.

Without bytecode a pytest takes three times as long to start, and these tests start hundreds.
"""


def git_environment() -> dict[str, str]:
    """The environment of this process, without what would let git read or write outside the test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    identity = {f"GIT_{role}_{part}": "a@example.com" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    return kept | identity | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def unmeasured() -> dict[str, str]:
    """The environment of this process, for one that is asked what it loads: without what starts coverage in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def git(directory: Path, *args: str, check: bool = True) -> str:
    """What git printed in this directory, without the last line end."""
    done = subprocess.run(
        ["git", *args], cwd=directory, env=git_environment(), check=check, capture_output=True, text=True
    )
    return done.stdout.rstrip("\n")


def make_template(root: Path) -> Path:
    """The sample project, committed on the branch `main`."""
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    project = Project(root)
    for path, text in _FILES.items():
        project.with_file(path, text)
    project.commit("first commit")
    return root


@dataclass(frozen=True, slots=True)
class GateRun:
    """What a gated run left behind: exit code, screen, the rules that refused and those that advised."""

    exit_code: int
    output: str

    @property
    def refused(self) -> tuple[str, ...]:
        """Ids of the rules that refused, in order."""
        return tuple(re.findall(r"^refused\[([\w-]+)\]", self.output, re.MULTILINE))

    @property
    def advised(self) -> tuple[str, ...]:
        """Ids of the rules that gave advice, in order."""
        return tuple(re.findall(r"^advice\[([\w-]+)\]", self.output, re.MULTILINE))

    @property
    def last_line(self) -> str:
        """The verdict and the next command."""
        return self.output.rstrip().rpartition("\n")[2]

    @property
    def rows(self) -> dict[str, str]:
        """Name of each test in the report's rows -> how it is red, `pin`, `amended`, or the rule that it breaks."""
        found = re.findall(r"^  (red|pin|amended|-) +(?:([\w-]+) +)?\S+?::(\S+)", self.output, re.MULTILINE)
        return {name: kind if state == "-" else f"{state} {kind}".strip() for state, kind, name in found}

    def told(self, rule_id: str) -> tuple[str, str]:
        """Place and next step of the first finding of this rule."""
        pattern = rf"\[{rule_id}\]: (?:.*\n)+?(?:  --> (.*)\n)?  why:  .*\n  next: (.*)"
        found = re.search(pattern, self.output)
        assert found, self.output
        return found[1] or "", found[2]

    @property
    def findings(self) -> list[str]:
        """What each refusing finding says, in order."""
        return re.findall(r"^refused\[[\w-]+\]: (.*)", self.output, re.MULTILINE)


_LOCKS: LocksMade[GateRun] = LocksMade()


@dataclass(frozen=True, slots=True)
class Project:
    """A project at `root`, the top of a repository; `ran` is its last gated run, `directory` where pytest is run."""

    root: Path
    ran: GateRun | None = None
    directory: str = ""

    @classmethod
    def copied(cls, template: Path, root: Path) -> Project:
        """A project of its own, copied with its repository."""
        shutil.copytree(template, root, symlinks=True)
        return cls(root)

    def with_file(self, path: str, content: str | bytes) -> Project:
        """Write a file; the folders above it are made."""
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def without_file(self, path: str) -> Project:
        """Remove a file."""
        (self.root / path).unlink()
        return self

    def replace(self, path: str, old: str, new: str) -> Project:
        """Edit a file; the old text must be there."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        return self.with_file(path, text.replace(old, new))

    def with_red_test(self, name: str = "discount") -> Project:
        """Add a test of `shop.NAME`, which does not exist yet."""
        test = f"from shop.{name} import {name}\n\n\ndef test_{name}():\n    assert {name}(100) == 90\n"
        return self.with_file(f"tests/test_{name}.py", test)

    def implement(self, name: str = "discount") -> Project:
        """Write what `with_red_test` asks for."""
        return self.with_file(f"src/shop/{name}.py", f"def {name}(price):\n    return price * 9 // 10\n")

    @property
    def last(self) -> GateRun:
        """The last gated run."""
        assert self.ran is not None
        return self.ran

    @property
    def head(self) -> str:
        """The id of the commit that is checked out."""
        return self.git("rev-parse", "HEAD")

    def text(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def commit_settings(self) -> Project:
        """Commit pytest's settings, and nothing else."""
        self.git("commit", "--quiet", "--message", "settings", "--", "pyproject.toml")
        return self

    def moved_into(self, folder: str) -> Project:
        """Move the project into a folder below the top of its repository, where pytest is then run."""
        (self.root / folder).mkdir(parents=True)
        for name in ("src", "tests", "pyproject.toml"):
            (self.root / name).rename(self.root / folder / name)
        return Project(self.root, self.ran, folder)

    def lock(self, feature: str = "discount", *args: str) -> Project:
        """Lock what is new as the contract of this feature; a lock of the very same files is taken over."""
        key = _LOCKS.key_of(
            self.root, feature, args, self.directory, self.git("ls-files", "--stage", "-v"), git_environment()
        )
        ran = _LOCKS.taken_over(key, self.root)
        if ran is not None:
            return Project(self.root, ran, self.directory)
        locked = self.gate("lock", f"--tdd-feature={feature}", *args, verdict="passed")
        if key:
            _LOCKS.keep(key, self.root, locked.last)
        return locked

    def git(self, *args: str, check: bool = True) -> str:
        """What git printed at the top of the repository."""
        return git(self.root, *args, check=check)

    def commit(self, message: str = "a commit") -> Project:
        """Commit everything that is there."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self

    def amend(self, feature: str, reason: str) -> Project:
        """Amend a contract by what the work tree holds."""
        amending = "import sys; from pytest_tddgate.cli import main; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", amending, "amend", feature, "--reason", reason]
        done = subprocess.run(
            command, cwd=self.root, env=git_environment(), check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return self

    def run(self, *args: str, timeout: float = 120, **variables: str) -> GateRun:
        """A run of pytest with these arguments, in a process of its own."""
        process = subprocess.Popen(
            self.command(*args),
            cwd=self.root / self.directory,
            env=git_environment() | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="backslashreplace",
            start_new_session=True,  # what it starts ends with it when it takes too long
        )
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
        return GateRun(process.returncode, output)

    @staticmethod
    def command(*args: str) -> list[str]:
        """The command line of pytest with these arguments; test order and cache are the test's own.

        At the end of a run the plugin of hypothesis loads all of hypothesis, which takes as long as the rest. That of
        asyncio loads asyncio at the start, a tenth of a gate: `-p asyncio` brings it back.
        """
        left_out = ("no:randomly", "no:cacheprovider", "no:hypothesispytest", "no:asyncio")
        return [sys.executable, "-m", "pytest", *(word for each in left_out for word in ("-p", each)), *args]

    def gate(self, gate: str, *args: str, verdict: str, rules: Iterable[str] = (), says: str = "") -> Project:
        """Run a gate and compare: the exit code of the verdict, and exactly these rules among the refusals."""
        ran = self.run(f"--tdd-gate={gate}", *args)
        seen = (ran.exit_code, set(ran.refused))
        assert seen == (EXIT_CODES[verdict], set(rules)), ran.output
        assert says in ran.output, ran.output
        return Project(self.root, ran, self.directory)
