"""A change that takes code away, and touches no more than comments elsewhere: the base's code is the control."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import RunSeen, TestId
from pytest_tddgate.gates.run.controls import sabotage_findings
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

PATH, PLACE = "src/shop/item.py", "/shop/src/shop/item.py"
BEFORE = (
    "class Item:\n    def __getitem__(self, key):\n        raise TypeError\n\n    def __len__(self):  # no\n"
    "        return 1\n"
)
AFTER = "class Item:\n    def __len__(self):\n        return 1\n"
ITEM = TestId("tests/test_item.py", "test_it_is_no_sequence")
GREEN, RED = run_of(seen(str(ITEM))), run_of(seen(str(ITEM), "failed"))


def shown(*runs: RunSeen, after: str = AFTER) -> tuple[list[str], list[dict[str, object]]]:
    """The rules of what the control finds, and what each of its runs was told to do."""
    runner = FakeRunner(control=list(runs))
    case = case_of(FakeRepository([{}], {PATH: after}), runner)
    shown = sabotage_findings((ITEM,), {PATH: frozenset({2})}, case, (), {PLACE: BEFORE})
    assert shown.missing == ()
    return [each.rule.id for each in shown.findings], [sides["extra"] for _, sides in runner.asked]


@pytest.mark.parametrize(("last", "found"), [(RED, []), (GREEN, ["control-not-red"])])
def test_the_code_of_the_base_has_to_be_red(last: RunSeen, found: list[str]) -> None:
    """Nothing that the change wrote can be emptied."""
    rules, told = shown(GREEN, last)

    assert rules == found
    assert told == [{"emptied": {PLACE: []}}, {"reverted": {PLACE: BEFORE}}]


@pytest.mark.tdd_pins("a function that is another one is emptied, as it was")
def test_a_function_that_changed_is_emptied() -> None:
    """Its syntax is not the base's."""
    _, told = shown(RED, after=AFTER.replace("return 1", "return 2"))

    assert told == [{"emptied": {PLACE: [(2, 2)]}}]
