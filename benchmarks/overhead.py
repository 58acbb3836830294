"""What `verify-fail` and `green` cost over `pytest --cov`, and green over plain pytest.

    python benchmarks/overhead.py [--rounds N] [--tests N] [--suite DIR ...]

Needs git and an environment with pytest-tddgate installed, and what the suites need. A src-layout project with 10,000
tests is generated; `--suite` adds the checkout of a real project, whose committed files are copied. Each is laid out
twice: `red` has a new test that fails, not committed; `green` has it locked by the gate itself, and the implementation.
In each, plain pytest, `pytest --cov` with its defaults, and the gate run in turn. CPU is that of the judge, the child,
and every run and git that the gate starts. Memory is the largest process; the judge's is not added to the child's.

The targets: each gate ≤ 1.05 times `pytest --cov`, in memory ≤ 1.1 times; green, on Python 3.12 and newer, ≤ 1.25
times plain pytest. A gate may refuse a real suite, whose coverage is its own affair; its verdict is in the table.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from measure import PYTEST, Cost, Rounds, Target, cost_of, in_turn, print_table, verdict, write_suite
from repositories import ENVIRONMENT, git

from pytest_tddgate.adapters.project import detect_layout, read_settings

VERDICTS = {0: "passed", 10: "refused", 11: "undecided"}
TESTS_FAILED = 1
TEST = '''\
"""A new test, red until the module beside it exists."""

import pytest


def test_a_new_function_doubles():
    from {package}.tddgate_benchmark import double

    assert double(3) == 6


def test_a_new_function_refuses_text():
    from {package}.tddgate_benchmark import double

    with pytest.raises(TypeError):
        double("2")
'''
MODULE = '''\
"""The implementation."""


def double(number: int) -> int:
    """Twice the number."""
    if isinstance(number, str):
        raise TypeError(number)
    return number + number
'''


@dataclass(frozen=True, slots=True)
class Project:
    """A repository: its folder, the source root from which `package` is imported, and its folder of tests."""

    folder: Path
    source: str
    package: str
    tests: str

    @property
    def environment(self) -> dict[str, str]:
        """Imports come from this copy, wherever the package may be installed; git has no settings of the user's."""
        return ENVIRONMENT | {"PYTHONPATH": str(self.folder / self.source)}

    def run(self, *args: str, accept: tuple[int, ...] = (0,)) -> Cost:
        """The cost of pytest with these arguments."""
        return cost_of((*PYTEST, *args), self.folder, self.environment, accept=accept)

    def add_test(self) -> None:
        """Write the new test."""
        target = self.folder / self.tests / "test_tddgate_benchmark.py"
        target.write_text(TEST.format(package=self.package))

    def implement(self) -> None:
        """Lock the new test, and write what it asks for."""
        self.run("--tdd-gate=lock", "--tdd-feature=benchmark")
        (self.folder / self.source / self.package / "tddgate_benchmark.py").write_text(MODULE)


def project_in(folder: Path) -> Project:
    """The project in this folder, with its layout as the gates detect it."""
    top = os.path.realpath(folder)
    layout = detect_layout(top, top, read_settings(top), ["tests"], ["test_*.py"])
    package = next(each for each in layout.packages if (folder / each).is_dir())
    root, _, name = package.rpartition("/")
    return Project(Path(top), root, name, layout.tests[0])


def copied(suite: Path, target: Path) -> Path:
    """The committed files of a checkout, as a repository of one commit."""
    target.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=suite, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x"], cwd=target, input=archive, check=True)
    return committed(target)


def committed(folder: Path) -> Path:
    """The folder, with everything in its first commit, on a branch of its own."""
    (folder / ".gitignore").open("a").write("\n__pycache__/\n.coverage*\n")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=everything")
    git(folder, "checkout", "--quiet", "-b", "benchmark")
    return folder


def compared(name: str, red: Project, green: Project, rounds: int) -> list[Target]:
    """Run every side in both states of the project, print the table, and return the targets."""
    red.add_test()
    green.add_test()
    green.implement()
    gates = {"verify-fail": red, "green": green}
    found = {gate: measured(gate, project, rounds) for gate, project in gates.items()}
    for gate, costs in found.items():
        print_costs(f"{name}, {gate}", costs, gate)
    targets = [
        target
        for gate, costs in found.items()
        for target in (
            Target(f"{name}: {gate} over --cov", costs.ratio(gate, "--cov"), 1.05, "x"),
            Target(f"{name}: {gate} memory", costs.memory_ratio(gate, "--cov"), 1.1, "x"),
        )
    ]
    if sys.version_info >= (3, 12):
        targets.append(Target(f"{name}: green over plain", found["green"].ratio("green", "plain"), 1.25, "x"))
    return targets


def measured(gate: str, project: Project, rounds: int) -> Rounds:
    """The costs of plain pytest, `pytest --cov` and the gate, in turn."""
    failing = (0, TESTS_FAILED)
    sides = {
        "plain": partial(project.run, accept=failing),
        "--cov": partial(project.run, f"--cov={project.package}", accept=failing),
        gate: partial(project.run, f"--tdd-gate={gate}", accept=tuple(VERDICTS)),
    }
    return in_turn(sides, rounds)


def print_costs(title: str, costs: Rounds, gate: str) -> None:
    """The table of one gate."""
    rows = [
        [
            side,
            f"{costs.cpu(side):.2f}",
            f"{costs.wall(side):.2f}",
            f"{costs.memory(side) / 2**20:.0f}",
            f"{costs.ratio(side, '--cov'):.2f}",
            f"{costs.ratio(side, 'plain'):.2f}",
            VERDICTS[costs.costs[side][-1].exit_code] if side == gate else "",
        ]
        for side in costs.costs
    ]
    print_table(title, ["side", "CPU s", "wall s", "memory MiB", "x --cov", "x plain", "verdict"], rows)


def main() -> int:
    """Measure every suite, print, and return whether the targets hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tests", type=int, default=10_000, help="tests of the generated suite; 0: leave it out")
    parser.add_argument("--suite", type=Path, action="append", default=[], metavar="DIR", help="a git checkout")
    args = parser.parse_args()
    targets: list[Target] = []
    with tempfile.TemporaryDirectory(prefix="tddgate-overhead-") as name:
        folder = Path(os.path.realpath(name))
        if args.tests:
            pair = [folder / "generated" / state for state in ("red", "green")]
            for each in pair:
                write_suite(each, args.tests)
                committed(each)
            targets += compared(f"{args.tests:,} tests", project_in(pair[0]), project_in(pair[1]), args.rounds)
        for suite in args.suite:
            pair = [copied(suite, folder / suite.name / state) for state in ("red", "green")]
            targets += compared(suite.name, project_in(pair[0]), project_in(pair[1]), args.rounds)
    print()
    return verdict(targets)


if __name__ == "__main__":
    raise SystemExit(main())
