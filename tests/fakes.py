"""A repository, a runner and a case in memory, for tests of gates: nothing here starts a process or touches a disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.contract import Contract, LockedTest, contract_path, sha256_of
from pytest_tddgate.domain.contracts.layout import Layout, Side
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.domain.run.observation import ExceptionSeen, ItemSeen, PhaseSeen, RunSeen, TestId, TestSeen
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.case import Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.domain.run.role import Role

__all__ = ["LAYOUT", "FakeRepository", "FakeRunner", "case_of", "contract_of", "record_of", "run_of", "seen"]

LAYOUT = Layout("/shop", packages=("src/shop",), names=frozenset({"shop"}))
"""The layout of a project with a `src` folder."""

Files = dict[str, str]


@dataclass
class FakeRepository:
    """A line of commits, each all files that it has, and a work tree; commit ids are `c0`, `c1` and so on.

    `main` is how many of the commits are on the main branch (0: there is none), `staged_paths` what the index adds,
    `committed` the messages of the commits that were made.
    """

    history: list[Files]
    work: Files = field(default_factory=dict)
    main: int = 0
    on_branch: str | None = "feature/discount"
    staged_paths: tuple[str, ...] = ()
    operation: str | None = None
    cut_off: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    top: str = "/shop"
    committed: list[str] = field(default_factory=list)

    refusal = RuntimeError

    def refusal_words(self, problem: Exception) -> str:
        """The exception's own words."""
        return str(problem)

    def look_again(self) -> None:
        """Nothing is kept here."""

    def _at(self, commit: str) -> Files:
        return self.history[self._number(commit)]

    def _number(self, revision: str) -> int:
        if revision.endswith("^"):
            return self._number(revision.removesuffix("^")) - 1
        number = len(self.history) - 1 if revision == "HEAD" else int(revision.removeprefix("c"))
        if not 0 <= number < len(self.history):
            raise Unusable(f"there is no commit {revision}", why="it is asked for", next_step="name another")
        return number

    def resolve(self, revision: str) -> str:
        """The id of a commit."""
        return f"c{self._number(revision)}"

    def upstream(self, other_than: str = "") -> str | None:
        """The last commit of the main branch."""
        tip = f"c{self.main - 1}"
        return tip if self.main and tip != other_than else None

    def merge_base(self, one: str, other: str) -> str | None:
        """The earlier of two commits of the one line."""
        return f"c{min(self._number(one), self._number(other))}"

    def numbers(self, revisions: str) -> range:
        """The numbers of the commits that `A..B` means, or of all up to one."""
        before, _, last = revisions.rpartition("..")
        return range(self._number(before) + 1 if before else 0, self._number(last) + 1)

    def additions(self, under: str, revisions: str = "HEAD") -> Mapping[str, str]:
        """The first commit of these that adds each path."""
        found: dict[str, str] = {}
        for number in self.numbers(revisions):
            known = self.history[number - 1] if number else {}
            added = self.history[number].keys() - known.keys() - found.keys()
            found |= {path: f"c{number}" for path in sorted(added) if path.startswith(under)}
        return found

    def touched_by(self, commit: str) -> frozenset[str]:
        """What differs from the commit before."""
        number = self._number(commit)
        return _differing(self.history[number - 1] if number else {}, self.history[number])

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths of a commit."""
        return tuple(sorted(_below(self._at(commit), under)))

    def blobs(self, commit: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of files of a commit."""
        files = self._at(commit)
        return {path: files[path].encode() for path in paths if path in files}

    def branch(self) -> str | None:
        """The branch."""
        return self.on_branch

    def is_ancestor(self, one: str, other: str) -> bool:
        """By their numbers."""
        return self._number(one) <= self._number(other)

    def commits_of(self, path: str) -> tuple[str, ...]:
        """The commits that changed this path."""
        known = [{}, *self.history]
        return tuple(
            f"c{number}" for number, (old, new) in enumerate(pairwise(known)) if old.get(path) != new.get(path)
        )

    def recent(self, commit: str, count: int) -> tuple[frozenset[str], ...]:
        """What the last commits touched."""
        last = self._number(commit)
        return tuple(self.touched_by(f"c{number}") for number in range(last, max(last - count, -1), -1))

    def is_cut_off(self, commit: str) -> bool:
        """As the test says."""
        return commit in self.cut_off

    def entries(self, commit: str, under: Iterable[str] = ()) -> Mapping[str, tuple[str, str]]:
        """Mode and digest of each file."""
        return {path: _entry(text) for path, text in _below(self._at(commit), under).items()}

    def names_in(self, commit: str, folders: Iterable[str]) -> frozenset[str]:
        """What lies directly in these folders."""
        return frozenset(name for folder in folders for name in _names(self._at(commit), folder, full=True))

    def listing(self, folder: str) -> tuple[str, ...]:
        """What lies directly in a folder of the work tree."""
        return tuple(sorted(_names(self.work, folder, full=False)))

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the work tree."""
        return self.work[path].encode() if path in self.work else None

    def has_file(self, path: str) -> bool:
        """Whether the work tree has it."""
        return path in self.work

    def is_link(self, path: str) -> bool:
        """As the test says."""
        return path in self.links

    def is_behind_link(self, path: str) -> bool:
        """As the test says."""
        return path in self.links

    def entry_here(self, path: str) -> tuple[str, str] | None:
        """Mode and digest of a file of the work tree."""
        return _entry(self.work[path]) if path in self.work else None

    def changed_since(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """What the work tree has in another form."""
        return tuple(sorted(_below(dict.fromkeys(_differing(self._at(commit), self.work), ""), under)))

    def tests_changed_since(self, commit: str, layout: Layout) -> tuple[str, ...]:
        """The tests' part of that."""
        return tuple(path for path in self.changed_since(commit) if layout.side_of(path) is Side.TEST)

    def has_object(self, object_id: str) -> bool:
        """Whether a commit has a file of this digest."""
        return any(_entry(text)[1] == object_id for files in self.history for text in files.values())

    def untracked(self, under: Iterable[str] = ()) -> tuple[str, ...]:
        """What the work tree has and HEAD has not."""
        return tuple(sorted(_below(self.work, under).keys() - self.history[-1].keys()))

    def ignored(self, under: Iterable[str]) -> tuple[str, ...]:
        """Nothing is ignored."""
        assert under is not None
        return ()

    def test_side_files(self, layout: Layout) -> tuple[str, ...]:
        """The tests' side of the work tree."""
        return tuple(sorted(path for path in self.work if layout.side_of(path) is Side.TEST))

    def staged(self) -> tuple[str, ...]:
        """As the test says."""
        return self.staged_paths

    def operation_in_progress(self) -> str | None:
        """As the test says."""
        return self.operation

    def write(self, files: Mapping[str, bytes | None]) -> Mapping[str, bytes | None]:
        """Change the work tree; what was there before."""
        before = {path: self.read(path) for path in files}
        kept = {path: text for path, text in self.work.items() if path not in files}
        self.work = kept | {path: data.decode() for path, data in files.items() if data is not None}
        return before

    def commit(self, paths: Iterable[str], message: str) -> str:
        """One commit more, with these paths as the work tree has them."""
        files = {path: text for path, text in self.history[-1].items() if path not in set(paths)}
        self.history.append(files | {path: self.work[path] for path in paths if path in self.work})
        self.committed.append(message)
        return f"c{len(self.history) - 1}"


def _below(files: Files, under: Iterable[str]) -> Files:
    roots = tuple(under)
    is_in = {path: any(path == root or path.startswith(f"{root}/") for root in roots) for path in files}
    return {path: text for path, text in files.items() if not roots or is_in[path]}


def _differing(old: Files, new: Files) -> frozenset[str]:
    return frozenset(path for path in {**old, **new} if old.get(path) != new.get(path))


def _entry(text: str) -> tuple[str, str]:
    return "100644", hashlib.sha256(text.encode()).hexdigest()


def _names(files: Files, folder: str, *, full: bool) -> set[str]:
    start = f"{folder}/" if folder else ""
    inside = {path[len(start) :].partition("/")[0] for path in files if path.startswith(start)}
    return {start + name for name in inside} if full else inside


class FakeRunner:
    """Gives the runs of each role in the order in which they are asked for, and keeps what was asked."""

    def __init__(self, **runs: RunSeen | list[RunSeen]) -> None:
        """Role -> its run, or its runs one after the other."""
        self._runs = {role: list(each) if isinstance(each, list) else [each] for role, each in runs.items()}
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def run(self, role: Role, **sides: Any) -> RunSeen:  # noqa: ANN401 - each side has a type of its own
        """The next run in this role."""
        self.asked.append((str(role), sides))
        return self._runs[str(role)].pop(0)

    def visible(self, orders: Orders) -> RunSeen:
        """The next run that a user would have seen."""
        self.asked.append(("visible", {"orders": orders}))
        return self._runs["visible"].pop(0)


def case_of(
    repository: FakeRepository,
    runner: FakeRunner | None = None,
    settings: Settings | None = None,
    **sides: Any,  # noqa: ANN401 - each field has a type of its own
) -> Case:
    """A case over the two; `sides` are further fields of it, such as `amend` or `feature`."""
    return Case(repository, runner or FakeRunner(), settings or Settings(), sides.pop("layout", LAYOUT), **sides)


def seen(node_id: str, outcome: str = "passed", error: str = "builtins.AssertionError") -> TestSeen:
    """A test that passed, or that failed in its call by this class of exception."""
    file, _, rest = node_id.partition("::")
    name, _, case = rest.partition("[")
    item = ItemSeen(TestId(file, name), case.removesuffix("]"), defined_in=f"/shop/{file}")
    raised = ExceptionSeen((error, "builtins.Exception"), "it does not hold") if outcome == "failed" else None
    phases = [PhaseSeen("setup", "passed"), PhaseSeen("call", outcome, "", raised), PhaseSeen("teardown", "passed")]
    return TestSeen(node_id, item, tuple(phases))


def run_of(*tests: TestSeen, **sides: Any) -> RunSeen:  # noqa: ANN401 - as above
    """A run of these tests that ended by itself; `sides` are further fields of it."""
    code = 1 if any(each.outcome == "failed" for each in tests) else 0
    return RunSeen(tests, **{"exit_code": code, "announced": code, **sides})


def contract_of(feature: str, files: Files) -> Contract:
    """A contract that locks these files, and every test in them as one that missed something."""
    tests = [
        LockedTest(TestId(path, name), "missing", digest=function.digest)
        for path, text in files.items()
        for name, function in parse_module(text.encode()).functions.items()
        if name.startswith("test_")
    ]
    return Contract(feature, tuple(tests), {path: sha256_of(text.encode()) for path, text in files.items()})


def record_of(contract: Contract) -> Files:
    """The file that records a contract, by its path."""
    return {contract_path(contract.feature): contract.to_json().decode()}
