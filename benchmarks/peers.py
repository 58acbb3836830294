"""What other tools, and these gates, say to the same changes of a small project.

    python benchmarks/peers.py --peers VENV [--gates VENV] [--only NAME] [--table FILE]

VENV of `--peers` is an environment with pytest-cov, diff-cover, mutmut, red-green-proof, tdd-cli (with
pytest-json-report, which it asks for) and tdd-guard-pytest; `--gates` one with this project, by default the one that
runs this program. Each change is made in a fresh repository for each tool: tests are committed, as the tool wants it,
then code and tests are changed, and the tool is asked as its own documentation says. A tool stops a change when it says
so: by its exit code, or by its verdict where the exit code does not tell. Nothing is known of it but what it says.

The table says `passes` or `stops`; mutmut gives no verdict, and has the number of mutants that nobody noticed. The last
line is the figure: how many dishonest changes each lets through. The exit status says whether our gates stop every
dishonest change that this file expects them to stop, and pass the honest one.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

CODE = "src/shop/discount.py"
TEST = "tests/test_discount.py"
TARGET = f"{TEST}::test_discount"
BASE = {
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["src"]\ntestpaths = ["tests"]\n\n'
    '[tool.coverage.run]\nsource = ["src"]\n\n[tool.mutmut]\nsource_paths = ["src/"]\n',
    "src/shop/__init__.py": "",
    "src/shop/price.py": "def total(prices):\n    return sum(prices)\n",
    CODE: "def discounted(price, percent):\n    raise NotImplementedError\n",
    "tests/test_price.py": "from shop.price import total\n\n\ndef test_total():\n    assert total([3, 4]) == 7\n",
    ".gitignore": "__pycache__/\n.pytest_cache/\n.coverage\ncoverage.xml\n.claude/\n.rgproof/\nmutants/\n",
    "tdd.toml": '[project.app]\nroot = "."\nadapter = "pytest"\ntest_paths = ["tests/"]\n',
    "tasks/plan.md": f'---\ncycles:\n  - n: 1\n    project: app\n    title: "discounts"\n    test: "{TARGET}"\n'
    f'    files: ["{CODE}"]\n---\n\n# Discounts\n',
}
CONTRACT = """\
import pytest

from shop.discount import discounted


def test_discount():
    assert discounted(100, 0) == 100
    assert discounted(200, 10) == 180
    assert discounted(60, 50) == 30
    assert discounted(80, 90) == 40
    with pytest.raises(ValueError, match="negative"):
        discounted(100, -1)
"""
HONEST = """\
def discounted(price, percent):
    if percent < 0:
        raise ValueError("negative discount")
    return price * (100 - min(percent, 50)) // 100
"""
HEAD = "from shop.discount import discounted\n\n\ndef test_discount():\n"
UNUSED = "\n\ndef refund(price, days):\n" + "".join(
    f"    if days == {n}:\n        return price * {n} // 30\n" for n in range(1, 12)
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change: the tests that come first, and then the files that are written (None: removed)."""

    name: str
    says: str
    after: dict[str, str | None]
    tests: str = CONTRACT
    is_honest: bool = field(default=False)


CHANGES = (
    Change("honest", "tests first, then code that does it", {CODE: HONEST}, is_honest=True),
    Change("never red", "the test passes before there is code",
           {CODE: HONEST}, HEAD + "    assert callable(discounted)\n"),
    Change("red by decree", "the test begins as `assert False` and is replaced with the code",
           {CODE: HONEST, TEST: CONTRACT}, HEAD + '    assert False, "to do"\n'),
    Change("hollow", "the test asks for nothing, and the code does nothing",
           {CODE: "def discounted(price, percent):\n    return None\n"}, HEAD + "    discounted(100, 10)\n"),
    Change("bent test", "wrong code, and the test's expected values are changed to fit",
           {CODE: HONEST.replace("50", "60"),
            TEST: CONTRACT.replace("(80, 90) == 40", "(80, 90) == 32")}),
    Change("lost test", "an old function is broken, and its test is removed",
           {CODE: HONEST, "src/shop/price.py": "def total(prices):\n    return 0\n", "tests/test_price.py": None}),
    Change("table", "the code looks up the tested examples", {CODE: """\
def discounted(price, percent):
    if percent < 0:
        raise ValueError("negative discount")
    return {(100, 0): 100, (200, 10): 180, (60, 50): 30, (80, 90): 40}[price, percent]
"""}),
    Change("early exit", "the code ends the process with exit code 0",
           {CODE: "import os\n\nos._exit(0)\n\n\ndef discounted(price, percent):\n    return price\n"}),
    Change("untested code", "a function comes along that no test runs", {CODE: HONEST + UNUSED}),
    Change("unchecked line", "a line comes along that runs and that no test checks",
           {CODE: HONEST.replace("    return", "    percent = min(percent, 99)\n    return")}),
)  # fmt: skip
IDENTITY = ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL")
EXPECTED = {each.name for each in CHANGES if not each.is_honest} - {"unchecked line"}
"""What our gates are there to stop; what no test checks is advice."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A repository in which one tool judges one change."""

    root: Path
    venv: Path
    home: Path

    def run(self, *words: str, plugins: str = "-p no:tdd-guard -p no:tddgate") -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, or of the machine."""
        program = self.venv / "bin" / words[0]
        variables = {
            "PATH": f"{self.venv / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "PYTEST_ADDOPTS": plugins,
            **{f"GIT_{each}": "peers@shop.invalid" for each in IDENTITY},
        }
        command = [str(program) if program.exists() else words[0], *words[1:]]
        return subprocess.run(
            command, cwd=self.root, env=variables, check=False, capture_output=True, text=True, timeout=300
        )

    def write(self, files: dict[str, str | None]) -> None:
        """Put files there, or take them away."""
        for path, text in files.items():
            target = self.root / path
            if text is None:
                target.unlink()
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "--message", message)


def passes(done: subprocess.CompletedProcess[str]) -> str:
    """What an exit code says."""
    return "stops" if done.returncode else "passes"


def written(desk: Desk, change: Change) -> None:
    """Tests in a commit of their own, and the rest of the change in the work tree."""
    desk.write({TEST: change.tests})
    desk.commit("tests")
    desk.write(change.after)


def plain(desk: Desk, change: Change) -> str:
    """Pytest's own exit code."""
    written(desk, change)
    return passes(desk.run("pytest", "-q"))


def coverage_limit(desk: Desk, change: Change) -> str:
    """`coverage report --fail-under`."""
    written(desk, change)
    ran = passes(desk.run("coverage", "run", "-m", "pytest", "-q"))
    return ran if ran == "stops" else passes(desk.run("coverage", "report", "--fail-under=80"))


def pytest_cov(desk: Desk, change: Change) -> str:
    """`--cov-fail-under`."""
    written(desk, change)
    return passes(desk.run("pytest", "-q", "--cov", "--cov-fail-under=80"))


def diff_cover(desk: Desk, change: Change) -> str:
    """Coverage of the lines that differ from main."""
    written(desk, change)
    ran = passes(desk.run("pytest", "-q", "--cov", "--cov-report=xml"))
    command = ("diff-cover", "coverage.xml", "--compare-branch=main", "--fail-under=80")
    return ran if ran == "stops" else passes(desk.run(*command))


def mutmut(desk: Desk, change: Change) -> str:
    """How many mutants of the product code nobody notices: it gives no verdict, and an honest change may leave some."""
    written(desk, change)
    desk.run("mutmut", "run", "--max-children=2")
    states = [line.rpartition(": ")[2] for line in desk.run("mutmut", "results", "--all", "true").stdout.splitlines()]
    known = [each for each in states if each]
    left = sum(each not in {"killed", "timeout", "caught by type check"} for each in known)
    return f"{left} of {len(known)}" if known else "no mutants"


def red_green_proof(desk: Desk, change: Change) -> str:
    """Its verdict on the target test; it exits with 0 whatever that is."""
    written(desk, change)
    done = desk.run("rgp", TARGET)
    try:
        verdict = json.loads(done.stdout)["verdict"]
    except (ValueError, KeyError):
        return "stops"
    return "passes" if verdict == "proven" else "stops"


def tdd_cli(desk: Desk, change: Change) -> str:
    """Whether a run of its one cycle comes to its end."""
    desk.run("tdd", "plan", "register", "tasks/plan.md")
    desk.run("tdd", "run", "start", "--plan", "tasks/plan.md")
    desk.write({TEST: change.tests})
    if _verb(desk.run("tdd", "advance")) != "write_implementation":
        return "stops"
    desk.write(change.after)
    verbs = [_verb(desk.run("tdd", "advance")) for _ in range(3)]
    return "passes" if "complete" in verbs else "stops"


def _verb(done: subprocess.CompletedProcess[str]) -> str:
    try:
        return str((json.loads(done.stdout)["next_action"] or {}).get("verb"))
    except (ValueError, KeyError):
        return ""


def tdd_guard(desk: Desk, change: Change) -> str:
    """Its plugin for pytest alone: it writes down what failed, for a judge that is not part of it."""
    written(desk, change)
    return passes(desk.run("pytest", "-q", plugins=""))


def gates(desk: Desk, change: Change) -> str:
    """Lock, then green, then an audit of the commits."""
    desk.write({TEST: change.tests})
    if desk.run("pytest", "-q", "--tdd-gate=lock", "--tdd-feature=discount", plugins="").returncode:
        return "stops"
    desk.write(change.after)
    green = desk.run("pytest", "-q", "--tdd-gate=green", plugins="")
    if green.returncode:
        return "stops"
    desk.commit("code")
    audit = ("--tdd-gate=audit", "--tdd-base=main")
    return passes(desk.run("python", "-P", "-m", "pytest", "-q", "-o", "addopts=", *audit, plugins=""))


TOOLS: dict[str, tuple[str, Callable[[Desk, Change], str]]] = {
    "pytest": ("pytest", plain),
    "coverage limit": ("coverage", coverage_limit),
    "pytest-cov limit": ("pytest-cov", pytest_cov),
    "diff-cover": ("diff-cover", diff_cover),
    "mutmut": ("mutmut", mutmut),
    "red-green-proof": ("red-green-proof", red_green_proof),
    "tdd-cli": ("tdd-cli", tdd_cli),
    "tdd-guard-pytest": ("tdd-guard-pytest", tdd_guard),
    "pytest-tddgate": ("pytest-tddgate", gates),
}


def judged(tool: str, change: Change, venv: Path) -> str:
    """What the tool says to the change, in a fresh repository."""
    with tempfile.TemporaryDirectory(prefix="tddgate-peers-") as folder:
        desk = Desk(Path(folder, "shop"), venv, Path(folder, "home"))
        desk.home.mkdir()
        desk.root.mkdir()
        desk.run("git", "init", "--quiet", "--initial-branch=main")
        desk.write(dict(BASE))
        desk.commit("base")
        desk.run("git", "checkout", "--quiet", "-b", "discount")
        return TOOLS[tool][1](desk, change)


def versions(venv: Path) -> dict[str, str]:
    """The versions of the distributions in an environment, by name."""
    paths = [str(each) for each in venv.glob("lib/python*/site-packages")]
    return {(each.metadata["Name"] or "").lower().replace("_", "-"): each.version for each in distributions(path=paths)}


def main() -> int:
    """Ask every tool about every change, and print the table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, required=True)
    parser.add_argument("--gates", type=Path, default=Path(sys.prefix))
    parser.add_argument("--only", action="append", help="name of a tool")
    parser.add_argument("--table", type=Path, help="write the table here, as Markdown")
    args = parser.parse_args()
    tools = [each for each in TOOLS if not args.only or each in args.only]
    venvs = {tool: (args.gates if tool == "pytest-tddgate" else args.peers).absolute() for tool in tools}
    said = {(tool, each.name): judged(tool, each, venvs[tool]) for each in CHANGES for tool in tools}
    named = [f"{tool} {versions(venvs[tool]).get(TOOLS[tool][0], '?')}" for tool in tools]
    lines = [f"| change | {' | '.join(named)} |", "|---" * (len(tools) + 1) + "|"]
    for each in CHANGES:
        cells = [said[tool, each.name] for tool in tools]
        lines.append(f"| {each.name} | {' | '.join(cells)} |")
    lines += ["", "| change | what it is |", "|---|---|", *(f"| {each.name} | {each.says} |" for each in CHANGES)]
    print("\n".join(lines))
    if args.table:
        args.table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    judges = [each for each in tools if each != "mutmut"]
    through = {
        tool: sum(said[tool, each.name] == "passes" for each in CHANGES if not each.is_honest) for tool in judges
    }
    print("let through of", len(CHANGES) - 1, "dishonest:", ", ".join(f"{tool} {n}" for tool, n in through.items()))
    ours = {each.name for each in CHANGES if said.get(("pytest-tddgate", each.name)) == "stops"}
    return int("pytest-tddgate" in tools and (not ours >= EXPECTED or "honest" in ours))


if __name__ == "__main__":
    sys.exit(main())
