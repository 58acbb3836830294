"""New tests of a base class that only its subclasses in the same file run: the subclasses' runs are judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.inherited_tests import inherited_names
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.run.skips import skips_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["InheritedTests", "inherited_in"]


@dataclass(frozen=True, slots=True)
class InheritedTests:
    """New tests that subclasses in the same file inherit; `below` maps each to its versions in the subclasses."""

    below: Mapping[TestId, tuple[TestId, ...]]

    def hidden_with(self, judged: Mapping[TestId, TestRed]) -> frozenset[TestId]:
        """Inherited tests, not in `judged`, whose originals a failed import hides; only the source shows them yet."""
        hidden = [test for test in self.below if test in judged and judged[test].hidden_by]
        return frozenset(each for test in hidden for each in self.below[test] if each not in judged)

    def run_instead(self, judged: Mapping[TestId, TestRed], behind: RunSeen | None) -> dict[TestId, frozenset[TestId]]:
        """Maps tests that were skipped or not collected to the inherited tests that did run.

        `behind` is the stand-in run, which sees tests that a failed import hides.
        """
        skips = skips_of(behind)
        found = {
            test: frozenset(each for each in inherited if _does_run(each, judged, skips))
            for test, inherited in self.below.items()
            if not _does_run(test, judged, skips)
        }
        return {test: inherited for test, inherited in found.items() if inherited}


def inherited_in(tests: Iterable[TestId], evolution: Evolution) -> InheritedTests:
    """The tests that subclasses in the same file inherit from these tests."""
    found = {
        test: tuple(TestId(test.file, name) for name in inherited_names(test.name, evolution.modules[test.file]))
        for test in tests
        if test.file in evolution.modules
    }
    return InheritedTests({test: inherited for test, inherited in found.items() if inherited})


def _does_run(test: TestId, judged: Mapping[TestId, TestRed], skips: Mapping[TestId, set[str]]) -> bool:
    """Whether the test was collected and at least one of its cases was not skipped."""
    each = judged.get(test)
    if each is None:
        return False
    if each.hidden_by:
        return "" in skips.get(test, ())
    return any(case.blame is None or case.blame.rule != "not-run" for case in each.cases)
