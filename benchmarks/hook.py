"""What an agent waits for at each step: `tddgate hook`, from the interpreter's start to its answer.

    python benchmarks/hook.py [--rounds N] [--commits N]

Needs an environment with pytest-tddgate installed; the repository is generated, with 20 contracts of 5 files each. The
hook is started as `tddgate init --agents claude-code` writes it, through a shell. The sides are an interpreter that
does nothing, an edit of product code, and one of a locked file, which is denied. The figure is the median CPU time of
the last, which is what it takes on a machine that does nothing else; wall time stands beside it.
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
from pathlib import Path

from pytest_tddgate.domain.agents.setup import hooks_of
from pytest_tddgate.domain.contracts.contract import Contract, contract_path, sha256_of

LIMIT = 0.1
HOOK = hooks_of("claude-code")[1]["hooks"]["PreToolUse"][0]["hooks"][0]["command"]


def git(top: Path, *args: str) -> None:
    """Run git with an identity of its own."""
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=top, check=True, capture_output=True)


def make_repository(top: Path, commits: int) -> None:
    """Contracts, their files, and commits after the last lock."""
    git(top, "init", "--quiet")
    for number in range(20):
        files = {f"tests/test_{number}_{each}.py": b"def test_it():\n    assert True\n" for each in range(5)}
        for path, content in files.items():
            (top / path).parent.mkdir(exist_ok=True)
            (top / path).write_bytes(content)
        contract = Contract(f"feature-{number}", files={path: sha256_of(each) for path, each in files.items()})
        lock = top / contract_path(contract.feature)
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.write_bytes(contract.to_json())
        git(top, "add", "--all")
        git(top, "commit", "--quiet", "--message", f"lock {number}")
    for number in range(commits):
        git(top, "commit", "--quiet", "--allow-empty", "--message", f"work {number}")


def cost_of(command: tuple[str, ...], top: Path, asked: bytes) -> tuple[float, float, bytes]:
    """CPU and wall seconds of one process with what it started, and its answer."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=top, env=environment, input=asked, capture_output=True, check=True)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, done.stdout


def asked_for(top: Path, path: str) -> bytes:
    """What Claude Code sends before it writes a file."""
    given = {"file_path": str(top / path), "content": ""}
    event = {"hook_event_name": "PreToolUse", "cwd": str(top), "tool_name": "Write", "tool_input": given}
    return json.dumps(event).encode()


def main() -> int:
    """Print the medians; the exit status says whether the hook is fast enough."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--commits", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        make_repository(top, arguments.commits)
        hook = ("sh", "-c", HOOK)
        sides = {
            "interpreter": ((sys.executable, "-c", "pass"), b""),
            "allowed": (hook, asked_for(top, "src/shop.py")),
            "denied": (hook, asked_for(top, "tests/test_19_0.py")),
        }
        costs: dict[str, list[tuple[float, float, bytes]]] = {name: [] for name in sides}
        for _ in range(arguments.rounds):
            for name, (command, asked) in sides.items():
                costs[name].append(cost_of(command, top, asked))
    if not all((b'"deny"' in answer) == (name == "denied") for name in sides for _, _, answer in costs[name]):
        print("the hook did not answer as it should: nothing was measured")
        return 1
    for name, found in costs.items():
        cpu = 1000 * statistics.median(each for each, _, _ in found)
        wall = 1000 * statistics.median(each for _, each, _ in found)
        print(f"{name:12} {cpu:6.1f} ms CPU {wall:6.1f} ms wall")
    figure = statistics.median(cpu for cpu, _, _ in costs["denied"])
    is_met = figure <= LIMIT
    print(f"hook {1000 * figure:.0f} ms CPU (target {1000 * LIMIT:.0f}): {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
