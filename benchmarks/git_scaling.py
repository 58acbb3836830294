"""What a gate's git work costs in large repositories and long histories.

    python benchmarks/git_scaling.py [--rounds N] [--files N] [--keep DIR]

Needs git and an environment with pytest-tddgate installed. Three repositories are generated with `git fast-import`
(`repositories.py`): 5,000 files; ten times as many; 5,000 files again, with 5,000 commits. A tenth of the files are
tests, and ten are changed in the work tree. The steps are those of verify-fail before its run, called as the gate
calls them, in a process of their own; then what lock and green ask in addition. CPU is that of the process and its
gits. The figures are verify-fail's steps.

They are not flat in the size. In the repository of 50,000 files, a third of the time goes to comparing every name with
the names that test-side files can have, a third to looking for untracked files in the whole work tree, and a quarter to
reading and hashing every test-side file, here a tenth of all: neither an index's flags nor its times and sizes can be
trusted. Git itself is not flat either: the last two rows are `git status`, of everything and of the tests only.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from measure import Target, print_table, verdict
from repositories import ENVIRONMENT, generate, git

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.project import detect_layout, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

VERIFY_FAIL = ("open", "look closely", "resolve", "tests changed since", "bytes of changed")
GIT_ALONE: dict[str, list[str]] = {"git status": [], "git status tests": ["tests"]}
SMALL, LARGE, LONG = "small", "large", "long"


class Step(NamedTuple):
    """Milliseconds of CPU and of wall time."""

    cpu: float
    wall: float


class Watch:
    """Times steps, by name."""

    def __init__(self) -> None:
        """Start without any."""
        self.steps: dict[str, Step] = {}

    def time(self, name: str, run: Callable[[], T]) -> T:
        """What `run` returns; what it took is noted."""
        cpu, wall = _cpu(), time.perf_counter()
        found = run()
        self.steps[name] = Step((_cpu() - cpu) * 1000, (time.perf_counter() - wall) * 1000)
        return found


def _cpu() -> float:
    """CPU seconds of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def steps_in(directory: str) -> dict[str, Step]:
    """Every step in this repository, as the gates do it."""
    watch = Watch()
    repository = watch.time("open", lambda: open_repository(directory))
    layout = detect_layout(repository.top, directory, read_settings(directory), ["tests"], ["test_*.py"])
    watch.time("look closely", lambda: repository.look_closely(layout))
    base = watch.time("resolve", lambda: repository.resolve("HEAD"))
    changed = watch.time("tests changed since", lambda: repository.tests_changed_since(base, layout))
    watch.time("bytes of changed", lambda: [repository.blobs(base, changed), *map(repository.read, changed)])
    watch.time("lock: test-side files", lambda: repository.test_side_files(layout))
    watch.time("green: first additions", lambda: repository.additions(".tddgate/contracts"))
    watch.time("green: upstream", repository.upstream)
    watch.time("green: changed since", lambda: repository.changed_since(base))
    for step, paths in GIT_ALONE.items():
        watch.time(step, partial(git, Path(directory), "status", "--porcelain", "-z", "-uall", "--", *paths))
    return watch.steps


def measured(repositories: Mapping[str, Path], rounds: int) -> dict[str, list[dict[str, Step]]]:
    """The steps in each repository, in turn; the first round warms the file cache and does not count."""
    found: dict[str, list[dict[str, Step]]] = {name: [] for name in repositories}
    for number in range(rounds + 1):
        for name, folder in repositories.items():
            command = [sys.executable, __file__, "--measure", str(folder)]
            out = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True).stdout
            if number:
                found[name].append({step: Step(*cost) for step, cost in json.loads(out).items()})
    return found


def print_steps(found: Mapping[str, list[dict[str, Step]]]) -> None:
    """The table: a row for each step, CPU and wall time for each repository."""
    rows = [
        [step, *(f"{_median(rounds, (step,), kind):.1f}" for rounds in found.values() for kind in ("cpu", "wall"))]
        for step in next(iter(found.values()))[0]
    ]
    cells = (f"{_median(rounds, VERIFY_FAIL, kind):.1f}" for rounds in found.values() for kind in ("cpu", "wall"))
    rows.append(["verify-fail", *cells])
    heads = ["step", *(f"{name} {kind}" for name in found for kind in ("CPU", "wall"))]
    print_table("git work of a gate, ms", heads, rows)
    print()


def _median(rounds: list[dict[str, Step]], steps: tuple[str, ...], kind: str) -> float:
    at = Step._fields.index(kind)
    return statistics.median(sum(each[step][at] for step in steps) for each in rounds)


def _ratio(found: Mapping[str, list[dict[str, Step]]], name: str) -> float:
    """Median of verify-fail's CPU time in this repository as a multiple of that in the small one, in the same round."""
    large, small = ([sum(each[step].cpu for step in VERIFY_FAIL) for each in found[side]] for side in (name, SMALL))
    return statistics.median(one / other for one, other in zip(large, small, strict=True))


def main() -> int:
    """Generate, measure, print, and return whether the targets hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--files", type=int, default=5_000, help="files of the small repository, a tenth of the large one's"
    )
    parser.add_argument("--keep", type=Path, help="generate the repositories here, or use those that are here already")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(steps_in(args.measure)))
        return 0
    with tempfile.TemporaryDirectory(prefix="tddgate git ") as scratch:
        return compared(Path(os.path.realpath(args.keep or scratch)), args.files, args.rounds)


def compared(folder: Path, files: int, rounds: int) -> int:
    """Measure in repositories below this folder."""
    sizes = {SMALL: (files, 1), LARGE: (files * 10, 1), LONG: (files, 5_000)}
    for name, size in sizes.items():
        if not (folder / name).exists():
            generate(folder / name, *size)
    found = measured({name: folder / name for name in sizes}, rounds)
    print_steps(found)
    return verdict(
        [
            Target(f"{files * 10:,} files", _median(found[LARGE], VERIFY_FAIL, "cpu"), 300, "ms"),
            Target("files over small", _ratio(found, LARGE), 1.5, "x"),
            Target("history over small", _ratio(found, LONG), 1.5, "x"),
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
