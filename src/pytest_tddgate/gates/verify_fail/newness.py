"""Which tests of a run are new, judged by file, qualified name and case, never by node id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.inherited_tests import inherited_names
from pytest_tddgate.domain.rules.green import NOT_RUN
from pytest_tddgate.domain.rules.red import NOTHING_NEW
from pytest_tddgate.domain.run.identity import function_of
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.verify_fail.examples_in_code import naming_step

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import ItemSeen, RunSeen
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.waiting import Waiting
    from pytest_tddgate.gates.verify_fail.judged import TestRed
    from pytest_tddgate.gates.verify_fail.refactored import Refactored

__all__ = ["ToBeRed", "definition_of", "is_new_item", "new_tests_in", "nothing_new"]


_WITHOUT_TESTS = "there is nothing that could fail first; an audit lets a refactoring pass, and lists its lines"
_PINS_ALONE = "commit them as they are: pins need no contract; or write a test of what is missing"


@dataclass(frozen=True, slots=True)
class ToBeRed:
    """The tests that have to be red.

    Tests in `whole` are new or amended as a whole. Of those in `rows`, only the cases that use one of the given values
    are new: argument names, and the position of the value. Of those in `cases`, only the cases with these ids are.
    pytest collects the tests in `collectable` with its default settings.
    """

    whole: frozenset[TestId]
    rows: Mapping[TestId, frozenset[tuple[str, int]]]
    cases: Mapping[TestId, frozenset[str]]
    collectable: frozenset[TestId]

    @property
    def tests(self) -> frozenset[TestId]:
        """All tests that have to be red, whole or in part."""
        return self.whole | frozenset(self.rows) | frozenset(self.cases)

    def only_new_cases(self, run: RunSeen) -> RunSeen:
        """The run without the old cases of tests that only gained cases."""
        return replace(run, tests=tuple(each for each in run.tests if each.item is None or self._is_wanted(each.item)))

    def _is_wanted(self, item: ItemSeen) -> bool:
        test = item.test
        if test in self.whole or test not in self.tests:
            return True
        return item.case in self.cases.get(test, ()) or any(
            self._has_row(item, argnames, position) for argnames, position in self.rows.get(test, ())
        )

    def _has_row(self, item: ItemSeen, argnames: str, position: int) -> bool:
        names = {name.strip() for name in argnames.split(",")}
        return any(name in names and index == position for name, index in item.indices)

    def not_run(
        self, judged: Container[TestId], run: RunSeen, root: str, patterns: Sequence[str] = ("*",)
    ) -> list[Finding]:
        """A finding for each new test that the run never reported, with the reason if it is known.

        `root` is pytest's rootdir, relative to the top, and `patterns` are its `python_files`.
        """
        deselected = {function_of(node_id, root) for node_id in run.deselected}
        return [_not_run(test, root, patterns, is_deselected=test in deselected) for test in self.unseen(judged, run)]

    def unseen(self, judged: Container[TestId], run: RunSeen) -> list[TestId]:
        """The new tests that are not in `judged` and that the run never reported."""
        seen = {each.item.test for each in run.tests if each.item}
        return [test for test in sorted(self.collectable & self.tests) if test not in judged and test not in seen]


def new_tests_in(
    run: RunSeen,
    evolution: Evolution,
    layout: Layout,
    *,
    is_amended: bool,
    new_cases: Mapping[TestId, frozenset[str]] = MappingProxyType({}),
) -> ToBeRed:
    """The tests that this change must show red: new functions, new cases, inherited tests, declared amendments."""
    whole = {test for test in evolution.new_tests() if not evolution.is_fixture(test)}
    whole |= {each.item.test for each in run.tests if each.item and is_new_item(each.item, evolution, layout)}
    if is_amended:
        whole |= {test for test, using in evolution.changed_tests().items() if not using}
    rows = {
        TestId(file, name): frozenset(added)
        for file, change in evolution.changes.items()
        for name, added in change.added_rows.items()
    }
    moved = set(evolution.moved_from)
    collectable = frozenset(test for test in whole if evolution.is_collectable(test))
    only_new = {test: cases for test, cases in new_cases.items() if test not in whole}
    seen = {each.item.test for each in run.tests if each.item}
    whole = {test for test in whole if test in seen or test in collectable or _is_inherited(test, evolution)}
    return ToBeRed(frozenset(whole - moved), {t: r for t, r in rows.items() if t not in whole}, only_new, collectable)


def _is_inherited(test: TestId, evolution: Evolution) -> bool:
    """Whether a class in the same file that pytest collects inherits the test."""
    heirs = inherited_names(test.name, evolution.modules[test.file]) if test.file in evolution.modules else ()
    return any(evolution.is_collectable(TestId(test.file, name)) for name in heirs)


def is_new_item(item: ItemSeen, evolution: Evolution, layout: Layout) -> bool:
    """Whether an inherited or generated test is new: because its class, the inherited function, or its file is."""
    test = item.test
    module = evolution.modules.get(test.file)
    if test in evolution.moved_from or (module and test.name in module.functions):
        return False
    definition = definition_of(item, evolution, layout)
    class_name = test.name.rpartition("::")[0]
    if definition is None or not class_name:
        return test.file in evolution.added_files and definition is None
    if definition in evolution.new_tests():
        return True
    known = {name for names in evolution.known_classes.values() for name in names}
    return module is not None and class_name in module.classes and class_name not in known


def definition_of(item: ItemSeen, evolution: Evolution, layout: Layout) -> TestId | None:
    """The function that a collected test runs, its own or an inherited one; None if no changed file holds it."""
    file = layout.relative(item.defined_in) or ""
    module = evolution.modules.get(file)
    for name, function in module.functions.items() if module else ():
        if function.line == item.line:
            return TestId(file, name)
    return None


def _not_run(test: TestId, root: str, patterns: Sequence[str], *, is_deselected: bool) -> Finding:
    if is_deselected:
        return Finding(NOT_RUN, f"{test} was deselected", at=Place(test.file))
    inner = test.file.removeprefix(f"{root}/") if root else test.file
    more = f"pytest --collect-only {inner} says more"
    step = f"run the gate without paths, in the folder with pytest's settings; where that does not help, {more}"
    naming = naming_step(test.file, patterns)
    return Finding(NOT_RUN, f"{test} was never collected", at=Place(test.file), next_step=naming or step)


def nothing_new(
    judged: Mapping[TestId, TestRed],
    *,
    is_empty: bool,
    waiting: Waiting | None = None,
    without: Refactored | None = None,
) -> tuple[Finding, ...]:
    """A finding if no test had to be red; `is_empty` says that no test is new.

    `waiting` is the feature that is locked already and has no code yet; `without` is the code that changed without a
    test.
    """
    if is_empty and waiting is not None:
        what = f"there is no new test: {waiting.what}"
        return (Finding(NOTHING_NEW, what, next_step=waiting.next_step),)
    if is_empty and without is not None:
        what = f"there is no new test, and {without.path} is changed"
        return (Finding(NOTHING_NEW, what, why=_WITHOUT_TESTS, next_step=without.next_step),)
    if is_empty:
        return (Finding(NOTHING_NEW, "there is no new test"),)
    if judged and all(each.pins is not None and not each.red_cases for each in judged.values()):
        what = "every new test is a pin: nothing was red"
        return (Finding(NOTHING_NEW, what, next_step=_PINS_ALONE),)
    return ()
