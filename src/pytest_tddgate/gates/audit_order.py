"""What came first: lines that no contract reaches, and code that was there before the contract that reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.layout import Side
from pytest_tddgate.domain.lines import changed_lines, ranges_of
from pytest_tddgate.domain.rules import rule
from pytest_tddgate.domain.subject_functions import functions_in
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.audit_green import lines_run, measured_run
from pytest_tddgate.gates.run_facts import run_findings
from pytest_tddgate.gates.subject_lines import changed_subject_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.observation import TestId
    from pytest_tddgate.domain.subject_functions import SubjectFunction
    from pytest_tddgate.gates.audit_case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.evolution import Evolution

__all__ = ["Reach", "early_code_findings", "reach_of", "uncontracted_findings"]

Reach = dict[str, tuple[frozenset[int], frozenset[int]]]
"""Path of a changed file of the subject -> its lines that can run, and those that the contracts' tests ran."""


def reach_of(audit: AuditCase, evolution: Evolution, case: Case) -> Reach:
    """What the contracts' tests run of the changed files, measured in the head's tree: new contracts, then old ones."""
    changed = changed_subject_lines(evolution, case)
    if not changed:
        return {}
    reach: Reach = {}
    for contracts in (audit.range.new, audit.range.kept):
        tests = [each.test for locked in contracts.values() for each in locked.contract.tests]
        if tests and (not reach or _unreached(changed, reach)):
            reach = _joined(reach, _run_of(tests, changed, case))
    return reach or {path: (lines, frozenset()) for path, lines in changed.items()}


def uncontracted_findings(evolution: Evolution, reach: Reach, case: Case) -> tuple[Finding, ...]:
    """A finding for each changed file of the subject with changed lines that no contract test runs."""
    loose = _unreached(changed_subject_lines(evolution, case), reach)
    return tuple(
        Finding(
            rule("uncontracted"),
            f"{path} changes {len(lines)} line{'s' * (len(lines) > 1)} that no contract test runs: {ranges_of(lines)}",
            at=Place(path, min(lines)),
        )
        for path, lines in sorted(loose.items())
    )


def early_code_findings(audit: AuditCase, reach: Reach, case: Case) -> tuple[Finding, ...]:
    """A finding for each function that is older than a lock, that nothing ran until then, and that a contract reaches.

    `case` is the head's. A helper that existing tests run was reshaped, and a function that no contract reaches is not
    what the contract is about: neither is found. The suite is run at the commit before a lock only where there is such
    a function to ask about.
    """
    reached = _reached_functions(reach, case)
    found: dict[Place, Finding] = {}
    for feature, locked in audit.range.new.items():
        parent = audit.history.parent_of(locked.commit)
        early = _early_functions(parent, audit, case) if parent else []
        asked = [each for each in early if each.digest in reached or (each.path, each.name) in reached]
        if not asked or parent is None:
            continue
        for each in _never_run(parent, asked, audit):
            at = Place(each.path, each.first)
            what = f"{each.name} was there before the tests of {feature} were locked, and no test ran it"
            found.setdefault(at, Finding(rule("code-before-test"), what, at=at))
    return tuple(found.values())


def _never_run(commit: str, functions: list[SubjectFunction], audit: AuditCase) -> list[SubjectFunction]:
    """Those of the functions of which the suite of this commit runs no line."""
    there = audit.bench.show(audit.bench.snapshot(commit))
    extra: dict[str, object] = {"continue": True, "first_party": sorted(there.layout.names)}
    run, data_file = measured_run("visible", (), (), extra, there)
    if run_findings(run):
        return []
    ran = lines_run(data_file, {each.path for each in functions}, there)
    return [each for each in functions if not each.lines & ran.get(each.path, (frozenset(), frozenset()))[1]]


def _early_functions(commit: str, audit: AuditCase, case: Case) -> list[SubjectFunction]:
    """The functions of the subject that this commit has and the fork has not, or has otherwise."""
    fork = audit.range.fork
    then, now = case.repository.entries(fork), case.repository.entries(commit)
    paths = [
        path
        for path, entry in now.items()
        if path.endswith(".py") and then.get(path) != entry and case.layout.side_of(path) is Side.SUBJECT
    ]
    before, after = case.repository.blobs(fork, paths), case.repository.blobs(commit, paths)
    known = {each.digest for path, source in before.items() for each in functions_in(path, source)}
    found = []
    for path, source in after.items():
        lines = changed_lines(before.get(path), source)
        found += [each for each in functions_in(path, source) if each.lines & lines and each.digest not in known]
    return found


def _reached_functions(reach: Reach, case: Case) -> set[object]:
    """Digest, and path and name, of each function of which the contracts run a line."""
    found: set[object] = set()
    for path, (_, ran) in reach.items():
        for each in functions_in(path, case.repository.read(path) or b""):
            if each.lines & ran:
                found |= {each.digest, (each.path, each.name)}
    return found


def _run_of(tests: list[TestId], changed: Mapping[str, frozenset[int]], case: Case) -> Reach:
    extra: dict[str, object] = {"first_party": sorted(case.layout.names)}
    _, data_file = measured_run("reach", tests, sorted({each.file for each in tests}), extra, case)
    return lines_run(data_file, changed, case)


def _joined(one: Reach, other: Reach) -> Reach:
    nothing: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    paths: Iterable[str] = one.keys() | other.keys()
    pairs = {path: (one.get(path, nothing), other.get(path, nothing)) for path in paths}
    return {path: (a[0] | b[0], a[1] | b[1]) for path, (a, b) in pairs.items()}


def _unreached(changed: Mapping[str, frozenset[int]], reach: Reach) -> dict[str, frozenset[int]]:
    """Path -> the changed lines that can run and that no contract ran; of a file without facts: all of them."""
    found = {}
    for path, lines in changed.items():
        can_run, ran = reach.get(path, (lines, frozenset()))
        if loose := (lines & can_run) - ran:
            found[path] = loose
    return found
