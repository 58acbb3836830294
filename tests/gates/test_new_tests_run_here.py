"""Which new tests without a contract are judged here: not those of another platform, nor those that subclasses run."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.contract import ONLY_NEW, LockedTest
from pytest_tddgate.domain.run.observation import CollectError, ItemSeen, PhaseSeen, RunSeen, TestId, TestSeen
from pytest_tddgate.gates.run.skips import run_here
from tests.fakes import FakeRepository, case_of, run_of, seen

FILE = "tests/test_shop.py"
BLOCK = 'import sys\nif sys.platform == "plan9":\n    def test_put(): ...\n'
BASE = "class TestStore:\n    def test_put(self): ...\nclass TestMemory(TestStore): ...\n"
UNREAD = CollectError(FILE, None, "ImportError: no module")


def skipped(node_id: str) -> TestSeen:
    """A test that says in its setup that it is abstract."""
    name = node_id.partition("::")[2]
    return TestSeen(node_id, ItemSeen(TestId(FILE, name), ""), (PhaseSeen("setup", "skipped", "abstract"),))


def here(name: str, text: str, run: RunSeen, red: str = ONLY_NEW) -> bool:
    """Whether the test of this name is judged."""
    case = case_of(FakeRepository([{}], {FILE: text}))
    return bool(run_here([LockedTest(TestId(FILE, name), red, cases=None)], run, case))


@pytest.mark.parametrize(
    ("name", "text", "run"),
    [
        ("test_put", BLOCK, run_of()),
        ("TestStore::test_put", BASE, run_of(seen(f"{FILE}::TestMemory::test_put"))),
        (
            "TestStore::test_put",
            BASE,
            run_of(skipped(f"{FILE}::TestStore::test_put"), seen(f"{FILE}::TestMemory::test_put", "failed")),
        ),
    ],
)
def test_what_runs_elsewhere_or_in_a_subclass_is_not_judged(name: str, text: str, run: RunSeen) -> None:
    """It was not collected, or was skipped."""
    assert not here(name, text, run)


@pytest.mark.parametrize(
    ("name", "text", "run", "red"),
    [
        ("test_put", BLOCK, run_of(), "missing"),
        ("test_put", BLOCK, run_of(seen(f"{FILE}::test_put")), ONLY_NEW),
        ("test_put", BLOCK, run_of(collect_errors=(UNREAD,)), ONLY_NEW),
        ("test_put", BLOCK.replace("sys.platform", "sys.argv[0]"), run_of(), ONLY_NEW),
        ("TestStore::test_put", BASE, run_of(), ONLY_NEW),
        ("TestStore::test_put", BASE, run_of(seen(f"{FILE}::TestMemory::test_put")), "missing"),
        ("TestStore::test_put", BASE, run_of(skipped(f"{FILE}::TestMemory::test_put")), ONLY_NEW),
        ("TestStore::test_put", BASE, run_of(seen(f"{FILE}::TestStore::test_put")), ONLY_NEW),
    ],
)
@pytest.mark.tdd_pins("all others were judged before")
def test_all_others_are_judged(name: str, text: str, run: RunSeen, red: str) -> None:
    """What a contract holds, what was run, and what nobody runs."""
    assert here(name, text, run, red)
