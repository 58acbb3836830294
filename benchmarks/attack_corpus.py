"""Judge a corpus of cheats and of honest changes by the local gates and the audit: what is let through, what refused.

    python benchmarks/attack_corpus.py --corpus DIR [--venv DIR] [--only GLOB] [--json FILE] [--table FILE]
                                       [--audit-alone] [--review] [--jobs N]

DIR is the folder of the corpus with its `run.py`. `--venv` names an environment in which this project is installed;
without it the one that runs this program is used. `--table` writes, as Markdown, which classes of cheats are stopped by
which gate, and by which rules. With `--audit-alone` nobody runs green: what CI does not refuse is let through. With
`--review` the cheats of the last phase come to review without green, and the honest changes with it; the corpus has no
documentation of its feature and does not use ruff, so that review asks for neither. The last line is the figure;
the exit status says whether nothing was let through but the cheats named below, and no honest change was refused but
those for which a declared way exists.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

LAST_PHASE = "docs/review"
KINDS = ("control", "benign", "attack")
LOCK = "{venv}/bin/pytest -q --tdd-gate=lock --tdd-feature={feature}"
KEPT_LOCKS = (sys.executable, "-I", str(Path(__file__).with_name("kept_locks.py")))
GREEN = "{venv}/bin/pytest -q --tdd-gate=green"
REVIEW = "{venv}/bin/pytest -q --tdd-gate=review"
REVIEW_SETTINGS = """printf '\\n[tool.tddgate.review]\\ngates = ["green"]\\nruff = "off"\\n' >> pyproject.toml"""
AUDIT = "{venv}/bin/pytest -q --tdd-gate=audit --tdd-base={base}"
OPEN: dict[str, str] = {}
"""Cheats that these gates are known to let through, and what is to stop them."""
DECLARED = {
    "b04-format-only-change-of-locked-test": "tddgate amend FEATURE --format-only",
    "b10-parallel-feature-merged": "--tdd-base=origin/main: what was merged there is the base's",
    "b17-ci-lint-job-added": "a change of its own, without code and tests",
}
"""Honest changes that are refused until they are declared, and how."""
CI_WAY = {"b10-parallel-feature-merged": "{venv}/bin/pytest -q --tdd-gate=audit --tdd-base=origin/main"}
"""Those of them whose way is another command in CI: it is run, and has to pass."""
_GATE_OF_STEP = {"precommit": "lock", "ci": "audit"}


def run_corpus(args: argparse.Namespace, *kinds: str) -> list[dict[str, Any]]:
    """The corpus's own records of these kinds of cases."""
    with tempfile.TemporaryDirectory(prefix="tddgate-corpus-") as scratch:
        out, kept = Path(scratch, "out.json"), Path(scratch, "locks")
        kept.mkdir()
        lock = f"{shlex.join([*KEPT_LOCKS, str(kept)])} '{{stage}}' {{root}} {LOCK}"
        command = [sys.executable, "-B", str(args.corpus / "run.py"), "--venv", str(args.venv)]
        command += ["--kinds", ",".join(kinds), "--json", str(out), "--timeout", "240", "--jobs", str(args.jobs)]
        command += ["--precommit-cmd", lock]
        command += _review(kinds) if args.review else _audit(args)
        command += [each for only in args.only or () for each in ("--only", only)]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        records = json.loads(out.read_text(encoding="utf-8"))
    return records if isinstance(records, list) else records["results"]


def _audit(args: argparse.Namespace) -> list[str]:
    """The commands of the flow that ends in an audit."""
    command = ["--ci-cmd", getattr(args, "ci", AUDIT)]
    return command if args.audit_alone else [*command, "--green-cmd", GREEN]


def _review(kinds: tuple[str, ...]) -> list[str]:
    """The same for the flow that ends in a review: cheats of the last phase go there straight."""
    if kinds == ("attack",):
        return ["--init-cmd", REVIEW_SETTINGS, "--green-cmd", REVIEW, "--phase", LAST_PHASE]
    return ["--init-cmd", REVIEW_SETTINGS, "--green-cmd", f"{GREEN} && {REVIEW}"]


def shown(args: argparse.Namespace, refused: set[str]) -> list[str]:
    """The honest changes that are refused although they are declared as `CI_WAY` says."""
    left = []
    for case, command in CI_WAY.items():
        if case in refused:
            only = argparse.Namespace(**{**vars(args), "only": [case], "ci": command})
            left += [each["id"] for each in run_corpus(only, "benign") if not each.get("passed")]
    return left


def main() -> int:
    """Run the corpus and print what was let through and what was refused; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--venv", type=Path, default=Path(sys.prefix))
    parser.add_argument("--only", action="append", help="glob on a case's id")
    parser.add_argument("--json", type=Path, help="write every record here")
    parser.add_argument("--table", type=Path, help="write what stops which class of cheats here, as Markdown")
    parser.add_argument("--jobs", type=int, default=2, help="cases at once")
    ends = parser.add_mutually_exclusive_group()
    ends.add_argument("--audit-alone", action="store_true", help="the author runs no green")
    ends.add_argument("--review", action="store_true", help="the last gate is review, not the audit")
    args = parser.parse_args()
    together = [("control", "benign"), ("attack",)] if args.review else [KINDS]
    found = [each for kinds in together for each in run_corpus(args, *kinds)]
    records = {kind: [each for each in found if each["kind"] == kind] for kind in KINDS}
    if args.json:
        args.json.write_text(json.dumps(records, indent=1), encoding="utf-8")
    if args.table:
        args.table.write_text(table_of(records["attack"], "review" if args.review else "green"), encoding="utf-8")
    refused = {each["id"] for each in records["benign"] if not each.get("passed")}
    left = shown(args, refused)
    for case in left:
        print(f"honest, refused although declared: {case}")
    return report_on(records, args.corpus) or int(bool(left))


def report_on(records: dict[str, list[dict[str, Any]]], corpus: Path) -> int:
    """Print both sides; returns the exit status."""
    errors = [each["id"] for kind in records.values() for each in kind if "error" in each]
    missed = [each["id"] for each in records["attack"] if each.get("passed")]
    refused = [each["id"] for each in records["benign"] if not each.get("passed")]
    wrong = [
        each["id"] for each in records["control"] if "error" in each or each["passed"] != expected(corpus, each["id"])
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


def table_of(attacks: list[dict[str, Any]], local: str) -> str:
    """Markdown: a row for each class of cheats, with how many each gate stopped and the rules that did."""
    stopped: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in attacks:
        gate, reasons = stopper_of(each, local)
        stopped[each["class"]][gate] += 1
        rules[each["class"]].update(reasons)
    gates = ("lock", local, "audit", "let through")
    lines = ["| class | cheats | " + " | ".join(gates) + " | rules |", "|---" * (len(gates) + 3) + "|"]
    for name, counts in sorted(stopped.items()):
        named = ", ".join(f"`{rule}`" for rule, _ in rules[name].most_common())
        numbers = " | ".join(str(counts[gate] or "") for gate in gates)
        lines.append(f"| {name} | {counts.total()} | {numbers} | {named} |")
    return "\n".join(lines) + "\n"


def stopper_of(record: dict[str, Any], local: str) -> tuple[str, list[str]]:
    """The gate that stopped a cheat, and the rules that it named; pytest's own refusal has none."""
    failed = next((step for step in record.get("steps", ()) if not step.get("passed", True)), None)
    if failed is None:
        return "let through", []
    words = set(re.findall(r"^(?:refused\[([\w-]+)\]|(undecided))", failed.get("tail", ""), re.MULTILINE))
    reasons = sorted(rule or other for rule, other in words)
    return _GATE_OF_STEP.get(failed["step"].rpartition(".")[2], local), reasons or ["pytest itself"]


def expected(corpus: Path, case: str) -> bool:
    """Whether a control is declared to pass."""
    return bool(
        tomllib.loads((corpus / "controls" / case / "attack.toml").read_text(encoding="utf-8")).get("expect_pass", True)
    )


if __name__ == "__main__":
    raise SystemExit(main())
