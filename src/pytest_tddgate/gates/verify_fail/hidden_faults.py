"""A new test's own faults that appear only when stand-ins replace the missing names."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import conftests_above
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.red.certain_faults import is_certain_fault
from pytest_tddgate.domain.red.dependence import MODULE
from pytest_tddgate.domain.red.judgement import Lack
from pytest_tddgate.domain.run.standin import StandIn
from pytest_tddgate.gates.verify_fail.judged import judge_tests
from pytest_tddgate.gates.verify_fail.never_run import unrun_behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.blame import Blame, Scene
    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["faults_behind"]

_IGNORED_MODES = frozenset({StandIn.RAISES, StandIn.FIRST, StandIn.EMPTY_MODULE})  # these modes cause faults themselves
_FAULTS = frozenset({"broken-test", "unconditional", "broken-environment"})
_NEEDS_IMPORT = "broken-environment"


def faults_behind(tests: Iterable[TestId], run: RunSeen, scene: Scene, case: Case) -> dict[TestId, Blame]:
    """The tests that fail with the same fault, or do not run, with every stand-in; each with the blame.

    The mode that raises is ignored, because its exception comes before the test's own fault. So are the modes in which
    not every test of the run is run.
    """
    wanted = tuple(tests)
    judged = [judge_tests(wanted, each, scene) for each in _modes(run)] or [judge_tests(wanted, run, scene)]
    found = {test: _fault(test, [each[test] for each in judged if test in each], case) for test in wanted}
    faults = {
        test: blame
        for test, blame in found.items()
        if blame is not None and not _is_of_stand_ins(test, blame, scene, case)
    }
    return faults | unrun_behind([test for test in wanted if test not in faults], run, scene, case)


def _modes(run: RunSeen) -> Iterator[RunSeen]:
    """The run, split by stand-in mode, without the modes in `_IGNORED_MODES`."""
    by_mode: defaultdict[str, list[TestSeen]] = defaultdict(list)
    for each in run.tests:
        if each.mode not in _IGNORED_MODES:
            by_mode[each.mode].append(each)
    return (replace(run, tests=tuple(each)) for each in by_mode.values())


def _fault(test: TestId, judged: list[TestRed], case: Case) -> Blame | None:
    """The one fault that the cases have in every mode that reaches it; None if a case passes or has another fault.

    A stand-in without methods stops a test, red, at the first method that it calls. If any case stops like that before
    the fault, only a fault that no value of the subject can cause counts.
    """
    blames = [seen.blame for each in judged for seen in each.cases]
    faults = [each for each in blames if each is not None and each.red is None]
    if not faults or None in blames or faults[0].rule not in _FAULTS:
        return None
    first = faults[0]
    if not all((each.rule, each.at) == (first.rule, first.at) for each in faults):
        return None
    stopped = [each for each in blames if each is not None and each.red is not None]
    is_certain = not stopped or is_certain_fault(first, case.bytes_of(test.file), test.name)
    return first if is_certain and all(_is_before(each, first) for each in stopped) else None


def _is_before(red: Blame, fault: Blame) -> bool:
    """Whether the test became red at a line above the fault, in the same file."""
    if red.at is None or fault.at is None:
        return False
    return red.at.path == fault.at.path and red.at.line < fault.at.line


def _is_of_stand_ins(test: TestId, blame: Blame, scene: Scene, case: Case) -> bool:
    """Whether stand-ins may cause the fault: they are not fixtures, and `import *` finds no names in them.

    Of the environment's faults only a missing package counts: any other may be a third party's reaction to a stand-in.
    """
    if blame.rule == _NEEDS_IMPORT:
        return blame.lacks is not Lack.PACKAGE
    flow = scene.dependence(test.file)
    at = blame.at
    if flow is not None and at is not None and at.path == test.file and flow.is_conditional(MODULE, at.line):
        return True
    tree = parse_or_empty(case.bytes_of(test.file))
    if blame.lacks is Lack.NAME:
        return any(isinstance(each, ast.ImportFrom) and each.names[0].name == "*" for each in ast.walk(tree))
    wanted = set(re.findall(r"\w+", blame.what.rpartition(": ")[2]))
    return blame.lacks is Lack.FIXTURE and (not wanted.isdisjoint(_imported(tree)) or _names_plugins(test, case))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (each.asname or each.name for each in node.names)


def _names_plugins(test: TestId, case: Case) -> bool:
    """Whether the test's file or a conftest above it uses `pytest_plugins`: a missing plugin may define the fixture."""
    return any(b"pytest_plugins" in case.bytes_of(path) for path in (test.file, *conftests_above(test.file)))
