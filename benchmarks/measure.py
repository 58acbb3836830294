"""What a process tree costs, and how two sides are compared: in turn, in one run, by medians.

CPU time is user + system of the process and of every descendant that was waited for (`os.wait4`), so a gate pays for
its judge, its child and every git. Machines are noisy: each round runs every side once, the next round in the other
order, and what is compared is the difference or the ratio within a round.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

__all__ = ["PYTEST", "Cost", "Rounds", "Target", "cost_of", "in_turn", "print_table", "verdict", "write_suite"]

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider")
"""pytest of this interpreter, with nothing that makes two runs differ: no shuffling, no cache."""
_MEDIAN_ERROR = math.sqrt(math.pi / 2)  # of a median over that of a mean, where the noise is normal


class Cost(NamedTuple):
    """Seconds of CPU and of wall time, bytes of the largest process, and the exit code."""

    cpu: float
    wall: float
    memory: int
    exit_code: int


def cost_of(
    command: Sequence[str],
    directory: Path,
    environment: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
    accept: Sequence[int] = (0,),
) -> Cost:
    """What the command costs; ends the benchmark with its output when its exit code is not accepted."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=directory,
            env={**os.environ, **(environment or {})},
            pass_fds=pass_fds,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in accept:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)}: exit code {child.returncode}\n{output.read().decode()[-4000:]}")
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): kilobytes but for macOS
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit, child.returncode)


@dataclass(frozen=True, slots=True)
class Rounds:
    """The costs of every side, by name; the same position is the same round."""

    costs: Mapping[str, Sequence[Cost]]

    def cpu(self, side: str) -> float:
        """Median CPU seconds."""
        return statistics.median(each.cpu for each in self.costs[side])

    def wall(self, side: str) -> float:
        """Median wall seconds."""
        return statistics.median(each.wall for each in self.costs[side])

    def memory(self, side: str) -> float:
        """Median bytes of the largest process."""
        return statistics.median(each.memory for each in self.costs[side])

    def more(self, side: str, over: str) -> float:
        """Median of the CPU seconds that `side` took more than `over` in the same round."""
        return statistics.median(a.cpu - b.cpu for a, b in self._pairs(side, over))

    def ratio(self, side: str, over: str) -> float:
        """Median of the CPU time of `side` as a multiple of that of `over` in the same round."""
        return statistics.median(a.cpu / b.cpu for a, b in self._pairs(side, over))

    def memory_ratio(self, side: str, over: str) -> float:
        """Median of the memory of `side` as a multiple of that of `over`."""
        return statistics.median(a.memory / b.memory for a, b in self._pairs(side, over))

    def uncertainty(self, side: str, over: str) -> float:
        """Standard error of `more`, in seconds: what the noise of the machine leaves open."""
        differences = [a.cpu - b.cpu for a, b in self._pairs(side, over)]
        return _MEDIAN_ERROR * statistics.stdev(differences) / math.sqrt(len(differences))

    def _pairs(self, side: str, over: str) -> list[tuple[Cost, Cost]]:
        return list(zip(self.costs[side], self.costs[over], strict=True))


def in_turn(sides: Mapping[str, Callable[[], Cost]], rounds: int) -> Rounds:
    """Run the sides in turn, after one run of each that does not count: it writes bytecode and warms the file cache."""
    for run in sides.values():
        run()
    costs: dict[str, list[Cost]] = {name: [] for name in sides}
    for number in range(rounds):
        for name in list(sides) if number % 2 else reversed(list(sides)):
            costs[name].append(sides[name]())
    return Rounds(costs)


@dataclass(frozen=True, slots=True)
class Target:
    """A figure, the most that it may be, and its unit as printed."""

    name: str
    figure: float
    limit: float
    unit: str

    @property
    def is_met(self) -> bool:
        """Whether the target holds."""
        return self.figure <= self.limit

    def __str__(self) -> str:
        """One line: `name 1.2 ms (at most 5 ms)`."""
        missed = "" if self.is_met else ": MISSED"
        return f"{self.name} {self.figure:.3g} {self.unit} (at most {self.limit:g} {self.unit}){missed}"


def verdict(targets: Sequence[Target]) -> int:
    """Print every target, and in the last line the figures of those that are missed, or of all; the exit status."""
    for target in targets:
        print(target)
    missed = [target for target in targets if not target.is_met]
    figures = ", ".join(f"{each.name} {each.figure:.3g} {each.unit}" for each in missed or targets)
    print(f"{f'{len(missed)} of {len(targets)} targets MISSED' if missed else 'targets met'}: {figures}")
    return int(bool(missed))


def print_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their heads: the first column to the left, the others to the right."""
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    print(f"\n{title}")
    for row in (heads, *rows):
        cells = [cell.ljust(widths[0]) if at == 0 else cell.rjust(widths[at]) for at, cell in enumerate(row)]
        print("  " + "  ".join(cells).rstrip())
    sys.stdout.flush()


def write_suite(directory: Path, tests: int, per_file: int = 100) -> None:
    """A src-layout project whose suite has this many passing tests; each calls a subject that does a little work."""
    package = directory / "src" / "shop"
    package.mkdir(parents=True)
    (directory / "tests").mkdir()
    (directory / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath = ["src"]\ntestpaths = ["tests"]\n'
    )
    (package / "__init__.py").write_text('"""A shop."""\n')
    for number in range(-(-tests // per_file)):
        (package / f"part_{number}.py").write_text(_SUBJECT)
        cases = range(min(per_file, tests - number * per_file))
        body = "".join(_TEST.format(case=case) for case in cases)
        (directory / "tests" / f"test_part_{number}.py").write_text(f"from shop.part_{number} import total\n{body}")


_SUBJECT = '''\
"""Prices."""


def total(prices: list[int], discount: int) -> int:
    """The sum of the prices, less a discount in percent on each that is even."""
    found = 0
    for price in prices:
        if price % 2:
            found += price
        else:
            found += price * (100 - discount) // 100
    return found
'''
_TEST = """

def test_total_{case}():
    assert total(list(range({case})), 0) == sum(range({case}))
"""
