"""What the plugin costs a run that does not ask for a gate, and what its hooks cost a run that does.

    python benchmarks/inert.py [--rounds N] [--tests N]

Needs an environment with pytest-tddgate installed; everything else is generated. The same pytest runs with the plugin
and with `-p no:tddgate`, in an empty folder, there once more without bytecode (pytest then rewrites the assertions of
plugin modules at each start), and on a suite of 10,000 tests. The figure for the
hooks is what the observer's code takes for one passing test (`hook_cost.py`). The tables also give it with what pluggy
takes to call the hooks, and what a whole child of a gate, its judge left out, costs more than a plain run: as noisy as
the run itself.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

from hook_cost import HookCost, hook_cost, item_in
from measure import PYTEST, Cost, Rounds, Target, cost_of, in_turn, print_table, verdict, write_suite

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.domain.run.role import Role

NO_TESTS = 5
PLAIN = (*PYTEST, "-p", "no:tddgate")


def compared(folder: Path, rounds: int, environment: dict[str, str] | None = None) -> Rounds:
    """The costs of a run in this folder, with the plugin and without."""
    run = partial(cost_of, directory=folder, environment=environment, accept=(0, NO_TESTS))
    return in_turn({"without": partial(run, PLAIN), "with": partial(run, PYTEST)}, rounds)


def child_of_a_gate(folder: Path) -> Cost:
    """The cost of a gate's child alone: it gets its orders, and this process reads what it says."""
    observations, observed = os.pipe()
    ordered_from, ordered = os.pipe()
    orders = Orders(role=Role.VISIBLE, top=str(folder), expected=("tests/test_new.py::test_new",), timeout=30)
    with os.fdopen(ordered, "w", encoding="utf-8") as stream:
        stream.write(orders.to_json() + "\n")
    reader = threading.Thread(target=drain, args=(observations,))
    reader.start()
    environment = {"TDDGATE_CHILD": f"{observed},{ordered_from}"}
    try:
        return cost_of((*PYTEST, "--tdd-gate=verify-fail"), folder, environment, pass_fds=(observed, ordered_from))
    finally:
        os.close(observed)
        os.close(ordered_from)
        reader.join()


def drain(descriptor: int) -> None:
    """Read until the other end is closed."""
    with closing(os.fdopen(descriptor, "rb", buffering=0)) as stream:
        while stream.read(1 << 16):
            pass


def print_runs(title: str, found: Rounds) -> None:
    """The table of one comparison, and how sure its difference is."""
    rows = [
        [side, f"{found.cpu(side) * 1000:.1f}", f"{found.wall(side) * 1000:.1f}", f"{found.memory(side) / 2**20:.1f}"]
        for side in found.costs
    ]
    print_table(title, ["side", "CPU ms", "wall ms", "memory MiB"], rows)
    more, error = found.more("with", "without") * 1000, found.uncertainty("with", "without") * 1000
    print(f"  with over without: {more:.1f} ± {error:.1f} ms of CPU in the same round\n")


def print_hooks(costs: dict[str, HookCost]) -> None:
    """The table of the hooks."""
    rows = [[name, *(f"{value:.1f}" for value in cost)] for name, cost in costs.items()]
    print_table(
        "one passing test of a gated run, µs of CPU", ["its file is", "hooks", "with pluggy", "judge", "bytes"], rows
    )


def main() -> int:
    """Measure, print, and return whether the targets hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--rounds", type=int, default=160, help="rounds in the empty folder; a tenth of it for the suite"
    )
    parser.add_argument("--tests", type=int, default=10_000, help="tests of the generated suite")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tddgate inert ") as name:
        empty, suite, one = (Path(os.path.realpath(name), each) for each in ("empty", "suite", "one"))
        empty.mkdir()
        one.mkdir()
        write_suite(suite, args.tests)
        return measured(empty, suite, one, args.rounds, args.tests)


def measured(empty: Path, suite: Path, one: Path, rounds: int, tests: int) -> int:
    """Run every comparison in these folders."""
    item = item_in(one)
    hooks = {name: hook_cost(item, is_changed=name == "changed") for name in ("unchanged", "changed")}
    print_hooks(hooks)
    started = compared(empty, rounds)
    print_runs("an empty folder", started)
    unwritten = compared(empty, rounds, {"PYTHONDONTWRITEBYTECODE": "1"})
    print_runs("an empty folder, PYTHONDONTWRITEBYTECODE=1", unwritten)
    few = max(3, rounds // 10)
    sides = {"without": partial(cost_of, PLAIN, suite), "with": partial(cost_of, PYTEST, suite)}
    full = in_turn(sides | {"child of a gate": partial(child_of_a_gate, suite)}, few)
    print_runs(f"{tests:,} tests", full)
    over_plain = full.more("child of a gate", "without") / tests * 1e6
    print(f"  child of a gate over a plain run: {over_plain:.1f} µs per test\n")
    return verdict(
        [
            Target("empty folder", started.more("with", "without") * 1000, 5, "ms"),
            Target("without bytecode", unwritten.more("with", "without") * 1000, 8, "ms"),
            Target(f"{tests:,} tests", (full.ratio("with", "without") - 1) * 100, 1, "%"),
            Target("memory", full.memory_ratio("with", "without"), 1.01, "x"),
            Target("hooks per test", hooks["unchanged"].hooks, 10, "µs"),
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
