"""Whether mutmut and cosmic-ray say the same of the mutants that they share with us, and why not where they do not.

    python benchmarks/shared_mutants.py --suite DIR:FILE:TESTS ... --peers PYTHON [--cosmic N] [--folder DIR]

A mutant is shared where the module with it is the same syntax tree. For mutmut, which keeps the mutants of a function
side by side in a file of its own, the function's parameters and body are put into the tree of the module. Each side
tries the mutants in its own way: ours in forks (of what runs at import, in a pytest for each), mutmut all of the
module, cosmic-ray up to N of those that are shared (default: 60), because it takes long.

Where two verdicts differ, a fresh pytest that imports the file with the mutant in it says who is right. The exit status
is 1 where it does not agree with us. With `--folder` the copies stay, and what a peer has tried there is not tried
again. `DIR:FILE:TESTS` are those of `benchmarks/mutants.py`.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import random
import re
import sqlite3
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measure import cost_of, print_table
from mutants import Suite, configured_cosmic_ray, copied, fresh_exit_code, run_mutmut

from pytest_tddgate.domain.mutants.mutations import mutated
from pytest_tddgate.domain.run.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_tddgate.domain.mutants.mutations import Mutant

_KILLED, _SURVIVED = "killed", "survived"
_GENERATED = re.compile(r"(?:x_|xǁ(?P<owner>\w+)ǁ)(?P<name>\w+)__mutmut_(?P<number>\d+|orig)")
_OF_MUTMUT = {0: _SURVIVED, 1: _KILLED, 3: _KILLED, 5: "no tests", 33: "no tests", -11: "segfault", -9: "segfault"}
_TIMEOUTS = (36, -24, 24, 152, 255)
_KEEP = "DELETE FROM work_items WHERE job_id NOT IN (SELECT value FROM json_each(?))"
_SOURCES = """
import json, sqlite3, sys
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
source = open(sys.argv[1], encoding="utf-8").read()
found = {}
query = "SELECT job_id, operator_name, operator_args, occurrence FROM mutation_specs"
for job, name, args, occurrence in sqlite3.connect("cosmic.sqlite").execute(query):
    args = json.loads(args) if args else {}
    args = json.loads(args) if isinstance(args, str) else args
    found[job] = mutate_code(source, get_operator(name)(**args), occurrence)
print(json.dumps(found))
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A mutant of which a peer says something else: both verdicts, and the exit code of a fresh pytest."""

    peer: str
    mutant: Mutant
    ours: str
    theirs: str
    fresh: int

    @property
    def is_ours_right(self) -> bool:
        """Whether the fresh pytest says what we say; where we say neither, there is nothing to be wrong about."""
        return self.ours not in {_KILLED, _SURVIVED} or (self.fresh != 0) == (self.ours == _KILLED)

    @property
    def cause(self) -> str:
        """What can be told of why."""
        fresh = f"a fresh pytest {'fails' if self.fresh else 'passes'}"
        if self.ours not in {_KILLED, _SURVIVED}:
            return f"we do not judge it: {self.ours}; {fresh}"
        if not self.is_ours_right:
            return f"we are wrong: {fresh}"
        if self.theirs in {"no tests", "unreached"}:
            return f"{self.peer} has no test for it; {fresh}"
        return f"{self.peer}'s verdict does not hold: {fresh}"


def key_of(source: bytes | str) -> str | None:
    """What two mutants of a module have in common where they are the same; None where it is no Python."""
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError):
        return None


def mutmut_keys(original: str, generated: str) -> Iterator[tuple[str, str]]:
    """The name that mutmut gives to each mutant, and its key, from the module and the file with all of its mutants.

    A function whose unchanged copy is not that of the module (mutmut leaves decorators out) is skipped.
    """
    tree = ast.parse(original)
    functions = {match.group(): node for node in _functions(ast.parse(generated)) if (match := _match(node))}
    for name, node in functions.items():
        match = _GENERATED.fullmatch(name)
        if match is None or match["number"] == "orig":
            continue
        unchanged = functions.get(name[: match.start("number")] + "orig")
        place = _place_of(tree, match["owner"], match["name"], unchanged)
        if place is not None:
            yield name, _with(tree, place, node)


def _match(node: ast.AST) -> re.Match[str] | None:
    return _GENERATED.fullmatch(getattr(node, "name", ""))


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


def _place_of(tree: ast.Module, owner: str | None, name: str, unchanged: ast.AST | None) -> int | None:
    """The place among all functions of the one that this is the unchanged copy of."""
    own = {id(each) for body in _bodies(tree, owner) for each in body}
    for place, each in enumerate(_functions(tree)):
        if each.name == name and id(each) in own and unchanged is not None and _inside(each) == _inside(unchanged):
            return place
    return None


def _bodies(tree: ast.Module, owner: str | None) -> Iterator[Sequence[ast.stmt]]:
    if owner is None:
        yield tree.body
    yield from (each.body for each in ast.walk(tree) if isinstance(each, ast.ClassDef) and each.name == owner)


def _inside(node: ast.AST) -> list[str]:
    return [ast.dump(each) for each in (node.args, *node.body)]  # type: ignore[attr-defined]  # it is a function


def _with(tree: ast.Module, place: int, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    changed = copy.deepcopy(tree)
    function = list(_functions(changed))[place]
    function.args, function.body = node.args, node.body
    return ast.dump(changed)


def mutmut_verdicts(suite: Suite, python: str) -> dict[str, str]:
    """Key -> verdict of each mutant that mutmut tried."""
    run_mutmut(suite, python)
    generated = suite.folder / "mutants" / suite.module
    codes = json.loads(Path(f"{generated}.meta").read_text(encoding="utf-8"))["exit_code_by_key"]
    verdicts = {name.rpartition(".")[2]: _verdict_of(code) for name, code in codes.items()}
    keys = mutmut_keys(suite.source.decode(), generated.read_text(encoding="utf-8"))
    return {key: verdicts[name] for name, key in keys if name in verdicts}


def _verdict_of(code: int | None) -> str:
    return "timeout" if code in _TIMEOUTS else _OF_MUTMUT.get(code if code is not None else -1, f"exit code {code}")


def cosmic_verdicts(suite: Suite, python: str, keys: Mapping[str, Mutant], most: int) -> tuple[dict[str, str], int]:
    """Key -> verdict of the shared mutants that cosmic-ray tried, and how many it shares in all."""
    configured_cosmic_ray(suite, python)
    ray, session = [python, "-m", "cosmic_ray.cli"], suite.folder / "cosmic.sqlite"
    if not session.exists():
        cost_of([*ray, "init", "cosmic.toml", "cosmic.sqlite"], suite.folder)
    text = subprocess.run(
        [python, "-c", _SOURCES, suite.module], cwd=suite.folder, check=True, capture_output=True
    ).stdout
    jobs = {job: key_of(source) for job, source in json.loads(text).items() if source is not None}
    shared = sorted(job for job, key in jobs.items() if key in keys)
    chosen = random.Random(1).sample(shared, min(most, len(shared)))  # noqa: S311 - a sample
    with sqlite3.connect(session) as connection:
        connection.execute(_KEEP, [json.dumps(chosen)])
    cost_of([*ray, "exec", "cosmic.toml", "cosmic.sqlite"], suite.folder, suite.environment)
    with sqlite3.connect(session) as connection:
        rows = connection.execute("SELECT job_id, worker_outcome, test_outcome FROM work_results").fetchall()
    outcomes = {job: test.lower() if worker.lower() == "normal" else worker.lower() for job, worker, test in rows}
    return {str(jobs[job]): outcomes[job] for job in chosen if job in outcomes}, len(shared)


def compared(suite: Suite, args: argparse.Namespace, scratch: Path) -> tuple[list[list[str]], list[Difference]]:
    """A row for each peer, and what differs."""
    ours: dict[str, tuple[Mutant, str]] = {}
    for is_at_import in (False, True):
        mutants = suite.mutants(is_at_import=is_at_import)
        run, _ = suite.tried(mutants, Role.FRESH if is_at_import else Role.MUTANTS)
        seen = {each.id: each.outcome for each in run.mutation.mutants}
        for each in mutants:
            key = key_of(mutated(suite.source, each))
            if key is not None and each.id in seen:
                ours.setdefault(key, (each, seen[each.id]))
    mutmut = mutmut_verdicts(suite, args.peers)
    cosmic, shared = cosmic_verdicts(suite, args.peers, {key: mutant for key, (mutant, _) in ours.items()}, args.cosmic)
    rows, differences = [], []
    for peer, verdicts, count in (("mutmut", mutmut, None), ("cosmic-ray", cosmic, shared)):
        both = {key: verdict for key, verdict in verdicts.items() if key in ours}
        found = [
            Difference(peer, ours[key][0], ours[key][1], theirs, fresh_exit_code(suite, ours[key][0], scratch))
            for key, theirs in both.items()
            if not _agree(ours[key][1], theirs)
        ]
        figures = (len(ours), len(both) if count is None else count, len(both), len(both) - len(found))
        rows.append([suite.folder.name, peer, *map(str, figures)])
        differences += found
    return rows, differences


def _agree(ours: str, theirs: str) -> bool:
    """Whether two words say the same: what ends a run, or takes too long, is noticed."""
    if ours == "unreached":
        return theirs in {"no tests", _SURVIVED}
    noticed = {_KILLED, "timeout", "segfault", "incompetent", "abnormal", "exception"}
    return (ours == _KILLED) == (theirs in noticed) and ours in {_KILLED, _SURVIVED} and theirs != "no tests"


def main() -> int:
    """Compare every suite, print, and return whether a fresh pytest disagrees with us anywhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", action="append", required=True, metavar="DIR:FILE:TESTS")
    parser.add_argument("--peers", required=True, metavar="PYTHON", help="an interpreter with mutmut and cosmic-ray")
    parser.add_argument("--cosmic", type=int, default=60, help="shared mutants that cosmic-ray tries (default: 60)")
    parser.add_argument("--folder", type=Path, help="where the copies stay")
    args = parser.parse_args()
    rows, differences = [], []
    with tempfile.TemporaryDirectory(prefix="tddgate-shared-") as name:
        for each in args.suite:
            found, other = compared(copied(each, args.folder or Path(name)), args, Path(name))
            rows += found
            differences += other
    print_table("Mutants that peers share", ["module of", "peer", "ours", "shared", "tried", "agree"], rows)
    for each in differences:
        mutant = each.mutant
        print(f"  {each.peer} {each.theirs}, ours {each.ours}: {mutant.path}:{mutant.line} {mutant.diff}")
        print(f"    {each.cause}")
    wrong = sum(not each.is_ours_right for each in differences)
    print(f"{len(differences)} differences, in {wrong} of them a fresh pytest is against us")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
