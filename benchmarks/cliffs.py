"""Repeat the calls of honest and dishonest implementations: how many honest ones `cliff` refuses, how many others not.

    python benchmarks/cliffs.py samples                                      the samples in cliff_samples.txt
    python benchmarks/cliffs.py honest --corpus DIR [--wide] [--only PROJECT] [--out FILE]    real commits

DIR is the folder of the replay set: its `replay.py`, which lays the commits out, and its `corpus.json`. The clones and
environments are named by REPLAY_CLONES and REPLAY_WORK, as its own help says. In each environment this checkout's code
runs, by PYTHONPATH. Only the new tests of a commit run, in the role in which green and audit repeat their calls; with
`--wide` all tests of the files that it changes, and every function of the subject's files counts as changed.

Samples of `literal-leak`, and the honest ones that are called `general`, are also read for copied examples.

The last line is the figure; the exit status says whether the target holds: 2 % of the honest implementations refused,
of those in which a call could be repeated, and none of the dishonest samples let through.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).parent))

TARGET = 0.02
Spans: TypeAlias = "list[tuple[int, int]] | tuple[tuple[int, int], ...]"
SAMPLES = Path(__file__).with_name("cliff_samples.txt")
SOURCE = Path(__file__).parents[1] / "src"


def repeat(asked: dict[str, Any]) -> dict[str, Any]:
    """What repeating the calls of `targets` in `top` shows; runs in the interpreter that is to run the tests."""
    from pytest_tddgate.domain.generality.cliffs import cliff_of  # noqa: PLC0415 - of the environment's path
    from pytest_tddgate.domain.generality.withheld import serves_tests_alone  # noqa: PLC0415 - ditto
    from pytest_tddgate.domain.run.role import Role  # noqa: PLC0415 - ditto
    from pytest_tddgate.session.runs.runner import ProcessRunner  # noqa: PLC0415 - ditto

    top = asked["top"]
    args = [*asked["args"], "--tdd-gate=green", "-p", "no:cacheprovider"]
    before = os.times()
    run = ProcessRunner(args, top, top, 60).run(
        Role.CALLS, targets=asked["targets"], extra={"changed": asked["changed"]}
    )
    after = os.times()
    refused = [f"universal-equals: {each.function} {each.how}" for each in run.calls.agreements]
    for each in run.calls.replays:
        cliff = cliff_of(each.points)
        if each.depends_on.value:
            rule = "test-aware" if each.depends_on.value == "run" else "cliff"
            refused.append(f"{rule}: {each.function} heeds the {each.depends_on.value} ({each.seen})")
        elif cliff is not None:
            refused.append(f"cliff: {each.function} {cliff.points}, {cliff.asked} asked")
        refused += [
            f"cliff: {each.function} {alone} alone need {table.path}:{table.line}"
            for table in each.withheld
            if (alone := serves_tests_alone(table.needs))
        ]
    return {
        "refused": refused,
        "functions": {each.function: [len(each.points), each.seen, each.is_outward] for each in run.calls.replays},
        "withheld": {
            f"{each.function} {table.path}:{table.line}": [(need.asked, need.needy) for need in table.needs]
            for each in run.calls.replays
            for table in each.withheld
        },
        "asked": sum(len(point.around) for each in run.calls.replays for point in each.points),
        "is_replayed": run.calls.is_whole,
        "exit": run.exit_code,
        "cpu": round(after.children_user + after.children_system - before.children_user - before.children_system, 2),
    }


def run_apart(python: str, asked: dict[str, Any], environment: dict[str, str]) -> dict[str, Any]:
    """As `repeat`, in this interpreter and environment."""
    path = os.pathsep.join([str(SOURCE), environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        [python, __file__, "one"], input=json.dumps(asked), env={**environment, "PYTHONPATH": path}, cwd=asked["top"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if done.returncode:
        return {
            "refused": [],
            "functions": {},
            "asked": 0,
            "is_replayed": False,
            "exit": 1,
            "error": done.stderr[-400:],
        }
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def spans_between(git: Any, folder: Path, paths: list[str]) -> dict[str, Spans]:  # noqa: ANN401 - the replay set's own function
    """Absolute path of each changed file of the subject -> the spans of its changed lines at the implementation."""
    from pytest_tddgate.domain.python.lines import changed_lines, spans_of  # noqa: PLC0415 - as above

    found: dict[str, Spans] = {}
    for path in paths:
        after = (
            git(folder, "show", f"impl:{path}") if path in git(folder, "ls-tree", "-r", "--name-only", "impl") else ""
        )
        before = (
            git(folder, "show", f"base:{path}") if path in git(folder, "ls-tree", "-r", "--name-only", "base") else ""
        )
        lines = changed_lines(before.encode() if before else None, after.encode())
        if after and lines:
            found[str(folder / path)] = spans_of(lines)
    return found


def honest(args: argparse.Namespace) -> list[dict[str, Any]]:
    """Every commit of the replay set: its own tests, over its own implementation."""
    sys.path.insert(0, str(SOURCE))
    from replay import load  # noqa: PLC0415 - the benchmark beside this one

    replay = load(args.corpus)

    def one(case: dict[str, Any]) -> dict[str, Any]:
        folder = replay.layout(case, Path(tempfile.mkdtemp(prefix="cliffs-")) / case["repo"])
        replay.git(folder, "reset", "-q", "--hard", "refs/tags/impl")
        python = [each for each in case["src_files"] if each.endswith(".py")]
        targets = list(dict.fromkeys(each["nodeid"].partition("[")[0] for each in case["new_tests"]))
        changed = spans_between(replay.git, folder, python)
        if args.wide:
            targets = [each for each in case["test_files"] if each.endswith(".py") and (folder / each).is_file()]
            changed = {path: [(1, 1_000_000)] for path in changed}
        asked = {
            "top": str(folder), "args": replay.PROJECTS[case["repo"]]["args"], "targets": targets, "changed": changed,
        }  # fmt: skip
        found = run_apart(str(replay.python_of(case["repo"])), asked, replay.environment(case["repo"], folder))
        return {"id": case["id"], **found}

    wanted = [each for each in replay.CASES if not args.only or each["repo"] in args.only or each["id"] in args.only]
    records = []
    with ThreadPoolExecutor(args.jobs) as pool:
        for record in pool.map(one, wanted):
            records.append(record)
            print(json.dumps(record), flush=True)
    return records


@dataclass(frozen=True)
class Sample:
    """A contract's tests, an implementation of its module, and the rule that has to refuse it (`""`: none).

    `is_read` says whether it is read for copied examples, beside the repeated calls.
    """

    name: str
    tests: str
    code: str
    rule: str
    is_read: bool


def read_samples() -> list[Sample]:
    """The samples of the file beside this program: contracts first, then codes with the contract of each."""
    contracts, found = {}, []
    for section in SAMPLES.read_text(encoding="utf-8").split("#### ")[1:]:
        head, _, text = section.partition("\n")
        kind, _, name = head.partition(" ")
        if kind == "contract":
            contracts[name] = text
        else:
            sample, contract, rule = re.findall(r"[\w-]+", name)
            is_honest, is_read = rule in {"honest", "general"}, rule in {"general", "literal-leak"}
            found.append(Sample(sample, contracts[contract], text, "" if is_honest else rule, is_read))
    return found


def holds_examples(sample: Sample) -> bool:
    """Whether the implementation repeats the examples of its tests, as files tell that are read only."""
    from pytest_tddgate.domain.leaks.copied_examples import copied_examples  # noqa: PLC0415 - as above
    from pytest_tddgate.domain.python.changed_file import ChangedFile  # noqa: PLC0415 - as above

    subject = {"subject.py": ChangedFile(sample.code.encode())}
    return bool(copied_examples({"test_subject.py": sample.tests.encode()}, subject))


def knows_only_examples(sample: Sample) -> bool:
    """Whether the implementation has a table of the tested points alone, as files tell that are read only."""
    from pytest_tddgate.domain.leaks.only_examples import only_examples  # noqa: PLC0415 - as above
    from pytest_tddgate.domain.python.changed_file import ChangedFile  # noqa: PLC0415 - as above

    subject = {"subject.py": ChangedFile(sample.code.encode())}
    return bool(only_examples({"test_subject.py": sample.tests.encode()}, subject))


def samples(args: argparse.Namespace) -> list[dict[str, Any]]:
    """Every sample in a folder of its own."""

    def one(sample: Sample) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch).resolve()
            for path, text in {
                "subject.py": sample.code,
                "test_subject.py": sample.tests,
                "pytest.ini": "[pytest]\n",
            }.items():
                (folder / path).write_text(text, encoding="utf-8")
            lines = len(sample.code.splitlines())
            asked = {
                "top": str(folder), "args": [], "targets": ["test_subject.py"],
                "changed": {str(folder / "subject.py"): [(1, lines)]},
            }  # fmt: skip
            found = run_apart(sys.executable, asked, {**os.environ, "PYTHONPATH": str(folder)})
        rules = {each.partition(":")[0] for each in found["refused"]}
        if sample.is_read and holds_examples(sample):
            rules.add("literal-leak")
        if sample.rule == "only-examples" and knows_only_examples(sample):
            rules.add("only-examples")
        is_right = rules == ({sample.rule} - {""}) and "error" not in found
        return {"name": sample.name, "wanted": sample.rule, "is_right": is_right, **found}

    records = []
    with ThreadPoolExecutor(args.jobs) as pool:
        for record in pool.map(one, [each for each in read_samples() if not args.only or each.name in args.only]):
            records.append(record)
            print("ok  " if record["is_right"] else "BAD ", json.dumps(record), flush=True)
    return records


def report(kind: str, records: list[dict[str, Any]]) -> int:
    """Print the figures; the last line is the one that has a target."""
    if kind == "samples":
        missed = [each["name"] for each in records if each["wanted"] and not each["is_right"]]
        refused = [each["name"] for each in records if not each["wanted"] and not each["is_right"]]
        print(f"dishonest: {sum(bool(each['wanted']) for each in records)}, let through: {', '.join(missed) or 'none'}")
        print(f"honest: {sum(not each['wanted'] for each in records)}, refused: {', '.join(refused) or 'none'}")
        print(f"{len(missed)} dishonest samples let through, {len(refused)} honest ones refused (target: 0 and 0)")
        return int(bool(missed or refused))
    repeated = [each for each in records if any(points or seen for points, seen, _ in each["functions"].values())]
    refused = [each for each in records if each["refused"]]
    for each in refused:
        print(f"refused: {each['id']} {each['refused']}")
    broken = [each["id"] for each in records if not each["is_replayed"]]
    print(f"not recorded to the end: {', '.join(broken) or 'none'}")
    print(
        f"{sum(each['asked'] for each in records)} calls with neighbouring arguments in {len(repeated)} implementations"
    )
    functions = sum(bool(points) for each in records for points, *_ in each["functions"].values())
    print(f"{functions} functions with repeated calls, {sum(len(each['refused']) for each in refused)} of them refused")
    share = len(refused) / max(1, len(repeated))
    beyond = f"{len(refused)} of {len(repeated)} with repeated calls (of {len(records)}), {share:.1%}"
    print(f"honest implementations refused: {beyond} (target: at most {TARGET:.0%})")
    return int(share > TARGET)


def main() -> int:
    """Run what the arguments ask for; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("samples", "honest", "one"))
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--only", action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.kind == "one":
        print(json.dumps(repeat(json.load(sys.stdin))))
        return 0
    records = samples(args) if args.kind == "samples" else honest(args)
    if args.out:
        args.out.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return report(args.kind, records)


if __name__ == "__main__":
    raise SystemExit(main())
