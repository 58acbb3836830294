"""Order of code and tests: lines that no contract runs, and code that is older than the contract that runs it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.contracts.snapshot import Snapshot
from pytest_tddgate.domain.python.lines import changed_lines, ranges_of
from pytest_tddgate.domain.python.pieces import pieces_in
from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.audit import CODE_BEFORE_TEST
from pytest_tddgate.domain.rules.implementation import UNCONTRACTED
from pytest_tddgate.domain.run.ancestry import side_tips
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.audit.earlier_code import earlier_code_of
from pytest_tddgate.gates.audit.green import lines_run, measured_run
from pytest_tddgate.gates.change.subject_lines import changed_subject_lines
from pytest_tddgate.gates.green.contract_outcomes import contract_findings
from pytest_tddgate.gates.run.whole_suite import void_findings, whole_suite_request

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from pytest_tddgate.domain.python.pieces import Piece
    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.observation import RunSeen, TestId
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.audit.earlier_code import EarlierPlace
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["Reach", "Reached", "early_code", "reached", "uncontracted_findings"]

Reach = dict[str, tuple[frozenset[int], frozenset[int]]]
"""Path of a changed file of the subject -> its lines that can run, and those that the contracts' tests ran."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The lines of changed files that the contracts' tests run, and findings about these tests when they run alone."""

    reach: Reach
    findings: tuple[Finding, ...] = ()


def reached(audit: AuditCase, evolution: Evolution, lost: Container[TestId], case: Case) -> Reached:
    """A run of the contracts' tests on their own in the head's tree: those of new contracts, then of old ones.

    In the whole suite, another file can make them pass when it is imported or run; here, other files are left out.
    Tests that are `lost` cannot run, and were reported.
    """
    in_force = audit.contract_tests
    changed = changed_subject_lines(evolution, case)
    reach: Reach = {}
    findings: tuple[Finding, ...] = ()
    for contracts in (audit.range.new, audit.range.kept):
        held = dict.fromkeys(each.test for locked in contracts.values() for each in locked.contract.tests)
        tests = [in_force[test] for test in held if test not in lost]
        is_new = contracts is audit.range.new
        if tests and (is_new or _unreached(changed, reach)):
            run, data_file = _run_alone([each.test for each in tests], case)
            reach = _joined(reach, lines_run(data_file, changed, case))
            findings += tuple(map(_alone, contract_findings(tests, run, case.layout))) if is_new else ()
    return Reached(reach or {path: (lines, frozenset()) for path, lines in changed.items()}, findings)


def _alone(finding: Finding) -> Finding:
    return replace(finding, what=f"{finding.what} (run without the other tests)")


def _run_alone(tests: list[TestId], case: Case) -> tuple[RunSeen, str]:
    extra: Extra = case.first_party
    return measured_run(Role.REACH, tests, sorted({each.file for each in tests}), extra, case)


def uncontracted_findings(evolution: Evolution, reach: Reach, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed file of the subject with changed lines that no contract test runs."""
    loose = _unreached(changed_subject_lines(evolution, case), reach)
    return tuple(
        Finding(
            UNCONTRACTED,
            f"{path} changes {counted(len(lines), 'line')} that no contract test runs: {ranges_of(lines)}",
            at=Place(path, min(lines)),
        )
        for path, lines in sorted(loose.items())
    )


def early_code(audit: AuditCase, reach: Reach, case: Case) -> CheckResult:
    """A finding for each piece of code that a contract runs, but that existed before its lock, run by no test.

    `case` is the head's. Two kinds of code are not reported: helpers that existing tests run, since they were only
    reshaped, and functions that no contract reaches. The suite is run at a commit only if the commit has such a piece;
    a run that is cut short gives a missing fact.
    """
    if not audit.range.new:
        return CheckResult()
    reached = _reached_pieces(reach, case)
    keys = {key for each in reached for key in _keys(each)}
    parents = audit.history.parents(f"{audit.range.fork}..{audit.range.head}")
    past = earlier_code_of(_new_pieces(reached, audit.range.fork, case), parents, audit)
    ran = _Runs(audit)
    found: dict[Place, Finding] = {}
    for feature, locked in audit.range.new.items():
        there: set[str] = set()
        for commit in _commits_next_to(locked.commit, parents, audit):
            early = [each for each in _early_pieces(commit, audit, case) if _keys(each) & keys]
            there |= {each.digest for each in early}
            for each in early:
                if not ran.has_run(each, commit, {one.path for one in early}):
                    what = f"{each.name} existed before the tests of {feature} were locked, and no test ran it"
                    found.setdefault(_place(each), Finding(CODE_BEFORE_TEST, what, at=_place(each)))
        for piece, places in past.before(locked.commit, case):
            if piece.digest not in there and (stood := ran.never_run(piece, places, case)):
                what = f"{piece.name} stood {stood} before the tests of {feature} were locked, and no test ran it there"
                found.setdefault(_place(piece), Finding(CODE_BEFORE_TEST, what, at=_place(piece)))
        if ran.cut:
            why = "without that run, nobody can tell which code a test asked for"
            what = f"before the lock of {feature}, {ran.cut}"
            return CheckResult(missing=(MissingFact(what, "find out what ends that run", why),))
    return CheckResult(tuple(found.values()))


def _keys(piece: Piece) -> set[object]:
    return {piece.digest, (piece.path, piece.name)}


def _place(piece: Piece) -> Place:
    return Place(piece.path, piece.first)


def _commits_next_to(lock: str, parents: Mapping[str, tuple[str, ...]], audit: AuditCase) -> tuple[str, ...]:
    """The commit before a lock, and the tips of side branches whose code the lock does not have."""
    before = audit.history.parent_of(lock)
    return (*([before] if before else ()), *side_tips(lock, parents))


@dataclass(slots=True)
class _Runs:
    """Runs of the suite at commits, each made once; `cut` says how one of them was cut short."""

    audit: AuditCase
    cut: str = ""
    _known: dict[tuple[str, frozenset[str]], Reach] = field(default_factory=dict)

    def has_run(self, piece: Piece, commit: str, paths: Iterable[str]) -> bool:
        """Whether the tests known at a commit run this piece of it; `paths` are all files to ask about there."""
        key = commit, frozenset(paths)
        if key not in self._known:
            self._known[key], cut = _run_before_lock(commit, set(paths), self.audit)
            self.cut = self.cut or cut
        return bool(piece.lines & self._known[key].get(piece.path, (frozenset(), frozenset()))[1])

    def never_run(self, piece: Piece, places: tuple[EarlierPlace, ...], case: Case) -> EarlierPlace | None:
        """A place that shows that the piece existed and that no test ran it; None if a test did.

        Outside the subject's code, a piece counts as never run.
        """
        for stood in places:
            if not stood.path.endswith(".py") or case.layout.side_of(stood.path) is not Side.SUBJECT:
                return stood
        stood = places[0]
        source = case.repository.blobs(stood.commit, [stood.path]).get(stood.path, b"")
        own = next((each for each in pieces_in(stood.path, source) if each.shape == piece.shape), None)
        return None if own and self.has_run(own, stood.commit, [stood.path]) else stood


def _run_before_lock(commit: str, paths: set[str], audit: AuditCase) -> tuple[Reach, str]:
    """The lines of these files that the tests of a commit run, and how the run was cut short (`""`: it was not)."""
    there = audit.bench.show(_with_known_tests(commit, audit))
    extra = whole_suite_request(there)
    run, data_file = measured_run(Role.VISIBLE, (), (), extra, there)
    cut = void_findings(run, there)
    return (lines_run(data_file, paths, there), cut[0].what if cut else "")


def _with_known_tests(commit: str, audit: AuditCase) -> Snapshot:
    """The commit with only tests that the fork has or that were locked by then: a temporary test can run any code."""
    there, fork = audit.bench.snapshot(commit), audit.bench.snapshot(audit.range.fork)
    layout = audit.bench.read_only(there).layout
    earlier = [
        each for each in audit.range.new.values() if audit.history.merge_base(each.commit, commit) == each.commit
    ]
    locked = {path for each in (*earlier, *audit.range.kept.values()) for path in each.contract.locked}
    own = {path: each for path, each in there.entries.items() if not layout.is_test_side(path) or path in locked}
    known = {path: each for path, each in fork.entries.items() if layout.is_test_side(path)}
    return Snapshot(commit, known | own, is_whole=False)


def _early_pieces(commit: str, audit: AuditCase, case: Case) -> list[Piece]:
    """The pieces of the subject that this commit has, and the fork does not have or has in another form."""
    fork = audit.range.fork
    then, now = case.repository.entries(fork), case.repository.entries(commit)
    paths = [
        path
        for path, entry in now.items()
        if path.endswith(".py") and then.get(path) != entry and case.layout.side_of(path) is Side.SUBJECT
    ]
    before, after = case.repository.blobs(fork, paths), case.repository.blobs(commit, paths)
    known = {each.digest for path, source in before.items() for each in pieces_in(path, source)}
    found = []
    for path, source in after.items():
        lines = changed_lines(before.get(path), source)
        found += [each for each in pieces_in(path, source) if each.lines & lines and each.digest not in known]
    return found


def _reached_pieces(reach: Reach, case: Case) -> list[Piece]:
    """Each piece of the head of which the contracts' tests run a line."""
    return [
        each for path, (_, ran) in reach.items() for each in pieces_in(path, case.bytes_of(path)) if each.lines & ran
    ]


def _new_pieces(reached: list[Piece], fork: str, case: Case) -> list[Piece]:
    """The pieces that no changed Python file had at the fork."""
    changed = [path for path in case.repository.changed_since(fork) if path.endswith(".py")]
    before = case.repository.blobs(fork, changed)
    known = {each.digest for path, source in before.items() for each in pieces_in(path, source)}
    return [each for each in reached if each.digest not in known]


def _joined(one: Reach, other: Reach) -> Reach:
    nothing: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    paths: Iterable[str] = one.keys() | other.keys()
    pairs = {path: (one.get(path, nothing), other.get(path, nothing)) for path in paths}
    return {path: (a[0] | b[0], a[1] | b[1]) for path, (a, b) in pairs.items()}


def _unreached(changed: Mapping[str, frozenset[int]], reach: Reach) -> dict[str, frozenset[int]]:
    """Path -> its changed lines that can run and that no contract ran; all of them if `reach` lacks the path."""
    found = {}
    for path, lines in changed.items():
        can_run, ran = reach.get(path, (lines, frozenset()))
        if loose := (lines & can_run) - ran:
            found[path] = loose
    return found
