"""What a mutant costs, and whether its verdict is that of a fresh process.

    python benchmarks/mutants.py --suite DIR:FILE:TESTS ... [--mutants N] [--sample N] [--peers PYTHON]

`DIR` is a git checkout of a real project, `FILE` a module of it, and `TESTS` the tests that are about it, both relative
to `DIR`. The committed files are copied. Mutants of the whole module stand for those of a change; every one costs the
CPU of judge and child over a run of the same session without mutants, as `RUSAGE_CHILDREN` has it. Those of what runs
at import need a pytest of their own: they are no part of that cost, and part of the sample.

Beside them, on the same module: a fork of the same session that does nothing; a fresh pytest for each mutant of a
sample, whose verdict has to be the same; and, with the interpreter of an environment that has them, mutmut and
cosmic-ray, whose CPU is that of their whole run, less a run of the tests, for each mutant that they tried. A change of
20 lines, the first ones of the module's functions, is compared with one plain run of the tests.

The targets, over the median of the modules: 10 times less than mutmut, 50 times less than cosmic-ray, at most 4 bare
forks, 20 lines at most 1.3 plain runs. Over all modules together: no verdict that differs, and the same verdicts in
each repeated run.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import sqlite3
import statistics
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measure import PYTEST, Target, cost_of, print_table, verdict

from pytest_tddgate.domain.mutants.mutations import mutants_of, mutated
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.elsewhere.fallback import Fallback
from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_tddgate.domain.mutants.mutations import Mutant
    from pytest_tddgate.domain.run.extra import Extra, Replacement
    from pytest_tddgate.domain.run.observation import RunSeen

QUIET = ("-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:asyncio", "-q")
EVERY_LINE = range(1, 1_000_000)
_KEEP = "DELETE FROM {table} WHERE job_id NOT IN (SELECT job_id FROM work_items ORDER BY job_id LIMIT ?)"
ENOUGH = 1e9  # seconds: no budget
BARE = """
import gc, os, pytest, resource

@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    gc.freeze()
    before = resource.getrusage(resource.RUSAGE_SELF)
    for _ in range(200):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)
    ours, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = ours.ru_utime + ours.ru_stime - before.ru_utime - before.ru_stime + theirs.ru_utime + theirs.ru_stime
    with open(os.environ["BARE"], "w") as answer:
        answer.write(str(cpu / 200))
    return True
"""
FRESH = """
import os, sys
from pytest_tddgate.session.child.substitutes import source_finder

with open(os.environ["MUTATED"], encoding="utf-8") as source:
    sys.meta_path.insert(0, source_finder({os.environ["PLACE"]: source.read()}))
"""


@dataclass(frozen=True, slots=True)
class Suite:
    """A copy of a project: its folder, the module, and the tests that are about it."""

    folder: Path
    module: str
    tests: str

    @property
    def source(self) -> bytes:
        """The module's bytes."""
        return (self.folder / self.module).read_bytes()

    @property
    def environment(self) -> dict[str, str]:
        """Imports come from this copy."""
        root = "src" if self.module.startswith("src/") else "."
        return {"PYTHONPATH": os.pathsep.join([str(self.folder / root), str(self.folder)])}

    def mutants(
        self, lines: Sequence[int] | frozenset[int] = EVERY_LINE, *, is_at_import: bool = False
    ) -> list[Mutant]:
        """Those that a swap of code reaches, or those of what runs at import."""
        return [each for each in mutants_of(self.module, self.source, lines) if each.is_at_import is is_at_import]

    def tried(self, mutants: Sequence[Mutant], role: Role = Role.MUTANTS) -> tuple[RunSeen, float]:
        """What came of them, and the seconds of CPU."""
        os.environ.update(self.environment)
        os.chdir(self.folder)
        place = str(self.folder / self.module)
        raw: list[Replacement] = [
            {
                "id": each.id,
                "path": place,
                "start": each.start,
                "end": each.end,
                "text": each.text,
                "lines": [each.line, each.line + self.source[each.start : each.end].count(b"\n")],
                "is_at_import": each.is_at_import,
            }
            for each in mutants
        ]
        extra: Extra = {"mutants": raw, "files": [place], "workers": 2, "budget": ENOUGH, "skip": [], "reach": []}
        before = _cpu_of_children()
        runner = ProcessRunner(["--tdd-gate=green", *QUIET], str(self.folder), str(self.folder), 60)
        elsewhere = TreeToTry(str(self.folder), (), runner.recipe(), bytes)
        run = Fallback(runner, elsewhere).run(role, targets=[self.tests], extra=extra)
        if run.mutation.unavailable or run.announced:
            raise SystemExit(f"{self.folder.name}: {run.mutation.unavailable or run.announced}")
        return run, _cpu_of_children() - before


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copied(suite: str, target: Path) -> Suite:
    """The committed files of a checkout, where they do not lie there already."""
    directory, module, tests = suite.split(":")
    folder = Path(os.path.realpath(target / Path(directory).name))
    if folder.exists():
        return Suite(folder, module, tests)
    folder.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=directory, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x"], cwd=folder, input=archive, check=True)
    return Suite(folder, module, tests)


def bare_fork(suite: Suite, scratch: Path) -> float:
    """Seconds of CPU of a fork of the collected session that does nothing."""
    (scratch / "bare_forks.py").write_text(BARE)
    answer = scratch / "bare"
    path = os.pathsep.join([str(scratch), suite.environment["PYTHONPATH"]])
    environment = {"PYTHONPATH": path, "BARE": str(answer)}
    cost_of([*PYTEST[:3], *QUIET, "-p", "bare_forks", suite.tests], suite.folder, environment)
    return float(answer.read_text())


def fresh_exit_code(suite: Suite, mutant: Mutant, scratch: Path) -> int:
    """That of a pytest of its own, which imports the module with the mutant in it."""
    (scratch / "fresh_mutant.py").write_text(FRESH)
    (scratch / "mutated").write_bytes(mutated(suite.source, mutant))
    path = os.pathsep.join([str(scratch), suite.environment["PYTHONPATH"]])
    places = {"MUTATED": str(scratch / "mutated"), "PLACE": str(suite.folder / suite.module)}
    command = ["timeout", "60", *PYTEST[:3], *QUIET, "-x", "-p", "fresh_mutant", suite.tests]
    return cost_of(command, suite.folder, {"PYTHONPATH": path, **places}, accept=range(256)).exit_code


def disagreements(suite: Suite, mutants: Sequence[Mutant], run: RunSeen, scratch: Path) -> list[str]:
    """The mutants of which a fresh pytest says something else."""
    seen = {each.id: each.outcome for each in run.mutation.mutants}
    found = []
    for mutant in mutants:
        exit_code = fresh_exit_code(suite, mutant, scratch)
        if (exit_code != 0) != (seen[mutant.id] == "killed"):
            found.append(f"{mutant.path}:{mutant.line} {mutant.diff}: {seen[mutant.id]}, fresh {exit_code}")
    return found


def run_mutmut(suite: Suite, python: str) -> float:
    """Let mutmut try every mutant of the module; the seconds of CPU."""
    root = suite.module.partition("/")[0]
    (suite.folder / "setup.cfg").write_text(
        f"[mutmut]\nsource_paths={root}\nonly_mutate={suite.module}\npytest_add_cli_args_test_selection={suite.tests}\n"
    )
    command = [python, "-m", "mutmut", "run", "--max-children", "2"]
    return cost_of(command, suite.folder, accept=range(256)).cpu


def mutmut(suite: Suite, python: str, plain: float) -> float:
    """Seconds of CPU for each mutant that mutmut tried."""
    cpu = run_mutmut(suite, python)
    results = subprocess.run(
        [python, "-m", "mutmut", "results", "--all", "true"], cwd=suite.folder, capture_output=True, check=False
    )
    tried = len(re.findall(rb": (?:killed|survived|timeout|suspicious|segfault)", results.stdout))
    return (cpu - plain) / tried if tried else float("nan")


def configured_cosmic_ray(suite: Suite, python: str) -> None:
    """Write what cosmic-ray is told."""
    command = f"{python} -m pytest -x -q {' '.join(QUIET)} {suite.tests}"
    (suite.folder / "cosmic.toml").write_text(
        f'[cosmic-ray]\nmodule-path = "{suite.module}"\ntimeout = 60.0\nexcluded-modules = []\n'
        f'test-command = "{command}"\n\n[cosmic-ray.distributor]\nname = "local"\n'
    )


def cosmic_ray(suite: Suite, python: str, sample: int) -> float:
    """Seconds of CPU for each mutant that cosmic-ray tried: a sample, because it takes long."""
    configured_cosmic_ray(suite, python)
    ray = [python, "-m", "cosmic_ray.cli"]
    cost_of([*ray, "init", "cosmic.toml", "cosmic.sqlite"], suite.folder)
    with sqlite3.connect(suite.folder / "cosmic.sqlite") as session:
        for table in ("mutation_specs", "work_items"):
            session.execute(_KEEP.format(table=table), (sample,))
    return cost_of([*ray, "exec", "cosmic.toml", "cosmic.sqlite"], suite.folder, suite.environment).cpu / sample


def measured(suite: Suite, args: argparse.Namespace, scratch: Path) -> tuple[list[str], dict[str, float], list[str]]:
    """A row for the table, the figures of a suite by name, and what disagrees."""
    every = suite.mutants()
    chosen = every[:: max(1, len(every) // args.mutants)]
    plain = cost_of([*PYTEST[:3], *QUIET, suite.tests], suite.folder, suite.environment)
    _, empty = suite.tried([])
    run, cpu = suite.tried(chosen)
    counts = Counter(each.outcome for each in run.mutation.mutants)
    judged = counts["killed"] + counts["survived"]
    each = (cpu - empty) / judged
    bare = bare_fork(suite, scratch)
    verdicts = {mutant.id: mutant.outcome for mutant in run.mutation.mutants}
    repeated = [suite.tried(chosen)[0] for _ in range(args.repeats)]
    flipped = sum(verdicts != {mutant.id: mutant.outcome for mutant in again.mutation.mutants} for again in repeated)
    sample = _sampled(chosen, run, args.sample)
    at_import = suite.mutants(is_at_import=True)[: args.at_import]
    imported = suite.tried(at_import, Role.FRESH)[0]
    others = _sampled(at_import, imported, args.at_import)
    differing = [*disagreements(suite, sample, run, scratch), *disagreements(suite, others, imported, scratch)]
    lines = sorted({each.line for each in every})[:20]
    _, small = suite.tried(suite.mutants(frozenset(lines)))
    figures = {
        "fork": each / bare,
        "small": small / plain.cpu,
        "differing": len(differing),
        "sample": len(sample) + len(others),
        "flipped": flipped,
    }
    row = [suite.folder.name, str(judged), str(counts["survived"]), f"{1000 * each:.1f}", f"{1000 * bare:.1f}"]
    if args.peers:
        figures["mutmut"] = mutmut(suite, args.peers, plain.cpu) / each
        figures["cosmic"] = cosmic_ray(suite, args.peers, args.cosmic) / each
        row += [f"{1000 * each * figures[peer]:.0f}" for peer in ("mutmut", "cosmic")]
    return (
        [*row, f"{figures['small']:.2f}", f"{len(differing)} of {len(sample)}+{len(others)}", str(flipped)],
        figures,
        differing,
    )


def _sampled(mutants: Sequence[Mutant], run: RunSeen, most: int) -> list[Mutant]:
    """So many of those that were judged."""
    known = {each.id for each in run.mutation.mutants if each.outcome in {"killed", "survived"}}
    return random.Random(1).sample([each for each in mutants if each.id in known], min(most, len(known)))  # noqa: S311 - a sample


def main() -> int:
    """Measure every suite, print, and return whether the targets hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", action="append", required=True, metavar="DIR:FILE:TESTS")
    parser.add_argument("--mutants", type=int, default=100, help="of each module, evenly spread (default: 100)")
    parser.add_argument("--sample", type=int, default=100, help="of these, against fresh processes (default: 100)")
    parser.add_argument("--at-import", type=int, default=15, help="of what runs at import, as well (default: 15)")
    parser.add_argument("--repeats", type=int, default=2, help="runs that have to give the same verdicts (default: 2)")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has mutmut, cosmic-ray and pytest")
    parser.add_argument("--cosmic", type=int, default=10, help="mutants that cosmic-ray tries (default: 10)")
    args = parser.parse_args()
    rows, figures, differing = [], [], []
    with tempfile.TemporaryDirectory(prefix="tddgate-mutants-") as name:
        for suite in args.suite:
            row, found, other = measured(copied(suite, Path(name)), args, Path(name))
            rows.append(row)
            figures.append(found)
            differing += other
    peers = ["mutmut ms", "cosmic-ray ms"] if args.peers else []
    heads = ["module of", "mutants", "survived", "ms", "bare fork ms", *peers, "20 lines x plain", "differ", "flipped"]
    print_table("CPU of a mutant", heads, rows)
    for line in differing:
        print(f"  differs: {line}")
    return verdict(targets_of(figures, has_peers=bool(args.peers)))


def targets_of(figures: Sequence[dict[str, float]], *, has_peers: bool) -> list[Target]:
    """The targets over all suites: medians of ratios, sums of what must not be."""
    sample = sum(each["sample"] for each in figures)
    targets = [
        Target("over a bare fork", statistics.median(each["fork"] for each in figures), 4, "x"),
        Target("20 lines over a plain run", statistics.median(each["small"] for each in figures), 1.3, "x"),
        Target("differing from fresh processes", sum(each["differing"] for each in figures), 0, f"of {sample:g}"),
        Target("runs with other verdicts", sum(each["flipped"] for each in figures), 0, "runs"),
    ]
    if has_peers:
        for name, peer, limit in (("mutmut", "mutmut", 1 / 10), ("cosmic-ray", "cosmic", 1 / 50)):
            share = 1 / statistics.median(each[peer] for each in figures)
            targets.append(Target(f"share of {name}", share, limit, "x"))
    return targets


if __name__ == "__main__":
    raise SystemExit(main())
