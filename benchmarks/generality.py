"""Judge honest commits by the checks that ask whether a change is general: how many do they refuse, or advise about.

    python benchmarks/generality.py --corpus DIR --clones DIR [--last N] [--only PROJECT] [--jobs N]

DIR of `--corpus` is the folder of the replay set with its `corpus.json`, DIR of `--clones` holds a bare clone of each
project as OWNER+NAME/repo. Judged are the commits of the set; with `--last N`, the last N commits of each clone that
change both tests and code. Each is taken as one change: the contract is the test files that it changes
with their harness, the subject its changed code and data. Nothing is run. Each finding is printed; the last line is the
figure, and the exit status says whether at most 2 % of the commits are refused, and at most 2 % advised about.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import Layout, Side
from pytest_tddgate.domain.python.lines import changed_lines
from pytest_tddgate.domain.rules.rule import Level
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.case import Case
from pytest_tddgate.gates.change.evolution import Evolution
from pytest_tddgate.gates.change.harness import harness_of
from pytest_tddgate.gates.change.subject_lines import changed_data_files
from pytest_tddgate.gates.implementation.checks import read_findings
from pytest_tddgate.gates.implementation.examined import Implementation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.ports import Repository, Runner

TARGET = 0.02
SOURCE_ROOTS = ("src/", "")


@dataclass
class Commit:
    """A commit of a bare clone, as far as the checks that only read ask a repository."""

    clone: Path
    id: str
    _read: dict[tuple[str, str], bytes | None] = field(default_factory=dict)

    def git(self, *args: str) -> bytes:
        """What git prints about the clone."""
        command = ["git", "--git-dir", str(self.clone), *args]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths of a commit; with `under` only those that are these files, or in these folders."""
        asked = ["ls-tree", "-r", "-z", "--name-only", commit, "--", *under]
        return tuple(self.git(*asked).decode().split("\0")[:-1])

    def blobs(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of those paths that the commit has."""
        wanted = [path for path in paths if (commit, path) not in self._read]
        asked = "".join(f"{commit}:{path}\n" for path in wanted).encode()
        command = ["git", "--git-dir", str(self.clone), "cat-file", "--batch"]
        answer = subprocess.run(command, check=True, input=asked, stdout=subprocess.PIPE).stdout
        for path in wanted:
            head, _, answer = answer.partition(b"\n")
            if not (found := re.fullmatch(rb"\w+ blob (\d+)", head)):
                self._read[commit, path] = None
                continue
            self._read[commit, path] = answer[: int(found[1])]
            answer = answer[int(found[1]) + 1 :]
        return {path: data for path in paths if (data := self._read[commit, path]) is not None}

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the commit itself."""
        return self.blobs(self.id, [path]).get(path)

    def has_file(self, path: str) -> bool:
        """Whether the commit has the file."""
        return self.read(path) is not None

    def is_link(self, path: str) -> bool:
        """Whether the path is a link in the commit."""
        return self.git("ls-tree", self.id, "--", path).startswith(b"120000")

    def changed_since(self, commit: str) -> tuple[str, ...]:
        """The paths of which the bytes differ between another commit and this one."""
        return tuple(self.git("diff", "--name-only", "-z", "--no-renames", commit, self.id).decode().split("\0")[:-1])

    def test_side_files(self, layout: Layout) -> tuple[str, ...]:
        """The commit's files on the tests' side."""
        return tuple(path for path in self.files(self.id) if layout.is_test_side(path))


def layout_of(clone: Path, packages: list[str], commit: Commit) -> Layout:
    """Where a project keeps what, told from the paths of the commit."""
    files = commit.files(commit.id)
    found = [
        place
        for package in packages
        for place in (f"{root}{package}{end}" for root in SOURCE_ROOTS for end in ("", ".py"))
        if any(path == place or path.startswith(f"{place}/") for path in files)
    ]
    return Layout(str(clone), source=("src",), packages=tuple(found), names=frozenset(packages))


def judge(clone: Path, packages: list[str], base: str, head: str) -> list[Finding] | None:
    """What is found in one commit; None where it does not change both tests and code."""
    commit = Commit(clone, head)
    layout = layout_of(clone, packages, commit)
    paths = commit.git("diff", "--name-only", "-z", "--no-renames", base, head).decode().split("\0")[:-1]
    sides = {path: layout.side_of(path) for path in paths}
    tests = [path for path, side in sides.items() if side is Side.TEST and layout.is_test_file(path)]
    tests = [path for path in tests if commit.read(path) is not None]
    subject = tuple(path for path, side in sides.items() if side is Side.SUBJECT)
    before = commit.blobs(base, subject)
    now = {path: data for path in subject if path.endswith(".py") and (data := commit.read(path)) is not None}
    if not tests or not now:
        return None
    other = tuple(path for path, side in sides.items() if side is Side.OTHER)
    case = Case(cast("Repository", commit), cast("Runner", None), Settings(), layout)
    evolution = Evolution(base, subject_paths=subject, other_paths=other)
    present = [path for path in commit.files(head) if layout.is_test_side(path)]
    harness = harness_of(tests, present, cast("Repository", commit), layout)
    implementation = Implementation(
        tuple(TestId(path, "") for path in tests),
        {path: changed_lines(before.get(path), data) for path, data in now.items()},
        base,
        changed_data_files(evolution),
        (*tests, *harness),
    )
    return list(read_findings(implementation, case))


def commits_of(args: argparse.Namespace) -> list[tuple[str, Path, list[str], str, str]]:
    """Project, clone, packages, base and head of each commit to judge."""
    corpus = json.loads((args.corpus / "corpus.json").read_text(encoding="utf-8"))
    projects: dict[str, Any] = {
        name: each for name, each in corpus["projects"].items() if not args.only or name in args.only
    }
    clones = {name: args.clones / each["gh"].replace("/", "+") / "repo" for name, each in projects.items()}
    if not args.last:
        return [
            (each["repo"], clones[each["repo"]], projects[each["repo"]]["pkgs"], each["parent"], each["sha"])
            for each in corpus["cases"]
            if each["repo"] in projects
        ]
    return [
        (name, clone, projects[name]["pkgs"], parent, commit)
        for name, clone in clones.items()
        for commit, parent in recent(clone, projects[name]["pkgs"], args.last)
    ]


def recent(clone: Path, packages: list[str], count: int) -> list[tuple[str, str]]:
    """The last commits that change both a test file and code, each with its first parent."""
    log = Commit(clone, "HEAD").git("log", "--no-merges", "--name-only", "--format=%x00%H %P").decode()
    code = re.compile(rf"^(?:src/)?(?:{'|'.join(map(re.escape, packages))})(?:/.*)?\.py$", re.MULTILINE)
    tests = re.compile(r"^(?:.*/)?test_[^/]*\.py$|^(?:.*/)?[^/]*_test\.py$", re.MULTILINE)
    found = []
    for entry in log.split("\0")[1:]:
        ids, _, paths = entry.partition("\n")
        if len(ids.split()) > 1 and tests.search(paths) and code.search(paths):
            found.append((ids.split()[0], ids.split()[1]))
    return found[:count]


def judged(work: tuple[str, Path, list[str], str, str]) -> tuple[str, str, list[Finding] | None, float]:
    """Project, commit, findings and seconds of one commit."""
    name, clone, packages, base, head = work
    start = time.process_time()
    return name, head, judge(clone, packages, base, head), time.process_time() - start


def main() -> int:
    """Judge every commit and print what is found; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--clones", type=Path, required=True)
    parser.add_argument("--last", type=int, default=0, help="the last N commits of each clone instead of the set's")
    parser.add_argument("--only", action="append", help="a project")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    counts: dict[str, int] = {}
    refused, advised, slowest = 0, 0, 0.0
    with ProcessPoolExecutor(args.jobs) as pool:
        for name, head, found, seconds in pool.map(judged, commits_of(args), chunksize=4):
            if found is None:
                continue
            counts[name] = counts.get(name, 0) + 1
            levels = {each.rule.level for each in found}
            refused += Level.REFUSE in levels
            advised += Level.ADVISE in levels
            slowest = max(slowest, seconds)
            for each in found:
                print(f"{name} {head[:10]} {each.rule.id} {each.at}: {each.what}", flush=True)
    total = sum(counts.values())
    print(f"projects: {len(counts)}, commits: {total}, slowest: {slowest:.1f} s of CPU time")
    print(f"honest changes advised about: {advised} of {total}, {advised / max(1, total):.1%}")
    print(f"honest changes refused: {refused} of {total}, {refused / max(1, total):.1%}")
    return int(max(refused, advised) > TARGET * total)


if __name__ == "__main__":
    raise SystemExit(main())
