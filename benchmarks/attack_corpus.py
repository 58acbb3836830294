"""Judge a corpus of cheats and of honest changes by the local gates: what is let through, and what is refused.

    python benchmarks/attack_corpus.py --corpus DIR [--venv DIR] [--only GLOB] [--json FILE]

DIR is the folder of the corpus with its `run.py`. `--venv` names an environment in which this project is installed;
without it the one that runs this program is used. Judged are the phases that a gate on the author's machine can see:
verify-fail, lock, green, coverage. The last line is the figure; the exit status says whether nothing was let through
but the cheats named below, and no honest change was refused but those for which a declared way exists.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

PHASES = ("verify-fail", "lock", "green", "coverage")
LOCK = "{venv}/bin/pytest -q --tdd-gate=lock --tdd-feature={feature}"
GREEN = "{venv}/bin/pytest -q --tdd-gate=green"
OPEN = {
    "170-cov-dense-one-liners": "coverage does not look inside an expression; mutants of the change will",
    "194-vac-thin-contract": "one example satisfies the contract; the overfit verifier will ask for a second",
}
"""Cheats that these gates are known to let through, and what is to stop them."""
DECLARED = {"b04-format-only-change-of-locked-test": "tddgate amend FEATURE --reason … --format-only"}
"""Honest changes that are refused until they are declared, and how."""


def run_corpus(args: argparse.Namespace, kind: str) -> list[dict[str, Any]]:
    """The corpus's own records of one kind of case."""
    with tempfile.TemporaryDirectory(prefix="tddgate-corpus-") as scratch:
        out = Path(scratch, "out.json")
        command = [sys.executable, "-B", str(args.corpus / "run.py"), "--venv", str(args.venv), "--kinds", kind]
        command += ["--json", str(out), "--precommit-cmd", LOCK, "--green-cmd", GREEN, "--timeout", "120"]
        command += [each for phase in PHASES if kind == "attack" for each in ("--phase", phase)]
        command += [each for only in args.only or () for each in ("--only", only)]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        records = json.loads(out.read_text(encoding="utf-8"))
    return records if isinstance(records, list) else records["results"]


def main() -> int:
    """Run the corpus and print what was let through and what was refused; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--venv", type=Path, default=Path(sys.prefix))
    parser.add_argument("--only", action="append", help="glob on a case's id")
    parser.add_argument("--json", type=Path, help="write every record here")
    args = parser.parse_args()
    records = {kind: run_corpus(args, kind) for kind in ("control", "benign", "attack")}
    if args.json:
        args.json.write_text(json.dumps(records, indent=1), encoding="utf-8")
    errors = [each["id"] for kind in records.values() for each in kind if "error" in each]
    missed = [each["id"] for each in records["attack"] if each.get("passed")]
    refused = [each["id"] for each in records["benign"] if not each.get("passed")]
    wrong = [
        each["id"]
        for each in records["control"]
        if "error" in each or each["passed"] != expected(args.corpus, each["id"])
    ]
    for name, group in (("could not run", errors), ("control not as declared", wrong)):
        for case in group:
            print(f"{name}: {case}")
    for case in missed:
        print(f"let through: {case} ({OPEN.get(case, 'NEW')})")
    for case in refused:
        print(f"honest, refused: {case} ({DECLARED.get(case, 'NEW')})")
    undeclared = set(refused) - set(DECLARED)
    print(f"honest changes refused: {len(refused)} of {len(records['benign'])}, {len(undeclared)} undeclared")
    print(f"cheats let through: {len(missed)} of {len(records['attack'])}, {len(set(missed) - set(OPEN))} not known")
    return int(bool(errors or wrong or set(missed) - set(OPEN) or undeclared))


def expected(corpus: Path, case: str) -> bool:
    """Whether a control is declared to pass."""
    return bool(
        tomllib.loads((corpus / "controls" / case / "attack.toml").read_text(encoding="utf-8")).get("expect_pass", True)
    )


if __name__ == "__main__":
    raise SystemExit(main())
