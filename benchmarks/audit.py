"""What an audit costs: over the runs that it cannot do without, in long histories, and when it is killed.

    python benchmarks/audit.py [--static] [--kills N] [--project DIR ...]

Needs git and an environment with pytest-tddgate installed.

`--project DIR` (may be repeated) names the checkout of a real project whose tests can run in this environment: its
committed files are copied, and a small feature is locked and implemented there. What is audited is that feature. The
figure is CPU time: of the whole audit, over that of its unavoidable runs of pytest (red, green, controls), each in an
interpreter of its own, as whoever runs them by hand has them. Beside it stands the strict one: over all runs, as the
forks that an audit makes of them. Without a project, the embedded sample is used, whose suite is so short that the
fixed cost weighs most. The static audit runs over 10,000 commits with 200 contracts, and over 50,000 files. `--kills`
ends audits at random moments with SIGKILL; then one more has to pass, and nothing may be left behind. The last line is
the figure, the exit status says whether every target holds.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from measure import Target, print_table, verdict
from overhead import copied, project_in
from repositories import ENVIRONMENT, generate_contracts, git

_STATIC = (sys.executable, "-m", "pytest", "-q", "--tdd-gate=audit", "--tdd-audit=static")
_FULL = (sys.executable, "-m", "pytest", "-q", "--tdd-gate=audit")
_UNAVOIDABLE = ("visible", "red", "standins", "base", "reach", "control")
"""Roles of runs that show red, green and the controls; the others try mutants, and repeat calls."""
_COST = Path(__file__).with_name("audit_cost.py")


def static_seconds(folder: Path, base: str) -> float:
    """CPU seconds of a static audit of the checkout, the interpreter's start and its gits included: median of three."""
    found = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [*_STATIC, f"--tdd-base={base}"], cwd=folder, env=ENVIRONMENT, check=False, capture_output=True, text=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in {0, 10}:
            raise SystemExit(done.stdout + done.stderr)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return sorted(found)[1]


class Costs(NamedTuple):
    """CPU seconds of an audit, of its forks, of each role's runs in interpreters of their own, and peak memory in KiB.

    The memory of the judge comes first, then that of its largest run.
    """

    whole: float
    forked: float
    apart: dict[str, float]
    memory: list[int]


def costs_of(project: Path) -> Costs:
    """What the audit of the feature costs, which has to pass."""
    added = subprocess.run(
        ["git", "log", "--reverse", "--diff-filter=A", "--format=%H", "--", ".tddgate/contracts"],
        cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    if not added:
        raise SystemExit(f"{project} has no contract")
    _, apart, _ = _measured(project, f"{added[0]}^", "apart")
    whole, forked, memory = _measured(project, f"{added[0]}^", "forked")
    return Costs(whole, sum(forked.values()), {role: each for role, each in apart.items() if each}, memory)


def _measured(project: Path, base: str, how: str) -> tuple[float, dict[str, float], list[int]]:
    """CPU of an audit, that of its runs by role, and its peak memory."""
    command = [sys.executable, str(_COST), base, how]
    done = subprocess.run(command, cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    whole, spent, outcome, memory = json.loads(done.stdout.splitlines()[-1])
    if outcome != "passed":
        raise SystemExit(f"the audit of {project.name} is {outcome}, so that not all of it was measured: {done.stdout}")
    return whole, spent, memory


def with_feature(suite: Path, target: Path) -> Path:
    """A copy of a checkout's committed files in which a small feature went through lock and was implemented."""
    project = project_in(copied(suite, target))
    project.add_test()
    project.implement()
    git(target, "add", "--all")
    git(target, "commit", "--quiet", "--message", "feat: double")
    return target


def sample(folder: Path) -> Path:
    """The embedded sample project with one locked and implemented feature."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    files = {
        ".gitignore": "__pycache__/\n.coverage*\n",
        "pyproject.toml": '[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["src"]\n',
        "src/shop/__init__.py": "",
        "tests/test_old.py": "import shop\n\n\ndef test_old():\n    assert shop\n",
    }
    _written(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "first")
    test = "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
    _written(folder, {"tests/test_discount.py": test})
    lock = [sys.executable, "-m", "pytest", "-q", "--tdd-gate=lock", "--tdd-feature=discount"]
    subprocess.run(lock, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
    _written(folder, {"src/shop/discount.py": "def discount(price):\n    return price * 9 // 10\n"})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "feat: discount")
    return folder


def kills(project: Path, scratch: Path, count: int) -> int:
    """How many of these killed audits left something that the next audit trips over, or leaves lying."""
    scratch.mkdir()
    environment = ENVIRONMENT | {"TMPDIR": str(scratch)}
    command = [*_FULL, "--tdd-base=HEAD~2"]
    start = time.monotonic()
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    lasts = time.monotonic() - start
    chance = random.Random(0)  # noqa: S311 - moments, no secrets
    for _ in range(count):
        with subprocess.Popen(
            command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as audit:
            time.sleep(chance.uniform(0, lasts))
            audit.send_signal(signal.SIGKILL)
    time.sleep(1)
    done = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True)
    left = [each for each in scratch.iterdir() if each.name.startswith("tddgate-")]
    return int(done.returncode != 0) + len(left)


def _written(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--static", action="store_true", help="the static audit alone")
    parser.add_argument("--kills", type=int, default=50, help="how many audits are killed (default 50)")
    parser.add_argument("--project", type=Path, action="append", help="a checkout to audit; may be repeated")
    args = parser.parse_args()
    targets = []
    with tempfile.TemporaryDirectory(prefix="tddgate-bench-") as name:
        scratch = Path(name)
        generate_contracts(scratch / "long", 1000, 10_000, 200)
        generate_contracts(scratch / "wide", 50_000, 20, 2)
        long, wide = static_seconds(scratch / "long", "main"), static_seconds(scratch / "wide", "main")
        targets += [
            Target("static audit, 10,000 commits and 200 contracts", long, 2, "s"),
            Target("static audit, 50,000 files", wide, 1, "s"),
        ]
        if not args.static:
            suites = [with_feature(suite, scratch / "suites" / suite.name) for suite in args.project or ()]
            for project in suites or [sample(scratch / "sample")]:
                costs = costs_of(project)
                rows = [(role, f"{each:.2f}") for role, each in costs.apart.items()]
                print_table(f"runs of an audit of {project.name}, each apart", ("role", "CPU s"), rows)
                judge, run = (each / 2**10 for each in costs.memory)
                forks = costs.whole / costs.forked
                print(f"the audit: {costs.whole:.2f} s, {forks:.2f} x the forks that it makes of all its runs")
                print(f"peak memory: judge {judge:.0f} MiB, largest run {run:.0f} MiB")
                ratio = costs.whole / sum(costs.apart.get(role, 0) for role in _UNAVOIDABLE)
                targets.append(Target(f"audit of {project.name} over its runs", ratio, 1.15, "x"))
            left = kills(sample(scratch / "killed"), scratch / "tmp", args.kills)
            targets.append(Target(f"left behind by {args.kills} killed audits", left, 0, ""))
        return verdict(targets)


if __name__ == "__main__":
    raise SystemExit(main())
