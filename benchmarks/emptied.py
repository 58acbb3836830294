"""Empty the changed functions of honest commits, one by one: how many commits `emptied-unnoticed` would refuse.

Those that plainly return some type of value are tried once more with another value of it.

    python benchmarks/emptied.py --corpus DIR [--only PROJECT]

DIR is the folder of the replay set; the clones and environments are named as for `cliffs.py`, and this checkout's code
runs in them. Asked are all tests of the files that the commit changes, and no other: with the rest of the suite there
can only be fewer. The last line is the figure; the exit status says whether it is below 2 %.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))
from cliffs import SOURCE, TARGET, spans_between

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.extra import Extra, Replacement

LIMIT = 80  # percent, the default of `min-diff-coverage`


def emptied(asked: dict[str, Any]) -> dict[str, Any]:
    """What came of the commit in `asked`; runs in the interpreter that is to run the tests."""
    from pytest_tddgate.domain.mutants.emptied import (  # noqa: PLC0415 - of the environment's path
        answering_otherwise,
        emptied_of,
        untested_in,
    )
    from pytest_tddgate.domain.run.role import Role  # noqa: PLC0415 - ditto
    from pytest_tddgate.session.runs.runner import ProcessRunner  # noqa: PLC0415 - ditto

    sources = {path: Path(path).read_bytes() for path in asked["changed"]}
    changed = {
        path: {line for first, last in spans for line in range(first, last + 1)}
        for path, spans in asked["changed"].items()
    }
    functions = [
        each
        for path, source in sources.items()
        for make in (emptied_of, answering_otherwise)
        for each in make(path, source, changed[path])
    ]
    args = [*asked["args"], "--tdd-gate=green", "-p", "no:cacheprovider"]
    runner = ProcessRunner(args, asked["top"], asked["top"], 200)

    def left(role: Role, mutants: list[Any]) -> list[Any]:
        raws: list[Replacement] = [
            {
                "id": each.id, "path": each.path, "start": each.start, "end": each.end, "text": each.text,
                "lines": [each.line, each.line + sources[each.path][each.start : each.end].count(b"\n")],
                "is_at_import": role is Role.FRESH,
            }
            for each in mutants
        ]  # fmt: skip
        extra: Extra = {"mutants": raws, "files": sorted(sources), "workers": 2, "budget": 120, "skip": (), "reach": []}
        seen = {
            each.id: each.outcome for each in runner.run(role, targets=asked["targets"], extra=extra).mutation.mutants
        }
        wanted = {"survived"} if role is Role.FRESH else {"survived", "unreached", "import"}
        return [each for each in mutants if seen.get(each.id) in wanted]

    suspects = left(Role.MUTANTS, functions)
    is_suspect = untested_in(sources, changed, suspects).is_too_much(LIMIT)
    unmissed = left(Role.FRESH, suspects) if is_suspect else []
    return {
        "functions": len(functions),
        "suspects": [each.function for each in suspects],
        "is_suspect": is_suspect,
        "refused": untested_in(sources, changed, unmissed).is_too_much(LIMIT),
    }


def judged(case: dict[str, Any], replay: Any) -> dict[str, Any]:  # noqa: ANN401 - the replay set's own module
    """What `emptied` says of a commit, in an environment of its project."""
    with tempfile.TemporaryDirectory(prefix="emptied-") as scratch:
        folder = replay.layout(case, Path(scratch) / case["repo"])
        replay.git(folder, "reset", "-q", "--hard", "refs/tags/impl")
        python = [each for each in case["src_files"] if each.endswith(".py")]
        asked = {
            "top": str(folder),
            "args": replay.PROJECTS[case["repo"]]["args"],
            "targets": [each for each in case["test_files"] if each.endswith(".py") and (folder / each).is_file()],
            "changed": spans_between(replay.git, folder, python),
        }
        environment = replay.environment(case["repo"], folder)
        path = os.pathsep.join([str(SOURCE), environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        done = subprocess.run(
            [str(replay.python_of(case["repo"])), __file__, "one"], input=json.dumps(asked), cwd=folder,
            env={**environment, "PYTHONPATH": path}, capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
    if done.returncode:
        return {"id": case["id"], "error": done.stderr[-400:]}
    return {"id": case["id"], **json.loads(done.stdout.splitlines()[-1])}


def main() -> int:
    """Judge every commit, and print what came of it; returns the exit status."""
    if sys.argv[1:] == ["one"]:
        print(json.dumps(emptied(json.load(sys.stdin))))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--only", action="append", help="a project, or a commit")
    args = parser.parse_args()
    sys.path.insert(0, str(SOURCE))
    from replay import load  # noqa: PLC0415 - the benchmark beside this one

    replay = load(args.corpus)
    records = []
    for case in replay.CASES:
        if not args.only or {case["repo"], case["id"]} & set(args.only):
            records.append(judged(case, replay))
            print(json.dumps(records[-1]), flush=True)
    known = [each for each in records if "error" not in each]
    refused = sum(each["refused"] for each in known)
    print(f"not judged: {len(records) - len(known)}")
    print(
        f"{sum(each['functions'] for each in known)} functions; looked at twice: {sum(e['is_suspect'] for e in known)}"
    )
    print(f"honest commits refused: {refused} of {len(known)} (target: below {TARGET:.0%})")
    return int(len(known) < len(records) or refused > TARGET * len(known))


if __name__ == "__main__":
    raise SystemExit(main())
