"""Replay real commits through the gates: honest commits refused, and broken tests let through.

    python benchmarks/replay.py gates   --corpus DIR [--only PROJECT] [--jobs N] [--out FILE]
    python benchmarks/replay.py mutants --corpus DIR [--only PROJECT] [--jobs N] [--out FILE]

DIR is the folder of the replay set: its `replay.py`, which lays the commits out, and its `corpus.json`, which says what
is true of each. The clones and environments are named by REPLAY_CLONES and REPLAY_WORK, as its own help says.

What is unusual about a commit is declared, as its author would have to: pins by marker on the new tests that pass
already, `--tdd-amend` where existing tests or their support change. The last line is the figure; the exit status says
whether both targets (2 % each) hold.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import json
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

AMENDED = {
    "existing_test_changed", "existing_test_extended", "existing_test_removed", "existing_test_renamed",
    "test_support_changed", "existing_test_fails_before",
}  # fmt: skip
HIDDEN_PINS = {"new_test_already_passes", "collection_error"}
GREEN_BEHIND = re.compile(r"already-green\S* (\S+?)::(\S+) passes before any code was written: only the import")
"""Where the truth file says that new tests pass already, and a collection error hid from it which: those that the gate
names are pinned, as their author would, and judged again."""
TARGET = 0.02
ADOPTED = {"boltons": 65, "pluggy": 65}
"""Percent of coverage that a project below the default of 80 had before the change, and would have to set. Pluggy is
below because pytest imports it before any coverage can start."""


def load(corpus: Path) -> ModuleType:
    """The replay set's own program, as a module."""
    spec = importlib.util.spec_from_file_location("replay_set", corpus / "replay.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{corpus} holds no replay.py")
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(corpus))
    spec.loader.exec_module(module)
    return module


def pinned_functions(case: dict[str, Any]) -> dict[str, set[str]]:
    """File -> names of new tests of which every case passes before the change."""
    truths: dict[tuple[str, str], set[str]] = {}
    for test in case["new_tests"]:
        file, _, name = test["nodeid"].partition("[")[0].partition("::")
        truths.setdefault((file, name), set()).add(test["truth"])
    pinned: dict[str, set[str]] = {}
    for (file, name), found in truths.items():
        if found <= {"P2P"} or "F2P" not in found:
            pinned.setdefault(file, set()).add(name)
    return pinned


def adopt(folder: Path, project: str) -> None:
    """Set the threshold that this project reaches at the base, as its owner would on the day of adoption."""
    if project in ADOPTED:
        settings = folder / "pyproject.toml"
        before = settings.read_text(encoding="utf-8") if settings.exists() else ""
        settings.write_text(f"{before}\n[tool.tddgate]\nmin-coverage = {ADOPTED[project]}\n", encoding="utf-8")


def declare_pins(folder: Path, wanted: dict[str, set[str]]) -> None:
    """Put the marker on these functions, as their author would."""
    for file, names in wanted.items():
        path = folder / file
        if not path.is_file() or path.suffix != ".py":
            continue
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        try:
            tree = ast.parse("".join(lines))
        except SyntaxError:
            continue  # a broken version of the tests
        marks = sorted(_lines_of(tree, names), reverse=True)
        for line, indent in marks:
            mark = '@__import__("pytest").mark.tdd_pins("passes at the base, says the truth file")\n'
            lines.insert(line - 1, lines[line - 1][:indent] + mark)
        path.write_text("".join(lines), encoding="utf-8")


def _lines_of(tree: ast.Module, names: set[str]) -> list[tuple[int, int]]:
    """Where each of these functions begins; a name that the file does not define is inherited, and found by its end."""
    defined: dict[str, tuple[int, int]] = {}

    def visit(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                visit(node.body, f"{prefix}{node.name}::")
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                defined[f"{prefix}{node.name}"] = (first, node.col_offset)

    visit(tree.body, "")
    inherited = {name.rpartition("::")[2] for name in names - set(defined)}
    return [at for name, at in defined.items() if name in names or name.rpartition("::")[2] in inherited]


def command(gate: str, case: dict[str, Any]) -> str:
    """The command line of a gate, with the amendment that the case's flags call for."""
    amend = ' --tdd-amend "the behaviour changes upstream"' if AMENDED & set(case["flags"]) and gate != "green" else ""
    return f"{{py}} -m pytest -q --tdd-gate={gate} --tdd-base=base{amend} {{args}} {{deselect}}"


def replay_case(replay: ModuleType, case: dict[str, Any], timeout: int, stages: set[str]) -> dict[str, Any]:
    """One commit through verify-fail at its tests and green at its implementation."""
    folder = replay.layout(case, replay.WORK / "cases" / case["id"])
    runs = []
    pinned = pinned_functions(case)

    def judge(stage: str, gate: str) -> dict[str, Any]:
        replay.git(folder, "reset", "-q", "--hard", f"refs/tags/{stage}")
        declare_pins(folder, pinned)
        replay.git(folder, "commit", "-q", "-a", "--amend", "--no-edit", "--allow-empty")
        adopt(folder, case["repo"])
        return {"stage": stage, **replay.judge(case, folder, command(gate, case), timeout)}

    try:
        if "tests" in stages:
            runs.append(judge("tests", "verify-fail"))
            if runs[-1]["status"] != 0 and set(case["flags"]) >= HIDDEN_PINS:
                for file, name in GREEN_BEHIND.findall(runs[-1]["out"]):
                    pinned.setdefault(file, set()).add(name)
                runs[-1] = judge("tests", "verify-fail")
        if "impl" in stages:
            runs.append(judge("impl", "green"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    refused = [run["stage"] for run in runs if run["status"] != 0]
    return {"id": case["id"], "clean": case["clean"], "flags": case["flags"], "refused": refused, "runs": runs}


def replay_mutants(replay: ModuleType, case: dict[str, Any], timeout: int) -> dict[str, Any]:
    """The broken versions of one commit's tests, each through verify-fail."""
    folder = replay.layout(case, replay.WORK / "cases" / f"m-{case['id']}")
    found = []
    try:
        replay.git(folder, "reset", "-q", "--hard", "refs/tags/tests")
        for mutant in replay.mutate.mutants(case, folder, n=3):
            facts = replay.MUTANTS.get(mutant["id"])
            if facts is None:
                continue
            replay.git(folder, "reset", "-q", "--hard", "refs/tags/tests")
            replay.mutate.apply(folder, mutant)
            declare_pins(folder, pinned_functions(case))
            replay.git(folder, "commit", "-q", "-a", "--amend", "--no-edit")
            run = replay.judge(case, folder, command("verify-fail", case), timeout)
            found.append({"id": mutant["id"], "op": mutant["op"], **facts, "caught": run["status"] != 0, **run})
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"id": case["id"], "mutants": found}


def report(kind: str, records: list[dict[str, Any]]) -> int:
    """Print the figures; the last line is the figure that has a target."""
    if kind == "gates":
        for record in records:
            if record["refused"]:
                print(f"refused at {','.join(record['refused'])}: {record['id']} {','.join(record['flags'])}")
        groups = {"clean": [r for r in records if r["clean"]], "all": records}
        for name, group in groups.items():
            print(f"{name}: {sum(bool(r['refused']) for r in group)} of {len(group)} honest commits refused")
        share = sum(bool(r["refused"]) for r in records) / max(1, len(records))
        print(f"honest commits refused: {share:.1%} (target: at most {TARGET:.0%})")
        return int(share > TARGET)
    mutants = [mutant for record in records for mutant in record["mutants"]]
    for mutant in mutants:
        if not mutant["caught"]:
            print(f"let through{' (hard)' if mutant['hard'] else ''}: {mutant['id']}")
    decidable = [mutant for mutant in mutants if not mutant["hard"]]
    hard = [mutant for mutant in mutants if mutant["hard"]]
    print(f"not decidable from one run: {sum(not m['caught'] for m in hard)} of {len(hard)} let through")
    missed = sum(not mutant["caught"] for mutant in decidable)
    share = missed / max(1, len(decidable))
    print(f"broken tests let through: {missed} of {len(decidable)}, {share:.1%} (target: at most {TARGET:.0%})")
    return int(share > TARGET)


def main() -> int:
    """Run the replay that the arguments ask for; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("gates", "mutants"))
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--only", action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=int, default=300, help="seconds for one command")
    parser.add_argument("--stages", default="tests,impl")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    replay = load(args.corpus)
    wanted = [c for c in replay.CASES if not args.only or c["repo"] in args.only or c["id"] in args.only]

    def one(case: dict[str, Any]) -> dict[str, Any]:
        if args.kind == "gates":
            return replay_case(replay, case, args.timeout, set(args.stages.split(",")))
        return replay_mutants(replay, case, args.timeout)

    records = []
    with ThreadPoolExecutor(args.jobs) as pool:
        for record in pool.map(one, wanted):
            records.append(record)
            print(record["id"], record.get("refused", len(record.get("mutants", ()))), flush=True)
            if args.out:
                args.out.write_text("".join(json.dumps(each) + "\n" for each in records))
    return report(args.kind, records)


if __name__ == "__main__":
    raise SystemExit(main())
