"""How many honest commits of well-kept projects the docs gate refuses, and for what.

    python benchmarks/documented.py REPOSITORY… [--last N] [--show RULE]

A REPOSITORY is a git directory; nothing in it is changed. Of each, the last N (default 40) commits of the main line are
judged that change product code, tests and the public API, each against its first parent, as `--tdd-base` would have it.
Nothing of a project is run or imported, and examples are read only. With `--show` the findings of a rule (`all`: of
each) are printed. The last line is the figure.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.project import detect_layout
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.domain.verdict import Outcome
from pytest_tddgate.gates.case import Case
from pytest_tddgate.gates.docs.gate import judge, prepare

if TYPE_CHECKING:
    from typing import Unpack

    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.run.extra import RunSides
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.domain.run.role import Role


class NoRunner:
    """Runs nothing: what a project depends on is not installed, so that its examples cannot be judged."""

    def run(self, role: Role, **sides: Unpack[RunSides]) -> RunSeen:  # noqa: ARG002 - the port's
        """A run of which nothing was seen."""
        return RunSeen()

    def visible(self, orders: Orders) -> RunSeen:  # noqa: ARG002 - ditto
        """The same."""
        return RunSeen()


def git(directory: str, *words: str) -> str:
    """What git says."""
    return subprocess.run(["git", "-C", directory, *words], check=True, capture_output=True, text=True).stdout


def candidates(repository: str) -> list[str]:
    """Commits of the main line, newest first, that change Python files of the tests and of something else."""
    found = []
    for block in git(repository, "log", "--first-parent", "-m", "--name-only", "--format=%x00%H", "-800").split("\0"):
        commit, *paths = block.split()[:1] + block.split()[1:] if block.strip() else [""]
        python = [path for path in paths if path.endswith(".py") and not path.startswith(("docs/", "doc/"))]
        tests = [path for path in python if "test" in path]
        if tests and len(tests) < len(python) and has_parent(repository, commit):
            found.append(commit)
    return found


def has_parent(repository: str, commit: str) -> bool:
    """Whether the commit before it is there: where history is cut off it is not."""
    words = ["git", "-C", repository, "cat-file", "-e", f"{commit}^1"]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


def judged(directory: str, commit: str) -> Report | None:
    """What the gate says of a commit, None where nothing public changed."""
    git(directory, "checkout", "-q", "--detach", "-f", commit)
    repository = open_repository(directory)
    layout = detect_layout(directory, directory, Settings(), [], ["test_*.py", "*_test.py"])
    case = Case(repository, NoRunner(), Settings(), layout, base=f"{commit}^1")
    prepared = prepare(case)
    return judge(case, prepared, None) if prepared.changes else None


def main() -> None:
    """Judge each repository's commits, and add up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+")
    parser.add_argument("--last", type=int, default=40)
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    commits = refused = 0
    rules: Counter[str] = Counter()
    for source in options.repositories:
        with tempfile.TemporaryDirectory(prefix="documented-") as folder:
            place = str(Path(folder, "clone").resolve())
            subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", source, place], check=True)
            here: Counter[str] = Counter()
            seen = bad = 0
            for commit in candidates(place):
                if seen == options.last:
                    break
                report = judged(place, commit)
                if report is None:
                    continue
                seen += 1
                bad += report.verdict.outcome is Outcome.REFUSED
                here.update({each.rule.id for each in report.verdict.findings})
                for each in report.verdict.findings:
                    if options.show in {each.rule.id, "all"}:
                        print(f"   {commit[:10]} {each.at or ''} {each.rule.id}: {each.what}")
            told = ", ".join(f"{rule} {count}" for rule, count in here.most_common())
            print(f"{source}: {seen} commits, {bad} refused: {told or 'nothing'}", flush=True)
            commits, refused = commits + seen, refused + bad
            rules += here
    print(f"{refused} of {commits} commits refused ({refused / max(commits, 1):.0%}); by rule: {dict(rules)}")


if __name__ == "__main__":
    main()
